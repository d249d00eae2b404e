import type { Grounds } from "./evidence.ts";

type Column = "buying_habit" | "loyalty" | "price_sensitivity" | "favourite_category" | "usual_weekday" | "usual_hour";

/** How a customer buys. */
export const habitGrounds: Grounds<Column> = {
  buying_habit: ({ summary }) => ({
    from: { purchaseDays: summary.repeats + 1, intervalVariation: summary.interval_variation },
  }),
  loyalty: ({ summary, row }) => ({
    from: {
      tier: row.tier,
      intervalVariation: summary.interval_variation,
      discountedOrders: summary.discounted_orders,
      ofOrders: summary.told_orders,
    },
  }),
  price_sensitivity: ({ summary, model: { habits } }) => ({
    formula: "(discounted + priorOrders × share) / (orders + priorOrders) / share, share being that of the shop",
    from: {
      discounted: summary.discounted_orders,
      orders: summary.told_orders,
      share: habits.discountShare,
      priorOrders: habits.priorOrders,
      restsOn: `${habits.orders} orders of the shop, ${habits.discountedOrders} of them discounted`,
    },
  }),
  favourite_category: ({ summary }) => ({
    from: { purchaseDays: summary.repeats + 1 },
  }),
  usual_weekday: ({ summary }) => ({
    from: { purchaseDays: summary.repeats + 1 },
  }),
  usual_hour: ({ summary }) => ({
    from: { purchaseDays: summary.repeats + 1 },
  }),
};
