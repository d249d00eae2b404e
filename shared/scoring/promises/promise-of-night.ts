import { tierSchema } from "../../model/customer.ts";
import type { ModelFile } from "../../model/model-file.ts";
import type { NightsPromise, PromiseMeasures } from "../../model/promises.ts";
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
  return { horizonDays: HORIZON_DAYS, ...sums, measures: measuresOf(model), tiers, rule };
};

/** What time held back made the night expect of its own chances and tiers. */
const measuresOf = ({ scorecard, tiers, chosen }: Promising): PromiseMeasures => {
  const recent = scorecard?.windows.find(({ name }) => name === "recent")?.ratings ?? [];
  const rated = recent.find(({ rule }) => rule === "repeat-score") ?? recent.find(({ rule }) => rule === chosen);
  const proof = tiers.proof && (tiers.rule === "rhythm" ? tiers.proof.rhythm : tiers.proof.fixedDays);
  return {
    auc: rated?.auc ?? null,
    brier: rated?.brier ?? null,
    calibrationError: rated?.calibrationError ?? null,
    errorRate: proof?.errorRate ?? null,
    omissionRate: proof?.omissionRate ?? null,
  };
};
