import type { Grounds } from "./evidence.ts";

type Column = "first_order_on" | "last_order_on" | "orders" | "net_value" | "days_silent" | "lifecycle_stage";

/** What is counted, not estimated. */
export const purchaseGrounds: Grounds<Column> = {
  first_order_on: ({ summary }) => ({
    formula: "first day with a counted order",
    from: { purchaseDays: summary.repeats + 1 },
  }),
  last_order_on: ({ summary, model }) => ({
    formula: "last day with a counted order, up to the as-of day",
    from: { asOf: model.asOf, purchaseDays: summary.repeats + 1 },
  }),
  orders: ({ model }) => ({ formula: "counted orders up to the as-of day", from: { asOf: model.asOf } }),
  net_value: ({ summary, row }) => ({
    formula: "totals after discounts minus refunds of the counted orders",
    from: { orders: summary.orders, currency: row.currency },
  }),
  days_silent: ({ summary, model }) => ({
    formula: "as-of day - last purchase day",
    from: { asOf: model.asOf, last_order_on: summary.last_day },
  }),
  lifecycle_stage: ({ summary, row }) => ({
    formula:
      "one purchase day: first-order while new, else one-time; more: active while awake, slipping when drowsy, lapsed when half-asleep, lost when asleep",
    from: { tier: row.tier, purchaseDays: summary.repeats + 1 },
  }),
};
