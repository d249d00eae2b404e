import type { RepeatCandidate, RepeatRule } from "../../model/repeat-score.ts";

export type RepeatFeature = keyof RepeatRule["coefficients"];

/** What each candidate is made of; a plain chance is the first with an intercept of 0 and a coefficient of 1. */
export const featuresOf: Readonly<Record<RepeatCandidate, readonly RepeatFeature[]>> = {
  combined: ["chance", "silence", "frequency"],
  "calibrated-chance": ["chance"],
  "calibrated-silence": ["silence"],
  "plain-chance": ["chance"],
};

/** Log-odds of chances nearer to 0 or 1 than any shop's history can tell: e^20 to one. */
const MOST_LOG_ODDS = 20;

/** The feature `chance`: log-odds of P(active), kept within e^20 to one. */
export const chanceFeature = (pActive: number): number =>
  Math.min(MOST_LOG_ODDS, Math.max(-MOST_LOG_ODDS, Math.log(pActive / (1 - pActive))));

/** The feature `silence`: ln(1 + days since the last purchase). */
export const silenceFeature = (daysSilent: number): number => Math.log1p(daysSilent);

/**
 * The feature `frequency`: ln(1 + x).
 *
 * Age T is no feature of its own. Everybody is 90 days older at the next cut, so that in a young shop most would be older than
 * anybody the rule was fitted to; the purchase models, refitted at each cut, know age already.
 */
export const frequencyFeature = (repeats: number): number => Math.log1p(repeats);
