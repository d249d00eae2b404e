import type { ReturnBin, ReturnLine } from "../../model/next-order.ts";
import { RETURN_DAYS } from "../../model/rule-limits.ts";
import { fromLogOdds } from "../../stats/logistic.ts";
import { type Jet, minimise } from "../../stats/newton.ts";
import type { YearCells } from "../held-back/year-cells.ts";
import { activeChances } from "../models/active-chances.ts";
import type { PurchaseModel } from "../models/purchase-model.ts";

/** A year held back, the purchase model fitted as of its cut, and how long the shop's history was by then. */
export type YearStretch = {
  readonly cells: YearCells;
  readonly model: PurchaseModel;
  readonly historyDays: number;
};

/** The model's own chances, as they are. */
export const PLAIN_LINE: ReturnLine = { weight: 0, intercept: 0, slope: 1 };

/** Standard deviations of what is believed of the line before any customer was seen: about the model's own, the slope nearly. */
const PRIOR = { intercept: 1, slope: 0.1 } as const;

/** A fit at a cut with so much history behind it saw customers as old as tonight's are: what its year taught counts in full. */
const FULL_HISTORY_DAYS = 730;

/** Log-odds stay within this. */
const BOUND = 30;
/** No chance is nearer to 0 or 1. */
const LEAST_CHANCE = 1e-9;

/**
 * The line that puts the model's chances of a purchase within a year right, by those who were known at the cut: a logistic
 * regression of who came on the log-odds of the model that had been fitted by then (Platt 1999; Cox 1958 for intercept and slope).
 * The model at the cut knew less than tonight's, so that the line is taken over in the share that the history before the cut is
 * of two years.
 */
export const learnReturns = ({ cells, model, historyDays }: YearStretch): ReturnLine => {
  const odds = Float64Array.from(activeChances(model, cells, RETURN_DAYS), logOddsOf);
  const { at } = minimise((point) => negativeLogPosterior(cells, odds, point), [0, 1], BOUND);
  const [intercept = 0, slope = 1] = at;
  const weight = weightOf(historyDays);
  return { weight, intercept: weight * intercept, slope: Math.max(0, 1 + weight * (slope - 1)) };
};

/** How much of what a year teaches is taken over: the share that the history before it is of two years. */
export const weightOf = (historyDays: number): number => Math.min(1, historyDays / FULL_HISTORY_DAYS);

/** A chance of the model put right; `less`: what is known against it besides, in log-odds. */
export const putRight = ({ intercept, slope }: ReturnLine, chance: number, less = 0): number =>
  fromLogOdds(intercept + slope * logOddsOf(chance) + less);

const BINS = 10;

/** By tenths of the model's own chance of no purchase: expected by itself and by an earlier line, and who came. */
export const returnBins = ({ cells, model }: YearStretch, earlier: ReturnLine | undefined): ReturnBin[] => {
  const sums = Array.from({ length: BINS }, () => ({ customers: 0, plain: 0, foretold: 0, actual: 0 }));
  const chances = activeChances(model, cells, RETURN_DAYS);
  for (let i = 0; i < cells.length; i++) {
    const chance = chances[i] ?? 0;
    const sum = sums[Math.min(BINS - 1, Math.floor(BINS * (1 - chance)))];
    // Stryker disable next-line ConditionalExpression: every chance lies in a tenth; the compiler cannot see it
    if (sum === undefined) continue;
    const customers = cells.customers[i] ?? 0;
    sum.customers += customers;
    sum.plain += customers * chance;
    sum.foretold += customers * putRight(earlier ?? PLAIN_LINE, chance);
    sum.actual += cells.returned[i] ?? 0;
  }
  return sums.map(({ foretold, ...sum }, at) => ({
    from: at / BINS,
    to: (at + 1) / BINS,
    ...sum,
    foretold: earlier === undefined ? null : foretold,
  }));
};

const logOddsOf = (chance: number): number => {
  const inside = Math.min(1 - LEAST_CHANCE, Math.max(LEAST_CHANCE, chance));
  return Math.log(inside / (1 - inside));
};

const negativeLogPosterior = (cells: YearCells, odds: Float64Array, [a = 0, b = 1]: readonly number[]): Jet => {
  const [tightA, tightB] = [1 / PRIOR.intercept ** 2, 1 / PRIOR.slope ** 2];
  let value = (tightA * a * a + tightB * (b - 1) ** 2) / 2;
  let [slopeA, slopeB] = [tightA * a, tightB * (b - 1)];
  let [bendA, bendAB, bendB] = [tightA, 0, tightB];
  for (let i = 0; i < cells.length; i++) {
    const z = odds[i] ?? 0;
    const n = cells.customers[i] ?? 0;
    const at = a + b * z;
    const p = fromLogOdds(at);
    value += n * (Math.max(0, at) + Math.log1p(Math.exp(-Math.abs(at)))) - (cells.returned[i] ?? 0) * at;
    const miss = n * p - (cells.returned[i] ?? 0);
    const bend = n * p * (1 - p);
    slopeA += miss;
    slopeB += miss * z;
    bendA += bend;
    bendAB += bend * z;
    bendB += bend * z * z;
  }
  return {
    value,
    gradient: [slopeA, slopeB],
    hessian: [
      [bendA, bendAB],
      [bendAB, bendB],
    ],
  };
};
