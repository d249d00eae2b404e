import { HORIZON_DAYS, YEAR_DAYS } from "../../model/rule-limits.ts";

/** Six steps from one cut to the next lead from the newest cut that can be judged, 90 days ago, to the same day a year ago. */
const STEP_DAYS = (YEAR_DAYS - HORIZON_DAYS) / 6;

/** Cuts that are looked at: the last of them two years ago. */
const CUTS = 15;

/**
 * Days before the as-of day at which the past is cut, the newest first: 90, 136, … 365, … 732. What came within 90 days after each is
 * known. Cuts next to each other share half of that time, those two apart none.
 */
export const pastCutDays: readonly number[] = Array.from({ length: CUTS }, (_, k) =>
  Math.round(HORIZON_DAYS + k * STEP_DAYS),
);

/** Days of a month of `PastCut.after`. */
export const MONTH_DAYS = 30;
