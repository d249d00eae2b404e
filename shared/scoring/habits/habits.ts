import type { BuyingHabit, Weekday } from "../../model/customer-row.ts";
import type { PurchaseDay } from "../summaries/purchase-days.ts";
import { buyingHabit } from "./buying-habit.ts";
import { favouriteCategory } from "./favourites.ts";
import { intervalVariation } from "./interval-variation.ts";
import { usualHour, usualWeekday } from "./usual-times.ts";

/** How one customer buys, as far as their own purchase days tell; what compares them with the shop is told by the night. */
export type Habits = {
  readonly buyingHabit: BuyingHabit | null;
  /** Of the days between purchases (`interval-variation.ts`); null under three intervals. */
  readonly intervalVariation: number | null;
  /** Counted orders of which it is known whether they were discounted, and those that were. */
  readonly toldOrders: number;
  readonly discountedOrders: number;
  readonly favouriteCategory: string | null;
  readonly usualWeekday: Weekday | null;
  readonly usualHour: number | null;
};

/**
 * A customer's habits as of `asOfDay`, by the first `count` of their purchase days: those up to that day, at least one.
 * `categories` is `Customer.categories`. Cost: about one pass over the days; a one-time buyer costs next to nothing.
 */
export const habitsOf = (
  days: readonly PurchaseDay[],
  count: number,
  asOfDay: number,
  categories: readonly string[],
): Habits => {
  const variation = intervalVariation(days, count);
  let toldOrders = 0;
  let discountedOrders = 0;
  for (let i = 0; i < count; i++) {
    const purchase = days[i];
    if (purchase?.habit === undefined) continue;
    toldOrders += purchase.orders;
    discountedOrders += purchase.habit.discountedOrders;
  }
  return {
    buyingHabit: buyingHabit(days, count, asOfDay, variation),
    intervalVariation: variation ?? null,
    toldOrders,
    discountedOrders,
    favouriteCategory: favouriteCategory(days, count, categories),
    usualWeekday: usualWeekday(days, count),
    usualHour: usualHour(days, count),
  };
};
