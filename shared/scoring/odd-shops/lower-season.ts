import type { LowerSeason } from "../../model/odd-shop.ts";
import type { Histogram } from "../summaries/histogram.ts";
import { clusteringOf } from "./clustering.ts";
import {
  BEYOND_CHANCE,
  type BesideLastYear,
  besideLastYear,
  isSoNearby,
  purchasesBetween,
  YEAR_DAYS,
} from "./purchases-between.ts";

/** Days of a season that are compared with the same a year earlier: eight weeks and twelve. */
const SPANS = [56, 84] as const;
/** A season that began longer ago is over, and its next one near. */
const OLDEST = 365;
/** What is left of the same weeks a year earlier; and of what these made of the weeks before, this year beside the last. */
const MOST_LEFT = 0.8;
const MOST_LEFT_OF_RISE = 0.7;
/** And of the days beside it: by both, so much more may be left. */
const TIMES_BESIDE = 1.1;
/** Purchase days of the same weeks a year earlier, and of those before them in both years, by which it can be told from chance. */
const FEWEST_LAST_YEAR = 100;
const FEWEST_BEFORE = 50;

/**
 * A season in which less was sold than in the same weeks a year earlier, though the weeks before gave no reason: a brand that was bought
 * in summer alone and was sold in winter falls from no level, since what is missing had not begun. Both must be beyond chance (`BEYOND_CHANCE`): the fall
 * from year to year, which a shop that grows has not, and the rise that the season makes, which is missing in no shop that shrinks evenly.
 * Of several stretches, the one furthest beyond chance.
 */
export const lowerSeason = (purchaseDays: Histogram, historyDays: number): LowerSeason | undefined => {
  const between = purchasesBetween(purchaseDays, historyDays);
  let found: { readonly season: LowerSeason; readonly errors: number } | undefined;
  for (const span of SPANS) {
    const oldest = Math.min(OLDEST, historyDays + 1 - span - YEAR_DAYS);
    const isLower = (day: number): boolean => leavesLittle(besideLastYear(between, day, span), TIMES_BESIDE);
    for (let day: number = span; day <= oldest; day++) {
      const beside = besideLastYear(between, day, span);
      // Clustering widens the error alone: asked where it may matter.
      let errors = errorsOf(beside);
      if (errors >= BEYOND_CHANCE) errors /= Math.sqrt(clusteringOf(between, day, span));
      if (errors < BEYOND_CHANCE || errors <= (found?.errors ?? 0) || !isSoNearby(day, span, oldest, isLower)) continue;
      found = { season: { daysAgo: day, spanDays: span, ...beside }, errors };
    }
  }
  return found?.season;
};

/** What is left of the same weeks a year earlier, and of what these made of the weeks before. */
const leftOf = ({ before, after, beforeLastYear, afterLastYear }: BesideLastYear) => {
  const came = Math.max(1, after);
  return { came, ofYear: came / afterLastYear, ofRise: came / before / (afterLastYear / beforeLastYear) };
};

const leavesLittle = (beside: BesideLastYear, times = 1): boolean => {
  const { ofYear, ofRise } = leftOf(beside);
  return ofYear <= times * MOST_LEFT && ofRise <= times * MOST_LEFT_OF_RISE;
};

/** By how many standard errors less was sold, were each purchase one by itself, by the less of both measures; 0 where it is not worth a word. */
const errorsOf = (beside: BesideLastYear): number => {
  const { before, beforeLastYear, afterLastYear } = beside;
  if (afterLastYear < FEWEST_LAST_YEAR || before < FEWEST_BEFORE || beforeLastYear < FEWEST_BEFORE) return 0;
  if (!leavesLittle(beside)) return 0;
  const { came, ofRise } = leftOf(beside);
  const ofYear = (afterLastYear - came) / Math.sqrt(afterLastYear + came);
  const variance = 1 / before + 1 / came + 1 / beforeLastYear + 1 / afterLastYear;
  return Math.min(ofYear, -Math.log(ofRise) / Math.sqrt(variance));
};
