import type { ClvSums } from "../../model/clv-sums.ts";
import type { ModelFile } from "../../model/model-file.ts";
import { Z90 } from "../../model/rule-limits.ts";
import type { ValueRange } from "../../model/value-range.ts";
import { studentT95 } from "../../stats/student-t.ts";
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

/** The CLV of all customers together, in minor units, with intervals of 90 %, each holding the one before. */
export type ClvTotal = {
  readonly expectedMinor: number;
  /** Where the expected total may be, for want of certainty about the parameters: this does not average out over customers. */
  readonly modelLowMinor: number;
  readonly modelHighMinor: number;
  /** Where the total itself may be, chance included, which does average out; null where spend has no variance. */
  readonly lowMinor: number | null;
  readonly highMinor: number | null;
  /** The same with what was missed in the past, when customers went on unlike before (`valueRange`); null where that is not known. */
  readonly rangeLowMinor: number | null;
  readonly rangeHighMinor: number | null;
};

/**
 * The shop's CLV with its intervals, from what its customers add up to; undefined without CLV, or where the fits cannot say how
 * well they hold their parameters. Delta method on the log scale; chance is added as independent from customer to customer, and what the
 * past missed as common to all of them. Where chance has no variance, the range is without it.
 */
export const clvTotal = (
  clvMinor: number,
  sums: ClvSums,
  { chosen, models, minorPerMajor, valueRange }: Pick<ModelFile, "chosen" | "models" | "minorPerMajor" | "valueRange">,
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
  const ends = (logLength: number) => [clvMinor * Math.exp(-logLength), clvMinor * Math.exp(logLength)] as const;
  const [modelLowMinor, modelHighMinor] = ends(Z90 * sd);
  const { outcomeVariance } = sums;
  const chance = outcomeVariance === null ? 0 : Math.log1p((outcomeVariance * minorPerMajor) / clvMinor ** 2);
  const own = Z90 * Math.sqrt(sd * sd + chance);
  const [lowMinor, highMinor] = outcomeVariance === null ? [null, null] : ends(own);
  const [rangeLowMinor, rangeHighMinor] =
    valueRange === undefined ? [null, null] : opened(valueRange, ends(Math.hypot(own, missLength(valueRange))));
  return { expectedMinor: clvMinor, modelLowMinor, modelHighMinor, lowMinor, highMinor, rangeLowMinor, rangeHighMinor };
};

const opened = ({ opened: by }: ValueRange, [low, high]: readonly [number, number]): [number, number] =>
  by === undefined ? [low, high] : [low * by.low, high * by.high];

/** How far, in logarithms, the past lets nine tenths of years be from what was foretold of them. */
const missLength = ({ deviation, degrees }: ValueRange): number => deviation * studentT95(degrees);
