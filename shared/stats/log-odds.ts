import { fromLogOdds } from "./logistic.ts";

/** Log-odds of chances nearer to 0 or 1 than any history can tell: e^20 to one. */
const MOST_LOG_ODDS = 20;

/** Log-odds of a chance, kept within e^20 to one. */
export const logOddsOf = (chance: number): number =>
  Math.min(MOST_LOG_ODDS, Math.max(-MOST_LOG_ODDS, Math.log(chance / (1 - chance))));

/** Most steps, of 1 at most each; Newton's method needs about five. */
const MOST_STEPS = 50;
const PRECISION = 1e-12;

/**
 * What to add to every log-odds so that their mean chance over customers, `count` of each entry, is `mean`, by Newton's method. At most 50
 * up or down; 0 where nobody is there, or nobody whom a shift could move.
 */
export const shiftToMean = (odds: Float64Array, count: Float64Array, mean: number): number => {
  let shift = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const here = meanChance(odds, count, shift);
    const move = (mean - here.mean) / here.slope;
    if (!Number.isFinite(move)) return 0;
    shift += Math.min(1, Math.max(-1, move));
    // Stryker disable next-line ConditionalExpression,EqualityOperator: further steps would move by rounding errors alone
    if (Math.abs(move) < PRECISION) break;
  }
  return shift;
};

/** Mean chance at log-odds moved by `shift`, and how fast it rises with it; NaN for nobody. */
export const meanChance = (odds: Float64Array, count: Float64Array, shift: number): { mean: number; slope: number } => {
  let customers = 0;
  let mean = 0;
  let slope = 0;
  for (let i = 0; i < odds.length; i++) {
    const n = count[i] ?? 0;
    const chance = fromLogOdds((odds[i] ?? 0) + shift);
    customers += n;
    mean += n * chance;
    slope += n * chance * (1 - chance);
  }
  return { mean: mean / customers, slope: slope / customers };
};
