import type { Histogram } from "../summaries/histogram.ts";

export const WEEK_DAYS = 7;
/** 52 weeks, so that weekdays meet weekdays. */
export const YEAR_DAYS = 364;

/** Standard errors so far out that one of the 48 weeks looked at is there by chance alone once in forty. */
export const BEYOND_CHANCE = 3.3;
/** Standard errors by which something is so for certain. */
export const CLEARLY = 5;

/** Days on either side of a break that must show it as well: where a window's edge crosses a day of many purchases, they do not. */
const BESIDE_DAYS = WEEK_DAYS;

/** A stretch of days and the one of equal length before it, and both a year earlier, in purchase days. */
export type BesideLastYear = {
  readonly before: number;
  readonly after: number;
  readonly beforeLastYear: number;
  readonly afterLastYear: number;
};

/** Purchase days from `from` days ago to `to` days ago, the first included. */
export type PurchasesBetween = (from: number, to: number) => number;

export const purchasesBetween = (purchaseDays: Histogram, historyDays: number): PurchasesBetween => {
  /** Fewer than so many days ago, at each number of days. */
  const until = new Float64Array(historyDays + 2);
  for (const [daysAgo, count] of purchaseDays.sorted()) if (daysAgo <= historyDays) until[daysAgo + 1] = count;
  for (let day = 1; day < until.length; day++) until[day] = (until[day] ?? 0) + (until[day - 1] ?? 0);
  return (from, to) => (until[from] ?? 0) - (until[to] ?? 0);
};

/** `span` days from so many days ago on, beside those before and both a year earlier. */
export const besideLastYear = (between: PurchasesBetween, daysAgo: number, span: number): BesideLastYear => ({
  before: between(daysAgo + span, daysAgo),
  after: between(daysAgo, daysAgo - span),
  beforeLastYear: between(daysAgo + YEAR_DAYS + span, daysAgo + YEAR_DAYS),
  afterLastYear: between(daysAgo + YEAR_DAYS, daysAgo + YEAR_DAYS - span),
});

/** Whether it is so of all days near `daysAgo`, of those that are looked at. */
export const isSoNearby = (
  daysAgo: number,
  newest: number,
  oldest: number,
  isSo: (daysAgo: number) => boolean,
): boolean => {
  const last = Math.min(oldest, daysAgo + BESIDE_DAYS);
  for (let day = Math.max(newest, daysAgo - BESIDE_DAYS); day <= last; day++) if (!isSo(day)) return false;
  return true;
};
