import type { Scorer } from "./scorer.ts";
import { emptySummaryColumns, type SummaryColumns } from "./summaries/summary-columns.ts";

/**
 * What tonight's rule would have said so many days ago of customers who have not bought since, at `which` places of the columns:
 * one repeat score each, NaN where there is none. Whoever bought within those days has no business here.
 */
export const repeatScoresAgo = (
  scorer: Scorer,
  customers: SummaryColumns,
  which: readonly number[],
  days: number,
): Float64Array => {
  const then = emptySummaryColumns(which.length);
  for (const [at, i] of which.entries()) {
    then.repeats[at] = customers.repeats[i] ?? 0;
    then.recencyDays[at] = customers.recencyDays[i] ?? 0;
    then.ageDays[at] = (customers.ageDays[i] ?? 0) - days;
    // The season is tonight's, so that nobody falls because a day of last year leaves it.
    then.seasonLastYear[at] = customers.seasonLastYear[i] ?? 0;
    then.seasonYearBefore[at] = customers.seasonYearBefore[i] ?? 0;
  }
  return scorer.scoreRepeats(then, scorer.repeatChances(then, scorer.forecaster.forecast(then).pActive90));
};
