import { decimalOf } from "../../model/minor-units.ts";
import { unixSeconds } from "../read-instant.ts";
import { numberIn, type Sale } from "../sale.ts";

/** BigCommerce's word that an order was placed, as JSON: it names the order alone. */
export const bigcommerceBody = (sale: Sale): string =>
  JSON.stringify({
    scope: "store/order/created",
    store_id: "1001",
    data: { type: "order", id: numberIn(sale.orderId) },
    hash: `hash-${sale.orderId}`,
    created_at: unixSeconds(sale.updatedAt),
    producer: "stores/abc123",
  });

/** A sale as its API answers it, as JSON. */
export const bigcommerceOrder = (sale: Sale): string => {
  const { customer, currency } = sale;
  const amount = (minor: number) => decimalOf(minor, currency);
  return JSON.stringify({
    id: numberIn(sale.orderId),
    customer_id: customer.email === undefined ? 0 : numberIn(customer.id),
    date_created: mailTime(sale.orderedAt),
    date_modified: mailTime(sale.updatedAt),
    status_id: 11,
    status: "Awaiting Fulfillment",
    currency_code: currency,
    total_inc_tax: amount(sale.totalMinor),
    refunded_amount: amount(sale.refundedMinor),
    discount_amount: amount(sale.discountMinor),
    coupon_discount: amount(0),
    payment_method: "Credit Card",
    is_deleted: false,
    is_email_opt_in: customer.consent === "granted",
    customer_locale: customer.locale,
    billing_address: {
      first_name: customer.firstName,
      last_name: customer.lastName,
      email: customer.email ?? "",
      phone: "",
      country_iso2: customer.country,
    },
    consignments: {
      shipping: [
        {
          line_items: sale.items.map(({ sku, title, quantity, totalMinor }) => ({
            name: title,
            sku,
            quantity,
            total_inc_tax: amount(totalMinor),
          })),
        },
      ],
    },
  });
};

const mailTime = (instant: string): string => new Date(instant).toUTCString().replace("GMT", "+0000");
