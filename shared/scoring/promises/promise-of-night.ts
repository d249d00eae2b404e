import type { ModelFile } from "../../model/model-file.ts";
import type { NightsPromise, PromiseMeasures } from "../../model/promises.ts";
import type { RepeatScore } from "../../model/repeat-score.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import type { PastFit } from "../past-cuts/past-fits.ts";
import { scoresOf, sumOverCustomers } from "./foretell.ts";
import { perBuyerDeviation, purchasesRange } from "./purchases-range.ts";
import type { Tonight } from "./tonight.ts";

type Promising = Pick<ModelFile, "chosen" | "models" | "repeatScore" | "tiers" | "scorecard">;

/** What a night says of the next 90 days of its customers, given days of the past; null where it gives nobody a chance. */
export const promiseOfNight = (
  model: Promising,
  { cells, seasoned }: Tonight,
  past: readonly PastFit[],
): NightsPromise | null => {
  const foretold = scoresOf(model, seasoned);
  if (foretold === undefined || model.repeatScore === null) return null;
  const customers = cells.count.reduce((sum, n) => sum + n, 0);
  const binned = seasoned.count.reduce((sum, n) => sum + n, 0);
  const ofAll = (each: Float64Array) =>
    binned === 0 ? 0 : (customers * sumOverCustomers(seasoned.count, each)) / binned;
  const sums = { customers, buyers: ofAll(foretold.chances), purchases: ofAll(foretold.expected) };
  const { inForce, base } = model.repeatScore;
  const rule = { repeatScore: inForce, base, tiers: model.tiers.rule };
  const range = rangeOf(model.repeatScore, sums);
  const purchases = purchasesRange({ ...sums, ...range }, perBuyerDeviation(past));
  const ranges = { ...range, ...(purchases && { purchasesRange: purchases }) };
  return { horizonDays: HORIZON_DAYS, ...sums, ...ranges, measures: measuresOf(model), rule };
};

/** The range of the share that will buy, for those whom the promise is of. */
const rangeOf = ({ promise }: RepeatScore, { customers, buyers }: { customers: number; buyers: number }) => {
  if (promise === undefined || promise.share === 0 || customers === 0) return {};
  const scale = buyers / promise.share;
  return { buyersRange: { low: promise.low * scale, high: promise.high * scale } };
};

/** What days of the past, or else time held back, made the night expect of its own chances and tiers. */
const measuresOf = ({ scorecard, tiers, chosen, repeatScore }: Promising): PromiseMeasures => {
  const promise = repeatScore?.promise;
  const recent = scorecard?.windows.find(({ name }) => name === "recent")?.ratings ?? [];
  const rated = recent.find(({ rule }) => rule === "repeat-score") ?? recent.find(({ rule }) => rule === chosen);
  const proof = tiers.proof?.candidates.find(({ rule }) => rule === tiers.rule);
  return {
    auc: promise?.auc?.expected ?? rated?.auc ?? null,
    brier: promise?.brier?.expected ?? rated?.brier ?? null,
    calibrationError: promise?.calibrationError?.expected ?? rated?.calibrationError ?? null,
    errorRate: proof?.errorRate ?? null,
    omissionRate: proof?.omissionRate ?? null,
  };
};
