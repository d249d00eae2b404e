import type { Sale } from "../sale.ts";

/** A sale as Square tells of its payment, as JSON. Payments list no items, and know of no discount. */
export const squareBody = (sale: Sale): string => {
  const { customer, currency, refundedMinor } = sale;
  const payment = {
    id: sale.orderId,
    created_at: sale.orderedAt,
    updated_at: sale.updatedAt,
    status: "COMPLETED",
    amount_money: { amount: sale.totalMinor, currency },
    ...(refundedMinor > 0 && { refunded_money: { amount: refundedMinor, currency } }),
    order_id: `order-${sale.orderId}`,
    customer_id: customer.id,
    ...(customer.email !== undefined && { buyer_email_address: customer.email }),
    billing_address: { first_name: customer.firstName, last_name: customer.lastName, country: customer.country },
  };
  return JSON.stringify({
    type: "payment.updated",
    event_id: `event-${sale.orderId}`,
    created_at: sale.updatedAt,
    data: { type: "payment", id: sale.orderId, object: { payment } },
  });
};
