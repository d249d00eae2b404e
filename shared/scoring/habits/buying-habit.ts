import type { BuyingHabit } from "../../model/customer-row.ts";
import type { PurchaseDay } from "../summaries/purchase-days.ts";
import { regularVariation } from "./interval-variation.ts";
import { isSeasonal } from "./season.ts";

/**
 * How a customer's first `count` purchase days lie in time, as of `asOfDay`. `variation` is that of their intervals.
 *
 * - `one-time`: one purchase day.
 * - `seasonal`: at one time of the year, and again the year after (`season.ts`). It comes before `regular`, since who
 *   buys every December is both, and the season says more.
 * - `regular`: at least three intervals, which vary by at most half their mean, and more evenly than chance
 *   would bring them (`interval-variation.ts`).
 * - `irregular`: at least three intervals otherwise.
 *
 * null: came back, but fewer than three intervals tell nothing yet.
 */
export const buyingHabit = (
  days: readonly PurchaseDay[],
  count: number,
  asOfDay: number,
  variation: number | undefined,
): BuyingHabit | null => {
  if (count === 1) return "one-time";
  if (variation === undefined) return null;
  if (isSeasonal(days, count, asOfDay)) return "seasonal";
  return variation <= regularVariation(count - 1) ? "regular" : "irregular";
};
