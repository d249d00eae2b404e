import { decimalOf } from "../../model/minor-units.ts";
import type { Instant } from "../../model/time.ts";
import { numberIn, type Sale } from "../sale.ts";

/** A sale as WooCommerce posts an order, as JSON. Its orders name neither category, locale nor consent. */
export const woocommerceBody = (sale: Sale): string => {
  const { customer } = sale;
  const amount = (minor: number) => decimalOf(minor, sale.currency);
  return JSON.stringify({
    id: numberIn(sale.orderId),
    status: "processing",
    currency: sale.currency,
    date_created_gmt: gmt(sale.orderedAt),
    date_modified_gmt: gmt(sale.updatedAt),
    date_paid_gmt: gmt(sale.orderedAt),
    total: amount(sale.totalMinor),
    discount_total: amount(sale.discountMinor),
    customer_id: customer.email === undefined ? 0 : numberIn(customer.id),
    billing: {
      first_name: customer.firstName,
      last_name: customer.lastName,
      email: customer.email ?? "",
      phone: "",
      country: customer.country,
    },
    line_items: sale.items.map(({ sku, title, quantity, totalMinor }, index) => ({
      id: index + 1,
      name: title,
      sku,
      quantity,
      total: amount(totalMinor),
    })),
    refunds: sale.refundedMinor > 0 ? [{ id: 1, total: amount(-sale.refundedMinor) }] : [],
    meta_data: [],
  });
};

const gmt = (instant: Instant): string => instant.slice(0, 19);
