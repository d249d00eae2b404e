import type { ModelFile } from "../../shared/model/model-file.ts";
import { emptySummaryColumns, type SummaryColumns } from "../../shared/scoring/summaries/summary-columns.ts";
import type { FutureTruth, KnownCustomer } from "./simulate-futures.ts";

/** Covariance of parameters' logarithms, each with this standard deviation and none with another. */
const independent = (size: number, logSd: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? logSd * logSd : 0)));

/** What a forecaster needs of `model.json`, with the truth for parameters, known as well as `logSd` says; null: not known how well. */
export const modelOf = (
  { purchases, spend, clv }: FutureTruth,
  logSd: number | null = null,
): Pick<ModelFile, "chosen" | "models" | "clv" | "minorPerMajor"> => {
  const facts = {
    asOf: "2026-11-20",
    logLikelihood: 0,
    converged: true,
    evaluations: 1,
    customers: 1,
    prior: false,
  };
  const none = { r: null, alpha: null, a: null, b: null };
  const mbgnbd = {
    params: { ...purchases },
    standardErrors: none,
    logCovariance: logSd === null ? null : independent(4, logSd),
    ...facts,
  };
  const gammaGamma = {
    params: { ...spend },
    standardErrors: { p: null, q: null, gamma: null },
    logCovariance: logSd === null ? null : independent(3, logSd),
    ...facts,
  };
  return {
    chosen: "mbgnbd",
    models: { bgnbd: null, mbgnbd, pnbd: null, nbd: null, gammaGamma },
    clv,
    minorPerMajor: 100,
  };
};

/** Customers as columns: weeks are whole days here. */
export const customersOf = (customers: readonly KnownCustomer[]): SummaryColumns => {
  const columns = emptySummaryColumns(customers.length);
  for (const [i, { x, recencyWeeks, ageWeeks, repeatMajor }] of customers.entries()) {
    columns.repeats[i] = x;
    columns.recencyDays[i] = Math.round(recencyWeeks * 7);
    columns.ageDays[i] = Math.round(ageWeeks * 7);
    columns.repeatNetMinor[i] = Math.round(repeatMajor * 100);
  }
  return columns;
};
