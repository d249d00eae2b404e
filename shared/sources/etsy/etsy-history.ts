import type { HistoryFormat } from "../history-format.ts";

/**
 * Etsy's file of sold orders (Shop Manager, Settings, Options, Download Data, Orders). Etsy gives out no address: its buyers
 * are scored, and nobody can write to them.
 */
export const etsyHistory: HistoryFormat = {
  name: "etsy",
  title: "orders as Etsy exports them",
  source: "etsy",
  needed: ["sale date", "order id", "buyer user id", "order total", "currency"],
  oneOf: [],
  columns: {
    order_id: "order id",
    customer_id: "buyer user id",
    ordered_at: "sale date",
    currency: "currency",
    total: "order total",
    discount: "discount amount",
    first_name: "first name",
    last_name: "last name",
    country: "ship country",
  },
  otherColumns: "expected",
  together: "order id",
  row: "order",
  amounts: "order",
  currency: "column",
  people: "customer-ids",
  dates: "month-first",
  cannotTell: [
    "Any address: these buyers are scored and counted, and nobody can write to them.",
    "The time of day, and what was paid back.",
  ],
};
