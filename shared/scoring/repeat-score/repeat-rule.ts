import type { RepeatRule } from "../../model/repeat-score.ts";
import type { Matrix } from "../../stats/cholesky.ts";
import { fitLogistic, fromLogOdds } from "../../stats/logistic.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import type { KnownCustomers } from "../models/active-chances.ts";
import { chanceFeature, frequencyFeature, type RepeatFeature, silenceFeature } from "./repeat-features.ts";

/** P(active) in log-odds, and nothing else. */
export const PLAIN_CHANCE: RepeatRule = { intercept: 0, coefficients: { chance: 1, silence: 0, frequency: 0 } };

/** Standard deviation of what is believed of a coefficient, per standard deviation of its feature: holds it in small shops. */
const PRIOR_SD = 1;

export type RepeatFit = {
  readonly rule: RepeatRule;
  readonly standardErrors: RepeatRule["coefficients"];
};

/**
 * Fits log-odds of a purchase within the horizon to what customers did after a cut: logistic regression with a weak ridge, one
 * case a customer. `chances` is P(active) of each cell, by a model fitted to what was known at the cut.
 * undefined where the fit does not converge.
 */
export const fitRepeatRule = (
  cells: HeldBackCells,
  chances: Float64Array,
  features: readonly RepeatFeature[],
): RepeatFit | undefined => {
  const data = toCases(cells, chances, features);
  const fit = fitLogistic(data, PRIOR_SD);
  if (!fit.converged || fit.covariance === null) return undefined;
  const of = (values: readonly number[]) => (feature: RepeatFeature) => values[features.indexOf(feature)] ?? 0;
  const coefficient = of(fit.coefficients);
  const error = of(errorsOf(fit.covariance));
  return {
    rule: {
      intercept: fit.intercept,
      coefficients: {
        chance: coefficient("chance"),
        silence: coefficient("silence"),
        frequency: coefficient("frequency"),
      },
    },
    standardErrors: { chance: error("chance"), silence: error("silence"), frequency: error("frequency") },
  };
};

/** Standard errors of the coefficients, without that of the intercept. */
const errorsOf = (covariance: Matrix): number[] => covariance.map((row, k) => Math.sqrt(row[k] ?? 0)).slice(1);

/** Log-odds that a rule gives to the customers of each cell. */
export const repeatLogOdds = (
  { intercept, coefficients }: RepeatRule,
  cells: KnownCustomers,
  chances: Float64Array,
): Float64Array => {
  const odds = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    const daysSilent = (cells.ageDays[i] ?? 0) - (cells.recencyDays[i] ?? 0);
    odds[i] =
      intercept +
      coefficients.chance * chanceFeature(chances[i] ?? 0) +
      coefficients.silence * silenceFeature(daysSilent) +
      coefficients.frequency * frequencyFeature(cells.repeats[i] ?? 0);
  }
  return odds;
};

/** Chances of log-odds, all moved by `shift`. */
export const toChances = (odds: Float64Array, shift: number): Float64Array =>
  odds.map((value) => fromLogOdds(value + shift));

/** Cells as cases: those that differ in their next day alone are one row. */
const toCases = (cells: HeldBackCells, chances: Float64Array, features: readonly RepeatFeature[]) => {
  const width = features.length;
  const rows = { features: new Float64Array(cells.length * width), ...counts(cells.length) };
  let last = -1;
  for (let i = 0; i < cells.length; i++) {
    // Before the first cell nothing stands that could be the same.
    if (!isSameAsBefore(cells, i)) {
      last += 1;
      for (const [k, feature] of features.entries())
        rows.features[last * width + k] = featureAt(feature, cells, chances, i);
    }
    const customers = cells.count[i] ?? 0;
    rows.trials[last] = (rows.trials[last] ?? 0) + customers;
    if (cells.nextDay[i] !== 0) rows.successes[last] = (rows.successes[last] ?? 0) + customers;
  }
  return { length: last + 1, width, ...rows };
};

const counts = (length: number) => ({ trials: new Float64Array(length), successes: new Float64Array(length) });

const isSameAsBefore = ({ repeats, ageDays, recencyDays }: HeldBackCells, i: number): boolean =>
  repeats[i] === repeats[i - 1] && ageDays[i] === ageDays[i - 1] && recencyDays[i] === recencyDays[i - 1];

const featureAt = (feature: RepeatFeature, cells: HeldBackCells, chances: Float64Array, i: number): number => {
  switch (feature) {
    case "chance":
      return chanceFeature(chances[i] ?? 0);
    case "silence":
      return silenceFeature((cells.ageDays[i] ?? 0) - (cells.recencyDays[i] ?? 0));
    case "frequency":
      return frequencyFeature(cells.repeats[i] ?? 0);
  }
};
