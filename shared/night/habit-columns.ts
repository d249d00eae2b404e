import type { Tier } from "../model/customer.ts";
import type { CustomerRow } from "../model/customer-row.ts";
import type { HabitsOfShop } from "../model/habits.ts";
import type { SummaryRow } from "../model/summary-row.ts";
import { loyaltyOf } from "../scoring/habits/loyalty.ts";
import { priceSensitivity } from "../scoring/habits/price-sensitivity.ts";

type HabitColumn =
  | "buying_habit"
  | "loyalty"
  | "price_sensitivity"
  | "favourite_category"
  | "usual_weekday"
  | "usual_hour";

/** How a customer buys: what summarise found in their purchase days, and what it means beside tonight's tier and the shop. */
export const habitColumns = (summary: SummaryRow, tier: Tier, shop: HabitsOfShop): Pick<CustomerRow, HabitColumn> => ({
  buying_habit: summary.buying_habit,
  loyalty: loyaltyOf(tier, {
    intervalVariation: summary.interval_variation,
    toldOrders: summary.told_orders,
    discountedOrders: summary.discounted_orders,
  }),
  price_sensitivity: priceSensitivity(shop, summary.told_orders, summary.discounted_orders),
  favourite_category: summary.favourite_category,
  usual_weekday: summary.usual_weekday,
  usual_hour: summary.usual_hour,
});
