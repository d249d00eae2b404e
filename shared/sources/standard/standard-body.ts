import type { OrderEvent } from "../../model/order-event.ts";
import type { Sale } from "../sale.ts";
import type { SourceRoom } from "../source-room.ts";

/** Somebody who left a cart, in our own words, as JSON. */
export const cartBodyOf: NonNullable<SourceRoom["cartBodyOf"]> = ({ id, at, customer }) => {
  const event: OrderEvent = {
    type: "customer.event",
    event: { id, kind: "cart-left", at },
    customer: {
      id: customer.id,
      ...(customer.email !== undefined && { email: customer.email }),
      firstName: customer.firstName,
      lastName: customer.lastName,
    },
  };
  return JSON.stringify(event);
};

/** A sale in our own words, as JSON. */
export const standardBody = (sale: Sale): string => {
  const { orderId, refundedMinor, discountMinor, customer } = sale;
  const { consent, email, birthday } = customer;
  const event: OrderEvent = {
    type: "order.updated",
    order: {
      id: orderId,
      orderedAt: sale.orderedAt,
      updatedAt: sale.updatedAt,
      status: "paid",
      currency: sale.currency,
      totalMinor: sale.totalMinor,
      ...(refundedMinor > 0 && { refunds: { "1": refundedMinor } }),
      ...(discountMinor > 0 && { discountMinor }),
      items: [...sale.items],
      customer: {
        id: customer.id,
        ...(email !== undefined && { email }),
        firstName: customer.firstName,
        lastName: customer.lastName,
        locale: customer.locale,
        country: customer.country,
        ...(birthday !== undefined && { birthday }),
        ...(consent !== undefined && { marketingConsent: { state: consent, at: sale.orderedAt } }),
      },
    },
  };
  return JSON.stringify(event);
};
