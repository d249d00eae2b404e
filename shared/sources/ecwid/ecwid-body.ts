import { decimalOf } from "../../model/minor-units.ts";
import { unixSeconds } from "../read-instant.ts";
import type { Sale } from "../sale.ts";

/** Ecwid's word that an order was placed, as JSON: it names the order alone. */
export const ecwidBody = (sale: Sale): string =>
  JSON.stringify({
    eventId: `event-${sale.orderId}`,
    eventCreated: unixSeconds(sale.updatedAt),
    storeId: 1003,
    entityId: 1,
    eventType: "order.created",
    data: { orderId: sale.orderId },
  });

/** A sale as its REST API answers it, as JSON. */
export const ecwidOrder = (sale: Sale): string => {
  const { customer, currency } = sale;
  const amount = (minor: number) => Number(decimalOf(minor, currency));
  const person = { firstName: customer.firstName, lastName: customer.lastName, countryCode: customer.country };
  return JSON.stringify({
    id: sale.orderId,
    createTimestamp: unixSeconds(sale.orderedAt),
    updateTimestamp: unixSeconds(sale.updatedAt),
    paymentStatus: "PAID",
    total: amount(sale.totalMinor),
    currency,
    refundedAmount: amount(sale.refundedMinor),
    discount: amount(sale.discountMinor),
    customerId: customer.id,
    email: customer.email ?? "",
    acceptMarketing: customer.consent === "granted",
    lang: customer.locale,
    billingPerson: person,
    shippingPerson: person,
    items: sale.items.map(({ sku, title, quantity, totalMinor }) => ({
      sku,
      name: title,
      quantity,
      price: amount(Math.round(totalMinor / quantity)),
    })),
  });
};
