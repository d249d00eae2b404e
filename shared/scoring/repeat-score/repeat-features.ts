import type { RepeatCandidate, RepeatRule } from "../../model/repeat-score.ts";
import { YEAR_DAYS } from "../../model/rule-limits.ts";

export type RepeatFeature = keyof RepeatRule["coefficients"];

const TOGETHER = ["chance", "silence", "frequency"] as const;

/** What each candidate is made of; a plain chance is the first with an intercept of 0 and a coefficient of 1. */
export const featuresOf: Readonly<Record<RepeatCandidate, readonly RepeatFeature[]>> = {
  seasonal: [...TOGETHER, "lastYear", "knownLastYear", "yearBefore", "knownYearBefore"],
  combined: TOGETHER,
  "calibrated-chance": ["chance"],
  "calibrated-silence": ["silence"],
  "plain-chance": ["chance"],
};

/** The feature `silence`: ln(1 + days since the last purchase). */
export const silenceFeature = (daysSilent: number): number => Math.log1p(daysSilent);

/**
 * The feature `frequency`: ln(1 + x).
 *
 * Age T is no feature of its own. Everybody is 90 days older at the next cut, so that in a young shop most would be older than
 * anybody the rule was fitted to; the purchase models, refitted at each cut, know age already.
 */
export const frequencyFeature = (repeats: number): number => Math.log1p(repeats);

/** The feature `lastYear`: ln(1 + purchase days in the same 90 days a year ago); and `yearBefore`, of two years ago. */
export const seasonFeature = (purchaseDays: number): number => Math.log1p(purchaseDays);

/** The features `knownLastYear` and `knownYearBefore`: 1 for who had bought by then, so that not buying in that season says something. */
export const knownFeature = (ageDays: number, yearsAgo: 1 | 2): number => (ageDays >= yearsAgo * YEAR_DAYS ? 1 : 0);
