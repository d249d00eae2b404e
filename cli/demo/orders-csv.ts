import { csvLine, csvQuoted } from "../../shared/model/csv.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import type { DemoCustomer, DemoOrder } from "./invent-shop.ts";

const columns = [
  "order_id",
  "customer_id",
  "email",
  "ordered_at",
  "currency",
  "total",
  "refunded",
  "locale",
  "country",
  "marketing_consent",
  "birthday",
];

/** The shop's history as a file for `rouse import --format orders`. */
export const ordersCsv = (sales: Iterable<{ customer: DemoCustomer; order: DemoOrder }>, currency: string): string => {
  const lines = [csvLine(columns)];
  for (const { customer, order } of sales) {
    const { customerId, email = "", locale, country, consent, birthday = "" } = customer;
    const money = [order.totalMinor, order.refundedMinor].map((minor) => decimalOf(minor, currency));
    const cells = [order.orderId, customerId, email, `${order.day} ${clock(order)}`, currency, ...money];
    lines.push(csvLine([...cells, locale, country, consent, birthday].map(csvQuoted)));
  }
  return lines.join("");
};

/** `HH:MM` in the shop's time zone. */
export const clock = ({ minute }: DemoOrder): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
