import { tierSchema } from "../../model/customer.ts";
import type { ModelFile } from "../../model/model-file.ts";
import type { NightsPromise, PromiseMeasures } from "../../model/promises.ts";
import type { RepeatScore } from "../../model/repeat-score.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import { type AskedCustomers, foretell } from "./foretell.ts";

/** Tonight's customers: how many there are of each kind. */
export type CountedCustomers = AskedCustomers & { readonly count: Float64Array };

type Promising = Pick<ModelFile, "chosen" | "models" | "repeatScore" | "tiers" | "scorecard">;

/** What a night says of the next 90 days of its customers; null where it gives nobody a chance. */
export const promiseOfNight = (model: Promising, cells: CountedCustomers): NightsPromise | null => {
  const foretold = foretell(model, cells);
  if (foretold === undefined || model.repeatScore === null) return null;
  const tiers = tierSchema.options.map((tier) => ({ tier, customers: 0, buyers: 0 }));
  const sums = { customers: 0, buyers: 0, purchases: 0 };
  for (let i = 0; i < cells.length; i++) {
    const customers = cells.count[i] ?? 0;
    const buyers = customers * (foretold.chances[i] ?? 0);
    sums.customers += customers;
    sums.buyers += buyers;
    sums.purchases += customers * (foretold.expected[i] ?? 0);
    const inTier = tiers.find(({ tier }) => tier === foretold.tiers[i]);
    if (inTier === undefined) continue;
    inTier.customers += customers;
    inTier.buyers += buyers;
  }
  const { inForce, base } = model.repeatScore;
  const rule = { repeatScore: inForce, base, tiers: model.tiers.rule };
  const range = rangeOf(model.repeatScore, sums);
  return { horizonDays: HORIZON_DAYS, ...sums, ...range, measures: measuresOf(model), tiers, rule };
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
  const proof = tiers.proof && (tiers.rule === "rhythm" ? tiers.proof.rhythm : tiers.proof.fixedDays);
  return {
    auc: promise?.auc?.expected ?? rated?.auc ?? null,
    brier: promise?.brier?.expected ?? rated?.brier ?? null,
    calibrationError: promise?.calibrationError?.expected ?? rated?.calibrationError ?? null,
    errorRate: proof?.errorRate ?? null,
    omissionRate: proof?.omissionRate ?? null,
  };
};
