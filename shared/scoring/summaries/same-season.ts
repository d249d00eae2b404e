import { HORIZON_DAYS, YEAR_DAYS } from "../../model/rule-limits.ts";
import type { PurchaseDay } from "./purchase-days.ts";

/** Purchase days in the 90 days after a day, as they were one year and two years earlier. */
export type SameSeason = { readonly seasonLastYear: number; readonly seasonYearBefore: number };

/** No more than so many are told apart: who bought three times in a season is one of its own. */
export const MOST_LAST_YEAR = 3;
export const MOST_YEAR_BEFORE = 1;

/**
 * What a customer bought in earlier years in the season that begins the day after `cutDay`, as it is told apart. Days must rise; those
 * after `cutDay` are not looked at.
 */
export const sameSeasonOf = (days: readonly PurchaseDay[], cutDay: number): SameSeason => {
  let lastYear = 0;
  let yearBefore = 0;
  for (const { day } of days) {
    if (day > cutDay - YEAR_DAYS + HORIZON_DAYS) break;
    if (day > cutDay - YEAR_DAYS) lastYear += 1;
    else if (day > cutDay - 2 * YEAR_DAYS && day <= cutDay - 2 * YEAR_DAYS + HORIZON_DAYS) yearBefore += 1;
  }
  return {
    seasonLastYear: Math.min(MOST_LAST_YEAR, lastYear),
    seasonYearBefore: Math.min(MOST_YEAR_BEFORE, yearBefore),
  };
};
