import type { ClvSums } from "../../model/clv-sums.ts";
import type { ModelFile } from "../../model/model-file.ts";
import { Z90 } from "../../model/rule-limits.ts";
import { spendInForce } from "../models/spend-in-force.ts";
import { logSd, parameterUncertainty } from "./clv-uncertainty.ts";

export const newClvSums = (): ClvSums => ({ gradientMinor: [0, 0, 0, 0, 0, 0, 0], outcomeVariance: 0 });

/** Adds one customer, rounded to whole units, so that neither order nor shards matter. Changes `sums`. */
export const addToClvSums = (sums: ClvSums, clvMinor: number, gradient: Float64Array, variance: number): void => {
  const { gradientMinor } = sums;
  for (let i = 0; i < gradient.length; i++)
    gradientMinor[i] = (gradientMinor[i] ?? 0) + Math.round(clvMinor * (gradient[i] ?? 0));
  if (sums.outcomeVariance === null) return;
  sums.outcomeVariance = Number.isFinite(variance) ? sums.outcomeVariance + Math.max(0, Math.round(variance)) : null;
};

/** Adds a shard's sums to what is already merged. Changes `into`. */
export const mergeClvSums = (into: ClvSums, sums: ClvSums): void => {
  sums.gradientMinor.forEach((value, i) => {
    into.gradientMinor[i] = (into.gradientMinor[i] ?? 0) + value;
  });
  const known = into.outcomeVariance !== null && sums.outcomeVariance !== null;
  into.outcomeVariance = known ? (into.outcomeVariance ?? 0) + (sums.outcomeVariance ?? 0) : null;
};

/** The CLV of all customers together, in minor units, with two intervals of 90 %. */
export type ClvTotal = {
  readonly expectedMinor: number;
  /** Where the expected total may be, for want of certainty about the parameters: this does not average out over customers. */
  readonly modelLowMinor: number;
  readonly modelHighMinor: number;
  /** Where the total itself may be, chance included, which does average out; null where spend has no variance. */
  readonly lowMinor: number | null;
  readonly highMinor: number | null;
};

/**
 * The shop's CLV with its intervals, from what its customers add up to; undefined without CLV, or where the fits cannot say how
 * well they hold their parameters. Delta method on the log scale; chance is added as independent from customer to customer.
 */
export const clvTotal = (
  clvMinor: number,
  sums: ClvSums,
  { chosen, models, minorPerMajor }: Pick<ModelFile, "chosen" | "models" | "minorPerMajor">,
): ClvTotal | undefined => {
  const purchases = chosen === "none" ? null : models[chosen];
  const spend = spendInForce(models);
  if (purchases === null || spend === null || !(clvMinor > 0)) return undefined;
  const uncertainty = parameterUncertainty(purchases, spend);
  if (uncertainty === undefined) return undefined;
  const sd = logSd(
    uncertainty,
    Float64Array.from(sums.gradientMinor, (sum) => sum / clvMinor),
  );
  const ends = (logSpread: number) => [clvMinor * Math.exp(-Z90 * logSpread), clvMinor * Math.exp(Z90 * logSpread)];
  const [modelLowMinor = clvMinor, modelHighMinor = clvMinor] = ends(sd);
  const expected = { expectedMinor: clvMinor, modelLowMinor, modelHighMinor };
  if (sums.outcomeVariance === null) return { ...expected, lowMinor: null, highMinor: null };
  const byChance = (sums.outcomeVariance * minorPerMajor) / clvMinor ** 2;
  const [lowMinor = null, highMinor = null] = ends(Math.sqrt(sd * sd + Math.log1p(byChance)));
  return { ...expected, lowMinor, highMinor };
};
