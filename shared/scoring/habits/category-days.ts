import { type CategoryDays, categoryDaysColumnSchema, categoryKey } from "../../model/category-days.ts";
import { medianOfCounts } from "../../stats/median-of-counts.ts";
import { fromEpochDay } from "../summaries/epoch-day.ts";
import type { PurchaseDay } from "../summaries/purchase-days.ts";

/** Fewest intervals by which a customer's own rhythm is told from chance at all. */
const FEWEST_OWN = 2;

/** The same of one customer, with the median of their intervals, however few; undefined where there is none. */
export type CategoryRhythm = CategoryDays & { readonly interval: number | undefined };

/**
 * The purchase days of some categories among the first `count` days of a customer. A day has the one category that had the
 * largest share of it. Cost: nothing where `named` is empty, else one pass over the days.
 *
 * @param categories `Customer.categories`
 * @param named as `categoryKey` has them
 */
export const categoryDaysOf = (
  days: readonly PurchaseDay[],
  count: number,
  categories: readonly string[],
  named: readonly string[],
): CategoryRhythm[] => {
  if (named.length === 0 || categories.length === 0) return [];
  const keys = categories.map(categoryKey);
  const byKey = new Map<string, number[]>();
  for (const { day, habit } of days.slice(0, count)) {
    const key = habit?.category === undefined ? undefined : keys[habit.category];
    if (key === undefined || !named.includes(key)) continue;
    const known = byKey.get(key);
    if (known) known.push(day);
    else byKey.set(key, [day]);
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([category, own]) => rhythmOf(category, own));
};

const rhythmOf = (category: string, days: readonly number[]): CategoryRhythm => {
  const counts = new Map<number, number>();
  for (const [at, day] of days.slice(1).entries()) {
    const interval = day - (days[at] ?? day);
    counts.set(interval, (counts.get(interval) ?? 0) + 1);
  }
  const interval = counts.size === 0 ? undefined : medianOfCounts(counts);
  return {
    category,
    first: fromEpochDay(Math.min(...days)),
    last: fromEpochDay(Math.max(...days)),
    days: days.length,
    usually: days.length > FEWEST_OWN ? (interval ?? null) : null,
    interval,
  };
};

/** The same as a shard file has it; null where there is nothing. */
export const categoryDaysColumn = (rhythms: readonly CategoryRhythm[]): string | null =>
  rhythms.length === 0 ? null : JSON.stringify(rhythms.map(({ interval: _interval, ...days }): CategoryDays => days));

export const readCategoryDays = (column: string): readonly CategoryDays[] =>
  categoryDaysColumnSchema.parse(JSON.parse(column));
