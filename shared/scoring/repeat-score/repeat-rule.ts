import type { RepeatRule } from "../../model/repeat-score.ts";
import type { Matrix } from "../../stats/cholesky.ts";
import { fitLogistic } from "../../stats/logistic.ts";
import type { PastFit, SeasonedCustomers } from "../past-cuts/past-fits.ts";
import {
  frequencyFeature,
  knownFeature,
  type RepeatFeature,
  seasonFeature,
  silenceFeature,
} from "./repeat-features.ts";

type Coefficients = RepeatRule["coefficients"];

const NONE: Coefficients = {
  chance: 0,
  silence: 0,
  frequency: 0,
  lastYear: 0,
  knownLastYear: 0,
  yearBefore: 0,
  knownYearBefore: 0,
};

/** P(active) in log-odds, and nothing else. */
export const PLAIN_CHANCE: RepeatRule = { intercept: 0, coefficients: { ...NONE, chance: 1 } };

/** Standard deviation of what is believed of a coefficient, per standard deviation of its feature: holds it in small shops. */
const PRIOR_SD = 1;

export type RepeatFit = { readonly rule: RepeatRule; readonly standardErrors: Coefficients };

/**
 * Fits log-odds of a purchase within 90 days to what customers did after several cuts: logistic regression with a weak ridge, one
 * case a customer and cut. Of each cut the gap of its level is taken out: the chance is at the level that the cut turned out to have, so
 * that seasons do not pass for differences between customers. `near`: what was found for other cuts of the shop, to start from. undefined
 * where the fit does not converge.
 */
export const fitRepeatRule = (
  cuts: readonly PastFit[],
  features: readonly RepeatFeature[],
  near?: RepeatFit,
): RepeatFit | undefined => {
  const start = near && {
    intercept: near.rule.intercept,
    coefficients: features.map((name) => near.rule.coefficients[name]),
  };
  const fit = fitLogistic(toCases(cuts, features), PRIOR_SD, start);
  if (!fit.converged || fit.covariance === null) return undefined;
  const named = (values: readonly number[]): Coefficients => ({
    ...NONE,
    ...Object.fromEntries(features.map((feature, k) => [feature, values[k] ?? 0])),
  });
  return {
    rule: { intercept: fit.intercept, coefficients: named(fit.coefficients) },
    standardErrors: named(errorsOf(fit.covariance)),
  };
};

/** Standard errors of the coefficients, without that of the intercept. */
const errorsOf = (covariance: Matrix): number[] => covariance.map((row, k) => Math.sqrt(row[k] ?? 0)).slice(1);

/** Log-odds that a rule gives to customers, `chances` being the log-odds of their P(active). */
export const repeatLogOdds = (
  { intercept, coefficients }: RepeatRule,
  known: SeasonedCustomers,
  chances: Float64Array,
): Float64Array => {
  const odds = new Float64Array(known.length);
  const used = Object.entries(coefficients).filter(([, coefficient]) => coefficient !== 0);
  for (let i = 0; i < known.length; i++) {
    let sum = intercept;
    for (const [feature, coefficient] of used)
      sum += coefficient * featureAt(feature as RepeatFeature, known, i, chances[i] ?? 0);
    odds[i] = sum;
  }
  return odds;
};

const toCases = (cuts: readonly PastFit[], features: readonly RepeatFeature[]) => {
  const length = cuts.reduce((sum, { known }) => sum + known.length, 0);
  const width = features.length;
  const cases = {
    ...{ length, width, features: new Float64Array(length * width) },
    ...{ trials: new Float64Array(length), successes: new Float64Array(length) },
  };
  let row = 0;
  for (const { known, count, bought, odds, gap } of cuts) {
    for (let i = 0; i < known.length; i++, row++) {
      for (const [k, feature] of features.entries())
        cases.features[row * width + k] = featureAt(feature, known, i, (odds[i] ?? 0) + gap);
      cases.trials[row] = count[i] ?? 0;
      cases.successes[row] = bought[i] ?? 0;
    }
  }
  return cases;
};

const featureAt = (feature: RepeatFeature, known: SeasonedCustomers, i: number, chance: number): number => {
  const ageDays = known.ageDays[i] ?? 0;
  switch (feature) {
    case "chance":
      return chance;
    case "silence":
      return silenceFeature(ageDays - (known.recencyDays[i] ?? 0));
    case "frequency":
      return frequencyFeature(known.repeats[i] ?? 0);
    case "lastYear":
      return seasonFeature(known.seasonLastYear[i] ?? 0);
    case "knownLastYear":
      return knownFeature(ageDays, 1);
    case "yearBefore":
      return seasonFeature(known.seasonYearBefore[i] ?? 0);
    case "knownYearBefore":
      return knownFeature(ageDays, 2);
  }
};
