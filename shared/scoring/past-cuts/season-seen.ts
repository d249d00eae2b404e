import { YEAR_DAYS } from "../../model/rule-limits.ts";
import type { PastFit } from "./past-fits.ts";

/** Days by which a cut may miss the day a year before. */
const SAME_DAY = 23;
/** How old a shop must have been a year ago for what it was then to be its season. */
const NO_BEGINNER_DAYS = 180;

/** Whether two days, so many days apart, are the same day of neighbouring years. */
export const isYearApart = (daysApart: number): boolean => Math.abs(daysApart - YEAR_DAYS) <= SAME_DAY;

/** Whether the season that begins `at` days before tonight was seen a year earlier, by a shop that was no beginner then. */
export const wasSeasonSeen = (cuts: readonly Pick<PastFit, "daysBefore" | "historyDays">[], at = 0): boolean =>
  cuts.some(({ daysBefore, historyDays }) => isYearApart(daysBefore - at) && historyDays >= NO_BEGINNER_DAYS);
