/** The share of customers who are never left out of a fit: one among twenty, however extreme, cannot move its own bound. */
const USUAL_SHARE = 0.95;
/**
 * How many times farther from the middle than the usual share, in logarithms, a customer may be. Set so that the fits of CDNOW
 * stay those of all its customers, as published: at 3 two of 23,570 would be left out (ADR 15).
 */
const TIMES_FARTHER = 3.5;
/** Where the usual ones hardly differ, they are taken to reach twice the middle: the bound is never under eleven times the middle. */
const LEAST_SPREAD = 2;
/** How many times the reach of the usual ones somebody may have whatever the share of all that is; and the share that is too great beyond it. */
const TIMES_REACH = 4;
export const GREATEST_SHARE = 0.05;

/**
 * Bound above which a customer is left out of a fit: middle * (reach / middle)^3.5, where middle is the median and reach the
 * 95 % quantile, at least twice the median. `valueAt` gives the value of a rank, 0 for the least, of `count` positive values.
 * Both are order statistics: equal shops have equal bounds in whatever order and shards they came, a change of unit changes
 * the bound alike, and one more customer moves each by one rank at most, whatever they bought (ADR 15).
 * Infinite for no customers.
 */
export const fitBound = (count: number, valueAt: (rank: number) => number): number => {
  const { middle, reach } = usualOf(count, valueAt);
  return middle * (reach / middle) ** TIMES_FARTHER;
};

/**
 * Above it, and with more than `GREATEST_SHARE` of what all have together, a customer is left out as well: under `fitBound`, and yet a third of
 * a small shop's purchases. Infinite for no customers.
 */
export const shareBound = (count: number, valueAt: (rank: number) => number): number =>
  TIMES_REACH * usualOf(count, valueAt).reach;

/** Median and reach of the usual ones. */
export const usualOf = (count: number, valueAt: (rank: number) => number): { middle: number; reach: number } => {
  if (count === 0) return { middle: 1, reach: Number.POSITIVE_INFINITY };
  const middle = valueAt(Math.ceil(count / 2) - 1);
  return { middle, reach: Math.max(LEAST_SPREAD * middle, valueAt(Math.ceil(USUAL_SHARE * count) - 1)) };
};
