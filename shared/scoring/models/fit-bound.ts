/** The share of customers who are never left out of a fit: one among twenty, however extreme, cannot move its own bound. */
const USUAL_SHARE = 0.95;
/**
 * How many times farther from the middle than the usual share, in logarithms, a customer may be. Set so that the fits of CDNOW
 * stay those of all its customers, as published: at 3 two of 23,570 would be left out (ADR 15).
 */
const TIMES_FARTHER = 3.5;
/** Where the usual ones hardly differ, they are taken to reach twice the middle: the bound is never under eleven times the middle. */
const LEAST_SPREAD = 2;

/**
 * Bound above which a customer is left out of a fit: middle * (reach / middle)^3.5, where middle is the median and reach the
 * 95 % quantile, at least twice the median. `valueAt` gives the value of a rank, 0 for the least, of `count` positive values.
 * Both are order statistics: equal shops have equal bounds in whatever order and shards they came, a change of unit changes
 * the bound alike, and one more customer moves each by one rank at most, whatever they bought (ADR 15).
 * Infinite for no customers.
 */
export const fitBound = (count: number, valueAt: (rank: number) => number): number => {
  if (count === 0) return Number.POSITIVE_INFINITY;
  const middle = valueAt(Math.ceil(count / 2) - 1);
  const spread = Math.max(LEAST_SPREAD, valueAt(Math.ceil(USUAL_SHARE * count) - 1) / middle);
  return middle * spread ** TIMES_FARTHER;
};
