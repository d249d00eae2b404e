import type { PurchaseDay } from "../summaries/purchase-days.ts";
import { type SameSeason, sameSeasonOf } from "../summaries/same-season.ts";

/** One customer as known at a past cut, and what they did within the horizon after it: one row of `HeldBackCells`. Seasons left out are 0. */
export type HeldBackCustomer = {
  /** x, t_x and T at the cut, spans in days. */
  readonly repeats: number;
  readonly recencyDays: number;
  readonly ageDays: number;
  /** Days from the cut to the next purchase day, 1 to the horizon; 0: none within it. */
  readonly nextDay: number;
  /** Purchase days within the horizon, and their net value in minor units. */
  readonly purchases: number;
  readonly netMinor: number;
} & Partial<SameSeason>;

/**
 * Cuts a customer's purchase days after `cutDay`: what was known by its end, and what came in the `horizonDays` days after it.
 * undefined where nothing was bought until then. Days are days since 1970-01-01 and must rise, as `decodePurchaseDays` gives them.
 */
export const heldBackOf = (
  days: readonly PurchaseDay[],
  cutDay: number,
  horizonDays: number,
): HeldBackCustomer | undefined => {
  const first = days[0];
  if (first === undefined || first.day > cutDay) return undefined;
  let known = 1;
  let lastDay = first.day;
  let nextDay = 0;
  let purchases = 0;
  let netMinor = 0;
  for (let i = 1; i < days.length; i++) {
    const purchase = days[i] ?? first;
    if (purchase.day <= cutDay) {
      known += 1;
      lastDay = purchase.day;
      continue;
    }
    if (purchase.day > cutDay + horizonDays) break;
    if (nextDay === 0) nextDay = purchase.day - cutDay;
    purchases += 1;
    netMinor += purchase.netMinor;
  }
  const recencyDays = lastDay - first.day;
  const season = sameSeasonOf(days, cutDay);
  return { repeats: known - 1, recencyDays, ageDays: cutDay - first.day, ...season, nextDay, purchases, netMinor };
};
