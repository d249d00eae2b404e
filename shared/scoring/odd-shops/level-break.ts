import type { LevelBreak } from "../../model/odd-shop.ts";
import type { Histogram } from "../summaries/histogram.ts";
import { BEYOND_CHANCE, besideLastYear, purchasesBetween, YEAR_DAYS } from "./purchases-between.ts";

/** Days on either side of a break that are compared: eight weeks. */
const SPAN_DAYS = 56;
/** The newest and the oldest break that is looked for: of a newer one too little is known, an older one the cuts of the past know. */
const NEWEST = 28;
const OLDEST = 365;
/** What is left after the break, of before and beside what a year earlier was left over the same weeks; and a day, of all days since. */
const MOST_LEFT = 0.65;
const MOST_LEFT_SINCE = 0.75;
/** Purchase days before the break by which it can be told from chance. */
const FEWEST_BEFORE = 100;
/** Standard errors by which it is so for certain; beyond chance it is likely. */
const CLEARLY = 5;
/** Where less was left of the same weeks a year earlier, a season ends there, and a steeper one may: then for certain, or not at all. */
const NO_SEASON = 0.8;

/**
 * The day on which a shop's sales fell to another level and stayed there, as where a brand was sold: the eight weeks from it on brought
 * clearly fewer purchase days than the eight before, the same weeks a year earlier did not fall like that, and the days since have not made up
 * for it. Of several days, the one with the deepest fall, a certain one first; `likely` where chance is not ruled out. Without a year
 * before it there is nothing to tell a break from the end of a season by, and none is found.
 */
export const levelBreak = (purchaseDays: Histogram, historyDays: number): LevelBreak | undefined => {
  const between = purchasesBetween(purchaseDays, historyDays);
  let found: (LevelBreak & { readonly left: number }) | undefined;
  const oldest = Math.min(OLDEST, historyDays + 1 - SPAN_DAYS - YEAR_DAYS);
  for (let day = NEWEST; day <= oldest; day++) {
    const span = Math.min(SPAN_DAYS, day);
    const beside = besideLastYear(between, day, span);
    const { before, after, beforeLastYear, afterLastYear } = beside;
    if (before < FEWEST_BEFORE || beforeLastYear < FEWEST_BEFORE || afterLastYear < FEWEST_BEFORE) continue;
    const left = after / before;
    const leftLastYear = Math.min(1, afterLastYear / beforeLastYear);
    const sinceLastYear = Math.min(1, between(day + YEAR_DAYS, YEAR_DAYS) / day / (beforeLastYear / span));
    const since = between(day, 0) / day / (before / span);
    if (left > MOST_LEFT || left > MOST_LEFT * leftLastYear || since > MOST_LEFT_SINCE * sinceLastYear) continue;
    const expected = before * leftLastYear;
    const variance = expected + after + expected ** 2 * (1 / beforeLastYear + 1 / afterLastYear);
    const errors = (expected - after) / Math.sqrt(variance);
    const likely = errors < CLEARLY;
    if (likely && (errors < BEYOND_CHANCE || leftLastYear < NO_SEASON)) continue;
    if (found !== undefined && !isRather(found, likely, left)) continue;
    found = { daysAgo: day, spanDays: span, ...beside, ...(likely && { likely }), left };
  }
  if (found === undefined) return undefined;
  const { left: _, ...told } = found;
  return told;
};

/** Whether another break is told rather than the one that was found: a certain one, or of two alike the deeper. */
const isRather = (found: LevelBreak & { readonly left: number }, likely: boolean, left: number): boolean =>
  (found.likely === true) === likely ? left < found.left : !likely;
