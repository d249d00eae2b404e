import type { PurchaseSummary } from "./purchase-summary.ts";

/** What fit and score read of many customers: one entry per customer in every array, spans in days, money in minor units. */
export type SummaryColumns = {
  readonly length: number;
  readonly repeats: Int32Array;
  readonly recencyDays: Int32Array;
  readonly ageDays: Int32Array;
  readonly repeatNetMinor: Float64Array;
  /** Of the repeat purchase day that brought most; 0 where that is not known. */
  readonly greatestRepeatMinor: Float64Array;
  readonly netMinor: Float64Array;
  readonly windowOrders: Int32Array;
  readonly windowNetMinor: Float64Array;
  /** Purchase days in the 90 days to come, one year and two years before (`same-season.ts`). */
  readonly seasonLastYear: Int32Array;
  readonly seasonYearBefore: Int32Array;
};

/** Room for `length` customers, all zero. */
export const emptySummaryColumns = (length: number): SummaryColumns => ({
  length,
  repeats: new Int32Array(length),
  recencyDays: new Int32Array(length),
  ageDays: new Int32Array(length),
  repeatNetMinor: new Float64Array(length),
  greatestRepeatMinor: new Float64Array(length),
  netMinor: new Float64Array(length),
  windowOrders: new Int32Array(length),
  windowNetMinor: new Float64Array(length),
  seasonLastYear: new Int32Array(length),
  seasonYearBefore: new Int32Array(length),
});

export const toSummaryColumns = (summaries: readonly PurchaseSummary[]): SummaryColumns => {
  const columns = emptySummaryColumns(summaries.length);
  for (const [at, summary] of summaries.entries()) {
    columns.repeats[at] = summary.repeats;
    columns.recencyDays[at] = summary.recencyDays;
    columns.ageDays[at] = summary.ageDays;
    columns.repeatNetMinor[at] = summary.repeatNetMinor;
    columns.greatestRepeatMinor[at] = summary.greatestRepeatMinor;
    columns.netMinor[at] = summary.netMinor;
    columns.windowOrders[at] = summary.windowOrders;
    columns.windowNetMinor[at] = summary.windowNetMinor;
    columns.seasonLastYear[at] = summary.seasonLastYear;
    columns.seasonYearBefore[at] = summary.seasonYearBefore;
  }
  return columns;
};
