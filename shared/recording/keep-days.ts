import { MAX_AMOUNT_MINOR } from "../model/money.ts";
import type { DayHabit, PurchaseDay } from "../scoring/summaries/purchase-days.ts";

/** Purchase days that a customer's row has room for: 27 years of buying every day (docs/limits.md). */
const MOST_DAYS = 10_000;

type Day = PurchaseDay & { readonly habit: DayHabit };

/**
 * The purchase days that a row has room for: the first, and the latest. The orders and the value of those between them are
 * added to the first, so that nothing is missing in a sum.
 *
 * @param days in rising order
 */
export const keepDays = (days: readonly Day[]): readonly Day[] => {
  const [first] = days;
  if (first === undefined || days.length <= MOST_DAYS) return days;
  const early = days.slice(0, days.length - MOST_DAYS + 1);
  const sum = (countIn: (day: Day) => number) => early.reduce((total, day) => total + countIn(day), 0);
  const whole = {
    ...first,
    orders: sum(({ orders }) => orders),
    netMinor: soundSum(early.map(({ netMinor }) => netMinor)),
    habit: { ...first.habit, discountedOrders: sum(({ habit }) => habit.discountedOrders) },
  };
  return [whole, ...days.slice(early.length)];
};

/** A sum of amounts that is an amount itself: so many of the largest ones would be no exact number any more. */
export const soundSum = (amounts: readonly number[]): number =>
  Math.min(
    MAX_AMOUNT_MINOR,
    amounts.reduce((sum, minor) => sum + minor, 0),
  );
