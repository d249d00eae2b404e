import { FEWEST_INTERVALS, VARIATION } from "../../model/rule-limits.ts";
import { lgamma } from "../../stats/lgamma.ts";
import type { PurchaseDay } from "../summaries/purchase-days.ts";

/**
 * Coefficient of variation of the days between the first `count` purchase days: their standard deviation (n - 1) over
 * their mean. 0 is clockwork, buying by chance at an even rate tends to 1, more than 1 comes in bursts.
 * undefined under three intervals. Days must rise.
 */
export const intervalVariation = (days: readonly PurchaseDay[], count: number): number | undefined => {
  const intervals = count - 1;
  if (intervals < FEWEST_INTERVALS) return undefined;
  const whole = (days[intervals]?.day ?? 0) - (days[0]?.day ?? 0);
  let squares = 0;
  for (let i = 1; i < count; i++) {
    const interval = (days[i]?.day ?? 0) - (days[i - 1]?.day ?? 0);
    squares += interval * interval;
  }
  const excess = (intervals * squares) / (whole * whole) - 1;
  return Math.sqrt(Math.max(0, (intervals * excess) / (intervals - 1)));
};

/**
 * The coefficient of variation that n intervals of somebody who buys by chance, at an even rate, fall under in 1 of 20 cases.
 *
 * In few intervals chance looks even: the coefficient is biased low, and of three it is under 0.5 in 14 of 100 cases.
 * Given their sum, such intervals are uniform on a simplex of volume sqrt(n) / (n - 1)!, and the coefficient is the
 * distance from its centre, times n / sqrt(n - 1). So the chance is the share of a ball of n - 1 dimensions in the
 * simplex: exact while the ball lies inside it, which it does up to n = 6, where the value passes 0.485; from there on
 * 0.5 is the smaller one. The statistic is Greenwood's (1946); for the geometry see Moran (1947), J. R. Stat. Soc. B 9.
 */
const chanceVariation = (n: number): number => {
  const logSimplex = Math.log(n) / 2 - lgamma(n);
  const logUnitBall = ((n - 1) / 2) * Math.log(Math.PI) - lgamma((n + 1) / 2);
  const radius = Math.exp((Math.log(VARIATION.chance) + logSimplex - logUnitBall) / (n - 1));
  return (radius * n) / Math.sqrt(n - 1);
};

/** By number of intervals, as far as chance is the stricter limit. */
const LIMITS = new Map([3, 4, 5, 6].map((n) => [n, Math.min(VARIATION.regular, chanceVariation(n))]));

/** The coefficient of variation up to which so many intervals count as regular: 0.25, 0.37, 0.44, 0.49 for 3 to 6, then 0.5. */
export const regularVariation = (intervals: number): number => LIMITS.get(intervals) ?? VARIATION.regular;
