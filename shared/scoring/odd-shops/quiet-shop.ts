import type { Closure, QuietShop } from "../../model/odd-shop.ts";
import type { Histogram } from "../summaries/histogram.ts";

/** Days without any order that are worth a word, and how many times the longest pause before they have to be. */
const LEAST_QUIET_DAYS = 21;
const TIMES_LONGEST_PAUSE = 2;

/**
 * Whether a shop has fallen quiet: nobody at all has bought for three weeks or more, and for over twice as long as ever before in its
 * history, but for closures, which are told by themselves. A shop that opens for Christmas alone pauses for eleven months each year, and is not quiet in summer; it is in its first year.
 */
export const quietShop = (
  purchaseDays: Histogram,
  historyDays: number,
  closures: readonly Closure[] = [],
): QuietShop | undefined => {
  let previous: number | undefined;
  let longestPauseDays = 0;
  let days = 0;
  for (const [daysAgo] of purchaseDays.sorted()) {
    if (daysAgo > historyDays) break;
    if (previous === undefined) days = daysAgo;
    // Days between two with an order: of neighbours none.
    else if (!closures.some(({ fromDaysAgo }) => fromDaysAgo === daysAgo - 1))
      longestPauseDays = Math.max(longestPauseDays, daysAgo - previous - 1);
    previous = daysAgo;
  }
  return days >= LEAST_QUIET_DAYS && days > TIMES_LONGEST_PAUSE * longestPauseDays
    ? { days, longestPauseDays }
    : undefined;
};
