import type { HistoryFormat } from "./history-format.ts";

/** The columns of `--format orders` besides those that a file needs. */
export const optionalColumns = [
  "refunded",
  "tip",
  "outstanding",
  "discount",
  "status",
  "updated_at",
  "first_name",
  "last_name",
  "locale",
  "country",
  "marketing_consent",
  "birthday",
  "items",
  "refund_of",
] as const;

/** Columns of our own, for histories that no other format has: an order a row. */
export const ordersHistory = {
  name: "orders",
  title: "orders in Rouse's own columns",
  source: "csv",
  needed: ["order_id", "ordered_at", "currency", "total"],
  oneOf: [["customer_id", "email"]],
  columns: {
    order_id: "order_id",
    customer_id: "customer_id",
    email: "email",
    ordered_at: "ordered_at",
    currency: "currency",
    total: "total",
    ...Object.fromEntries(optionalColumns.map((column) => [column, column])),
  },
  otherColumns: "told",
  together: "order_id",
  row: "order",
  amounts: "order",
  currency: "column",
  people: "addresses",
  cannotTell: [],
  cannotTellBesideWebhooks: [
    "Which order a webhook tells of: these are orders of the shop's own. Leave out those that webhooks tell of, or they are there twice.",
  ],
} as const satisfies HistoryFormat;
