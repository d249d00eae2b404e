import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { DayHabit, PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";

/** Purchase days with habits: one order of 10.00 each, at no hour, without discount or category, unless said otherwise. */
export const boughtOn = (
  days: readonly string[],
  habitAt: (at: number) => Partial<DayHabit> = () => ({}),
): PurchaseDay[] =>
  days.map((day, at) => ({
    day: toEpochDay(day),
    orders: 1,
    netMinor: 1000,
    habit: { hour: undefined, discountedOrders: 0, category: undefined, ...habitAt(at) },
  }));
