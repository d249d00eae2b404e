import type { Grounds } from "./evidence.ts";

type Column =
  | "first_order_on"
  | "last_order_on"
  | "orders"
  | "net_value"
  | "days_silent"
  | "lifecycle_stage"
  | "reachable";

/** What is counted, not estimated. */
export const purchaseGrounds: Grounds<Column> = {
  first_order_on: ({ summary }) => ({
    from: { purchaseDays: summary.repeats + 1 },
  }),
  last_order_on: ({ summary, model }) => ({
    from: { asOf: model.asOf, purchaseDays: summary.repeats + 1 },
  }),
  orders: ({ model }) => ({ from: { asOf: model.asOf } }),
  net_value: ({ summary, row }) => ({
    from: { orders: summary.orders, currency: row.currency },
  }),
  days_silent: ({ summary, model }) => ({
    from: { asOf: model.asOf, last_order_on: summary.last_day },
  }),
  reachable: ({ summary }) => ({
    from: { consent: summary.consent, address: summary.email === null ? "none" : "known" },
  }),
  lifecycle_stage: ({ summary, row }) => ({
    from: { tier: row.tier, purchaseDays: summary.repeats + 1 },
  }),
};
