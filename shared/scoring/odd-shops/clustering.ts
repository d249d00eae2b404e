import { type PurchasesBetween, WEEK_DAYS, YEAR_DAYS } from "./purchases-between.ts";

/**
 * How many times the variance of counts the weeks of the four stretches have that are compared (`besideLastYear`): 1 where each purchase comes
 * by itself, as many as come together where a shop bills on one day of the month, or sells on a few days a year. From one week to the
 * next, so that neither a season nor a break between two stretches counts as spread; never under 1. `span` is of whole weeks.
 * Source: von Neumann (1941), the mean square successive difference; McCullagh and Nelder (1989), 4.5 (over-dispersed counts).
 */
export const clusteringOf = (between: PurchasesBetween, daysAgo: number, span: number): number => {
  const weeks = span / WEEK_DAYS;
  let [squares, purchases] = [0, 0];
  for (const from of [daysAgo + span, daysAgo, daysAgo + YEAR_DAYS + span, daysAgo + YEAR_DAYS]) {
    const week = (at: number) => between(from - WEEK_DAYS * at, from - WEEK_DAYS * (at + 1));
    for (let at = 1; at < weeks; at++) squares += (week(at) - week(at - 1)) ** 2;
    purchases += between(from, from - span);
  }
  // Of two counts of the same mean, the square of the difference is twice the mean.
  const expected = (2 * purchases * (weeks - 1)) / weeks;
  return Math.max(1, expected === 0 ? 1 : squares / expected);
};
