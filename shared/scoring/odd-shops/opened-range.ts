import type { LowerSeason, OddShop } from "../../model/odd-shop.ts";
import type { OpenedRange } from "../../model/opened-range.ts";
import type { KnownCustomers } from "../models/active-chances.ts";
import type { Cells } from "../summaries/cells.ts";
import { closedAfter, type FlawedDays, flawedDays } from "../summaries/closures.ts";

/** What is expected of each customer: a chance, or purchases. */
export type Expect = (customers: KnownCustomers) => Float64Array;

/** An end that moves by less is left where it is. */
const NOTABLE = 0.02;

/**
 * How far what is foretold of a whole odd shop, in buyers or in purchases, may be off one way, beyond what the past has shown: models take
 * what is odd for what customers do. undefined where nothing is.
 *
 * - Customers whose last purchase day is that of a move (`migration`) may have been silent for years: nothing of theirs need come.
 * - After a fall (`levelBreak`, `lowerSeason`) all may be as much lower as the shop fell beside the year before.
 * - Where the shop was closed, or has fallen quiet, silence and age may be those of the days alone on which it sold.
 */
export const openedRange = (odd: OddShop, cells: Cells, expect: Expect): OpenedRange | undefined => {
  const { closed } = flawedDays(odd);
  const { levelBreak, lowerSeason } = odd;
  const falls = (levelBreak ? leftBeside(levelBreak, 1) : 1) * (lowerSeason ? leftBeside(lowerSeason) : 1);
  if (odd.migration === undefined && closed.length === 0 && falls === 1) return undefined;
  const each = expect(cells);
  const all = sumOf(cells, each);
  if (!(all > 0)) return undefined;
  const since = odd.migration === undefined ? 1 : sumOf(cells, each, odd.migration.daysAgo) / all;
  const awake = closed.length === 0 ? 1 : sumOf(cells, expect(onOpenDays(cells, closed))) / all;
  const [low, high] = [Math.min(1, since * falls), Math.max(1, awake)];
  return low > 1 - NOTABLE && high < 1 + NOTABLE ? undefined : { low, high };
};

/** What is left beside the year before, 1 at most. `mostLastYear`: what a rise then counts as at most; after a break it is no reason to expect one. */
const leftBeside = (
  { before, after, beforeLastYear, afterLastYear }: LowerSeason,
  mostLastYear = Number.POSITIVE_INFINITY,
): number => Math.min(1, after / before / Math.min(mostLastYear, afterLastYear / beforeLastYear));

/** Over all customers, or over those whose last purchase day is not that one. */
const sumOf = (
  { length, ageDays, recencyDays, count }: Cells,
  each: Float64Array,
  lastDaysAgo = Number.NaN,
): number => {
  let sum = 0;
  for (let i = 0; i < length; i++) {
    if ((ageDays[i] ?? 0) - (recencyDays[i] ?? 0) !== lastDaysAgo) sum += (count[i] ?? 0) * (each[i] ?? 0);
  }
  return sum;
};

/** Customers by the days alone on which the shop sold: models read nothing but first and last purchase day, so that this is exact. */
const onOpenDays = (cells: Cells, closed: FlawedDays["closed"]): KnownCustomers => {
  const openSince = (daysAgo: number) => daysAgo - closedAfter(closed, daysAgo, daysAgo);
  const ageDays = cells.ageDays.map(openSince);
  const recencyDays = ageDays.map((age, i) => age - openSince((cells.ageDays[i] ?? 0) - (cells.recencyDays[i] ?? 0)));
  return { length: cells.length, repeats: cells.repeats, ageDays, recencyDays };
};
