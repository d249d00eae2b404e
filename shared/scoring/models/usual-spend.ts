import type { UsualMeans } from "../../model/model-file.ts";
import { fitBound, GREATEST_SHARE, shareBound, usualOf } from "./fit-bound.ts";
import type { SpendData } from "./spend-sample.ts";

export type UsualSpend = {
  /** What Gamma-Gamma is fitted to. */
  readonly spend: SpendData;
  /** Spenders left out. */
  readonly leftOut: number;
  /** The mean spend of the customer in the middle, in major units, and the greatest of a customer of the fit. */
  readonly middleMajor: number;
  readonly mostMajor: number;
  /** Four times what the usual ones reach: what is beyond it is a reseller's, in the fit or out of it. */
  readonly usualMajor: number;
};

/**
 * Spend without those whose mean is beyond `fitBound` of all means, or beyond `shareBound` with a twentieth of all spend, and without those who have more than `most` purchases in it
 * and are left out of the purchase models: Gamma-Gamma takes spend and frequency to be independent, and a wholesaler alone
 * can make them not so. One sort of the means.
 */
export const withUsualSpend = (all: SpendData, most: number): UsualSpend => {
  const means = meansOf(all);
  const rising = means.slice().sort();
  const meanAt = (rank: number): number => rising[rank] ?? 0;
  const [mostMajor, mostOfShare] = [fitBound(rising.length, meanAt), shareBound(rising.length, meanAt)];
  const greatest = GREATEST_SHARE * all.spendMajor.reduce((sum, spend) => sum + spend, 0);
  const runs: number[] = [];
  const starts = [0];
  const kept: Float64Array[] = [];
  for (const [run, x] of all.runs.entries()) {
    const [start, end] = [all.starts[run] ?? 0, all.starts[run + 1] ?? 0];
    const beyond = means
      .subarray(start, end)
      .findIndex((mean) => mean > mostMajor || (mean > mostOfShare && mean * x > greatest));
    const size = beyond === -1 ? end - start : beyond;
    if (x > most || size === 0) continue;
    runs.push(x);
    starts.push((starts.at(-1) ?? 0) + size);
    kept.push(all.spendMajor.subarray(start, start + size));
  }
  const leftOut = means.length - (starts.at(-1) ?? 0);
  return {
    spend: leftOut === 0 ? all : { runs, starts, spendMajor: joined(kept) },
    leftOut,
    middleMajor: usualOf(rising.length, meanAt).middle,
    mostMajor,
    usualMajor: mostOfShare,
  };
};

/**
 * The mean spend of the customer in the middle, and the bound of all means, of those whom Gamma-Gamma is fitted to: none who was left out moves
 * either.
 */
export const usualMeansOf = ({ spend, leftOut, mostMajor, middleMajor }: UsualSpend): UsualMeans => {
  if (leftOut === 0) return { middleMajor, mostMajor };
  const rising = meansOf(spend).sort();
  const meanAt = (rank: number): number => rising[rank] ?? 0;
  return { middleMajor: usualOf(rising.length, meanAt).middle, mostMajor: fitBound(rising.length, meanAt) };
};

const meansOf = ({ runs, starts, spendMajor }: SpendData): Float64Array => {
  const means = new Float64Array(spendMajor.length);
  for (const [run, x] of runs.entries()) {
    for (let i = starts[run] ?? 0; i < (starts[run + 1] ?? 0); i++) means[i] = (spendMajor[i] ?? 0) / x;
  }
  return means;
};

const joined = (parts: readonly Float64Array[]): Float64Array => {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
