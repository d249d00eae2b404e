import { decimalOf } from "../../model/minor-units.ts";
import type { Sale } from "../sale.ts";

/** Squarespace's word that an order was placed, as JSON: it names the order alone. */
export const squarespaceBody = (sale: Sale): string =>
  JSON.stringify({
    id: `notification-${sale.orderId}`,
    websiteId: "website-1",
    subscriptionId: "subscription-1",
    topic: "order.create",
    createdOn: sale.updatedAt,
    data: { orderId: sale.orderId },
  });

/** A sale as its Commerce API answers it, as JSON. */
export const squarespaceOrder = (sale: Sale): string => {
  const { customer, currency } = sale;
  const money = (minor: number) => ({ value: decimalOf(minor, currency), currency });
  const address = { firstName: customer.firstName, lastName: customer.lastName, countryCode: customer.country };
  return JSON.stringify({
    id: sale.orderId,
    createdOn: sale.orderedAt,
    modifiedOn: sale.updatedAt,
    testmode: false,
    fulfillmentStatus: "PENDING",
    customerId: customer.id,
    customerEmail: customer.email ?? null,
    billingAddress: address,
    shippingAddress: address,
    lineItems: sale.items.map(({ sku, title, quantity, totalMinor }) => ({
      sku,
      productName: title,
      quantity,
      unitPricePaid: money(Math.round(totalMinor / quantity)),
      lineItemType: "PHYSICAL_PRODUCT",
    })),
    grandTotal: money(sale.totalMinor),
    discountTotal: money(sale.discountMinor),
    refundedTotal: money(sale.refundedMinor),
  });
};
