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
  "discount",
  "first_name",
  "last_name",
  "locale",
  "country",
  "marketing_consent",
  "birthday",
  "items",
];

/** The shop's history as a file for `rouse import --format orders`. */
export const ordersCsv = (sales: Iterable<{ customer: DemoCustomer; order: DemoOrder }>, currency: string): string => {
  const lines = [csvLine(columns)];
  for (const { customer, order } of sales) {
    const { customerId, email = "", firstName, lastName, locale, country, consent, birthday = "" } = customer;
    const money = [order.totalMinor, order.refundedMinor, order.discountMinor].map((minor) =>
      decimalOf(minor, currency),
    );
    const cells = [order.orderId, customerId, email, `${order.day} ${clock(order)}`, currency, ...money];
    const person = [firstName, lastName, locale, country, consent, birthday];
    lines.push(csvLine([...cells, ...person, itemsCell(order, currency)].map(csvQuoted)));
  }
  return lines.join("");
};

const itemsCell = ({ items }: DemoOrder, currency: string): string =>
  JSON.stringify(items.map(({ totalMinor, ...item }) => ({ ...item, total: decimalOf(totalMinor, currency) })));

/** `HH:MM` in the shop's time zone. */
export const clock = ({ minute }: DemoOrder): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
