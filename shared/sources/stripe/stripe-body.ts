import { unixSeconds } from "../read-instant.ts";
import type { Sale } from "../sale.ts";
import { stripeAmount } from "./stripe-money.ts";

/** A sale as a completed checkout tells of it, as JSON. Checkouts list no items, and know of no refund. */
export const stripeBody = (sale: Sale): string => {
  const { customer, currency } = sale;
  const [orderedAt, updatedAt] = [unixSeconds(sale.orderedAt), unixSeconds(sale.updatedAt)];
  return JSON.stringify({
    id: `evt_${sale.orderId}_${updatedAt}`,
    object: "event",
    type: "checkout.session.completed",
    created: updatedAt,
    livemode: true,
    data: {
      object: {
        id: `cs_live_${sale.orderId}`,
        object: "checkout.session",
        mode: "payment",
        payment_intent: `pi_${sale.orderId}`,
        payment_status: "paid",
        created: orderedAt,
        currency: currency.toLowerCase(),
        amount_total: stripeAmount(sale.totalMinor, currency),
        total_details: { amount_discount: stripeAmount(sale.discountMinor, currency) },
        customer: `cus_${customer.id}`,
        customer_details: {
          email: customer.email ?? null,
          name: `${customer.firstName} ${customer.lastName}`,
          phone: null,
          address: { country: customer.country },
        },
        consent: customer.consent === undefined ? null : { promotions: promotionsOf[customer.consent] },
        locale: customer.locale,
      },
    },
  });
};

const promotionsOf = { granted: "opt_in", denied: "opt_out" } as const;
