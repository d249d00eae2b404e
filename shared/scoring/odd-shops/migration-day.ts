import type { MigrationDay } from "../../model/odd-shop.ts";
import type { Cells } from "../summaries/cells.ts";
import { Histogram } from "../summaries/histogram.ts";

/** The share that no ordinary day holds, so many at least; and how many times the next busiest day that is. */
const LEAST_SHARE = 0.2;
const LEAST = 20;
const TIMES_NEXT_BUSIEST = 5;
/** Days besides, of which the next busiest is one: on a shop's first days each is a large share. */
const FEWEST_OTHER_DAYS = 20;

/**
 * The day on which a shop's orders came over from another system, if there is one: a fifth or more of all purchase days fall on it, or of all
 * customers' first ones, and five times as many as on the next busiest, its neighbours left aside, since moving may take a night.
 */
export const migrationDay = (
  purchaseDays: Histogram,
  historyDays: number,
  { length, ageDays, count }: Cells,
): MigrationDay | undefined => {
  const firstDays = new Histogram();
  for (let i = 0; i < length; i++) firstDays.add(ageDays[i] ?? 0, count[i] ?? 0);
  const daysAgo = outstanding(firstDays, historyDays) ?? outstanding(purchaseDays, historyDays);
  if (daysAgo === undefined) return undefined;
  const on = (days: Histogram) => days.sorted().find(([day]) => day === daysAgo)?.[1] ?? 0;
  const [first, bought] = [on(firstDays), on(purchaseDays)];
  return { daysAgo, firstCustomers: first, customers: firstDays.total, purchaseDays: bought, of: purchaseDays.total };
};

/** The day that stands out so, as days ago. */
const outstanding = (counts: Histogram, historyDays: number): number | undefined => {
  const days = counts.sorted().filter(([daysAgo]) => daysAgo <= historyDays);
  const [daysAgo, most] = days.reduce<readonly [number, number]>((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  const others = days.filter(([other]) => Math.abs(other - daysAgo) > 1);
  const all = days.reduce((sum, [, n]) => sum + n, 0);
  const next = others.reduce((a, [, n]) => Math.max(a, n), 0);
  if (others.length < FEWEST_OTHER_DAYS || most < Math.max(LEAST, LEAST_SHARE * all)) return undefined;
  return most < TIMES_NEXT_BUSIEST * next ? undefined : daysAgo;
};
