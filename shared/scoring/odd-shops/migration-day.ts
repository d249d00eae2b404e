import type { MigrationDay } from "../../model/odd-shop.ts";
import type { Cells } from "../summaries/cells.ts";
import { Histogram } from "../summaries/histogram.ts";

/**
 * The share that no ordinary day holds, by how many other days are known, and so many at least: on a shop's first days each is a large share.
 * Where hardly any other is known it is nearly all, as on the first nights after everything came over.
 */
const LEAST_SHARES = [
  { otherDays: 20, share: 0.2, least: 20 },
  { otherDays: 7, share: 0.5, least: 50 },
  { otherDays: 0, share: 0.8, least: 50 },
] as const;
/** How many times the next busiest day that is. */
const TIMES_NEXT_BUSIEST = 5;

/**
 * The day on which a shop's orders came over from another system, if there is one: a fifth or more of all purchase days fall on it, or of all
 * customers' first ones, and five times as many as on the next busiest, its neighbours left aside, since moving may take a night. Of a shop
 * known for few days it takes a greater share (`LEAST_SHARES`).
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
  const limit = LEAST_SHARES.find(({ otherDays }) => others.length >= otherDays);
  if (limit === undefined || most < Math.max(limit.least, limit.share * all)) return undefined;
  return most < TIMES_NEXT_BUSIEST * next ? undefined : daysAgo;
};
