import type { KnownCustomers } from "../models/active-chances.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import type { PurchaseModel } from "../models/purchase-model.ts";

/** What a purchase model foretells of the horizon, for each customer of each cell: P(active), and expected purchases. */
export type HeldBackForecast = { readonly chances: Float64Array; readonly expected: Float64Array };

/** Customers as they were known at a day, and over how many days they are foretold. */
type KnownAtCut = KnownCustomers & { readonly horizonDays: number };

/**
 * Forecasts of a purchase model for held-back customers, from what was known of them at the cut. Cells of one x and T stand
 * together, so what hangs on these alone is had once for them, and P(alive) once for each t_x.
 */
export const forecastHeldBack = (model: PurchaseModel, cells: KnownAtCut): HeldBackForecast => {
  const horizonWeeks = cells.horizonDays / DAYS_PER_WEEK;
  const chances = new Float64Array(cells.length);
  const expected = new Float64Array(cells.length);
  let x = cells.repeats[0] ?? 0;
  let ahead = model.ahead(x);
  let active = 0;
  let purchases = 0;
  let alive = 0;
  for (let i = 0; i < cells.length; i++) {
    const sameX = cells.repeats[i] === x;
    const sameAge = sameX && cells.ageDays[i] === cells.ageDays[i - 1];
    const sameRecency = sameAge && cells.recencyDays[i] === cells.recencyDays[i - 1];
    x = cells.repeats[i] ?? 0;
    const ageWeeks = (cells.ageDays[i] ?? 0) / DAYS_PER_WEEK;
    if (!sameX) ahead = model.ahead(x);
    if (!sameAge) {
      active = model.pActiveIfAlive(x, ageWeeks, horizonWeeks);
      purchases = ahead.expected(ageWeeks, horizonWeeks);
    }
    if (!sameRecency) alive = model.pAlive(x, (cells.recencyDays[i] ?? 0) / DAYS_PER_WEEK, ageWeeks);
    chances[i] = alive * active;
    expected[i] = alive * purchases;
  }
  return { chances, expected };
};
