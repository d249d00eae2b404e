import { csvLine } from "../model/csv.ts";
import type { PromiseEntry, Promises } from "../model/promises.ts";
import { promisesColumns } from "../night-files/csv-columns.ts";

/** Path of the file beside the report. */
export const PROMISES_PATH = "promises.csv";

/** Lines of `promises.csv`, header first: what each night of the book promised, and what came; oldest first. */
export const promisesLines = (promises: Promises | undefined): string[] => [
  csvLine(promisesColumns),
  ...(promises?.book ?? []).map((entry) => csvLine(promisesColumns.map((column) => cells[column](entry)))),
];

/** Sums of chances are told to a hundredth, measures to four digits: more would say nothing. */
const sum = (value: number | undefined): string => (value === undefined ? "" : String(Number(value.toFixed(2))));
const measure = (value: number | null): string => (value === null ? "" : String(Number(value.toFixed(4))));

const cells: Readonly<Record<(typeof promisesColumns)[number], (entry: PromiseEntry) => string>> = {
  promised_on: ({ promisedOn }) => promisedOn,
  judged_after: ({ cut }) => cut,
  judged_until: ({ until }) => until,
  repeat_score: ({ rule }) => rule.repeatScore,
  model: ({ rule }) => rule.base,
  tier_rule: ({ rule }) => rule.tiers,
  customers_then: ({ customersThen }) => String(customersThen),
  customers: ({ customers }) => String(customers),
  buyers_told: ({ buyers }) => sum(buyers.told),
  buyers_promised: ({ buyers }) => sum(buyers.promised),
  buyers_low: ({ buyers }) => sum(buyers.range?.low),
  buyers_high: ({ buyers }) => sum(buyers.range?.high),
  buyers_came: ({ buyers }) => String(buyers.came),
  purchases_promised: ({ purchases }) => sum(purchases.promised),
  purchases_low: ({ purchases }) => sum(purchases.range?.low),
  purchases_high: ({ purchases }) => sum(purchases.range?.high),
  purchases_came: ({ purchases }) => String(purchases.came),
  auc_promised: ({ promised }) => measure(promised.auc),
  auc_came: ({ came }) => measure(came.auc),
  brier_promised: ({ promised }) => measure(promised.brier),
  brier_came: ({ came }) => measure(came.brier),
  calibration_error_promised: ({ promised }) => measure(promised.calibrationError),
  calibration_error_came: ({ came }) => measure(came.calibrationError),
  error_rate_promised: ({ promised }) => measure(promised.errorRate),
  error_rate_came: ({ came }) => measure(came.errorRate),
  omission_rate_promised: ({ promised }) => measure(promised.omissionRate),
  omission_rate_came: ({ came }) => measure(came.omissionRate),
};
