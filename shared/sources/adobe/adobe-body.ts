import { decimalOf } from "../../model/minor-units.ts";
import type { Sale } from "../sale.ts";

/** A sale as the hook of docs/sources/adobe.md tells of it, as JSON. */
export const adobeBody = (sale: Sale): string => {
  const { customer, currency } = sale;
  /** Four digits behind those of the money, as its database keeps them. */
  const amount = (minor: number) => {
    const decimal = decimalOf(minor, currency);
    return `${decimal}${decimal.includes(".") ? "" : "."}0000`;
  };
  const time = (instant: string) => instant.slice(0, 19).replace("T", " ");
  return JSON.stringify({
    order: {
      increment_id: sale.orderId,
      state: "processing",
      created_at: time(sale.orderedAt),
      updated_at: time(sale.updatedAt),
      order_currency_code: currency,
      grand_total: amount(sale.totalMinor),
      total_refunded: sale.refundedMinor > 0 ? amount(sale.refundedMinor) : null,
      discount_amount: amount(-sale.discountMinor),
      customer_id: customer.id,
      customer_email: customer.email ?? "",
      customer_firstname: customer.firstName,
      customer_lastname: customer.lastName,
      customer_dob: customer.birthday ?? null,
      billing_country: customer.country,
      billing_telephone: null,
      items: sale.items.map(({ sku, title, quantity, totalMinor }) => ({
        sku,
        name: title,
        qty_ordered: `${quantity}.0000`,
        row_total_incl_tax: amount(totalMinor),
      })),
    },
  });
};
