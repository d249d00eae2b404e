import type { Rating } from "../../model/scorecard.ts";
import { brierScore } from "./brier-score.ts";
import { calibrationError, calibrationTenths } from "./calibration.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import { type RankedCustomers, rankHeldBack, takeHighest } from "./rank-held-back.ts";
import type { RatedRule, RuleScores } from "./rule-scores.ts";
import { weightedAuc } from "./weighted-auc.ts";

/** Who bought within the horizon after all. */
export type HeldBackTotals = {
  readonly customers: number;
  readonly buyers: number;
  readonly purchases: number;
};

export const totalsOf = (cells: HeldBackCells): HeldBackTotals => {
  let customers = 0;
  let buyers = 0;
  let purchases = 0;
  for (let i = 0; i < cells.length; i++) {
    customers += cells.count[i] ?? 0;
    if (cells.nextDay[i] !== 0) buyers += cells.count[i] ?? 0;
    purchases += cells.purchases[i] ?? 0;
  }
  return { customers, buyers, purchases };
};

/**
 * How a rule foretold what customers did: exact, weighted by customers, ties shared evenly, so that neither the order of
 * customers nor the number of shards can tell.
 *
 * Who is predicted to buy: as the rule itself says; or, of a rule that gives chances, as many customers as these add up to,
 * highest first. So a calibrated rule predicts as many as will buy, which makes its error and omission rate comparable with
 * those of any other rule; a limit of one half would predict hardly anybody over 90 days. A mere ranking predicts nobody.
 * Error rate of no prediction and omission rate of no buyers are null.
 */
export const rateRule = (cells: HeldBackCells, rule: RuleScores): Rating => {
  const ranked = rankHeldBack(cells, rule);
  const totals = totalsOf(cells);
  const called = predictedBuyers(cells, rule, ranked);
  const tenths = rule.chances === undefined ? null : calibrationTenths(ranked);
  return {
    rule: rule.rule,
    auc: weightedAuc(ranked),
    predicted: called?.predicted ?? 0,
    errorRate: called === null ? null : missing(called.buyers, called.predicted),
    omissionRate: called === null ? null : missing(called.buyers, totals.buyers),
    brier: rule.chances === undefined ? null : brierScore(cells, rule.chances),
    calibrationError: tenths === null ? null : calibrationError(tenths),
    tenths,
    bias: rule.expected === undefined ? null : biasOfTotal(cells, rule.expected, totals.purchases),
    topTenthShare: topTenthShare(ranked, totals.customers),
  };
};

/** Rates one rule after another, so that `rules` may make each as it is asked for. */
export const rateRules = (cells: HeldBackCells, rules: Iterable<RuleScores>): RatedRule[] => {
  const rated: RatedRule[] = [];
  for (const scores of rules) {
    const { rule, chances } = scores;
    rated.push({ rule, ...(chances && { chances }), rating: rateRule(cells, scores) });
  }
  return rated;
};

/** Customers predicted to buy, and those of them who did. null: the rule only ranks. */
const predictedBuyers = (
  cells: HeldBackCells,
  { predicted, chances }: RuleScores,
  ranked: RankedCustomers,
): { predicted: number; buyers: number } | null => {
  if (predicted !== undefined) {
    const called = { predicted: 0, buyers: 0 };
    for (let i = 0; i < cells.length; i++) {
      if (predicted[i] !== 1) continue;
      called.predicted += cells.count[i] ?? 0;
      if (cells.nextDay[i] !== 0) called.buyers += cells.count[i] ?? 0;
    }
    return called;
  }
  if (chances === undefined) return null;
  const expectedBuyers = Math.round(ranked.chances.reduce((sum, chance) => sum + chance, 0));
  return { predicted: expectedBuyers, buyers: takeHighest(ranked, expectedBuyers).buyers };
};

/** Share of `all` who are not among `found`; within rounding errors of shared ties. */
const missing = (found: number, all: number): number | null =>
  all > 0 ? Math.min(1, Math.max(0, 1 - found / all)) : null;

/** Expected over actual purchases, minus 1; null where nobody bought. */
const biasOfTotal = (cells: HeldBackCells, expected: Float64Array, purchases: number): number | null => {
  let sum = 0;
  for (let i = 0; i < cells.length; i++) sum += (cells.count[i] ?? 0) * (expected[i] ?? 0);
  return purchases > 0 ? sum / purchases - 1 : null;
};

/** Share of net value that the tenth of customers ranked highest brought; null where there was none. */
const topTenthShare = (ranked: RankedCustomers, customers: number): number | null => {
  const netMinor = ranked.netMinor.reduce((sum, net) => sum + net, 0);
  return netMinor > 0 ? Math.min(1, takeHighest(ranked, customers / 10).netMinor / netMinor) : null;
};
