import type { Grounds } from "./evidence.ts";

type Column = "buying_habit" | "loyalty" | "price_sensitivity" | "favourite_category" | "usual_weekday" | "usual_hour";

/** How a customer buys. */
export const habitGrounds: Grounds<Column> = {
  buying_habit: ({ summary }) => ({
    formula:
      "one-time: one purchase day; seasonal: at one time of the year, and again the year after; with three intervals or more, regular where they vary little and more evenly than chance would bring them, else irregular",
    from: { purchaseDays: summary.repeats + 1, intervalVariation: summary.interval_variation },
  }),
  loyalty: ({ summary, row }) => ({
    formula:
      "with three intervals or more: lost when asleep; loyal when awake, with intervals that do not come in bursts (variation at most 1.25) and at most half of the orders discounted; else elastic",
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
    formula: "the category of more than half of the purchase days of which one is known, at least three",
    from: { purchaseDays: summary.repeats + 1 },
  }),
  usual_weekday: ({ summary }) => ({
    formula: "the weekday of more than half of the purchase days, at least six",
    from: { purchaseDays: summary.repeats + 1 },
  }),
  usual_hour: ({ summary }) => ({
    formula:
      "circular mean of the hours of the first orders of at least five purchase days, where they lie close together (resultant length 0.85)",
    from: { purchaseDays: summary.repeats + 1 },
  }),
};
