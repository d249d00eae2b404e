import { tierSchema } from "../../shared/model/customer.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import type { TierCandidate } from "../../shared/model/tier-proof.ts";
import type { Day } from "../../shared/model/time.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { tierOf } from "../../shared/scoring/tiers/dormancy.ts";
import { ladderAuc, steepestRise, toRungs } from "../../shared/scoring/tiers/tier-ladder.ts";
import { tierMeter } from "../../shared/scoring/tiers/tier-meter.ts";
import { tierModelsOf } from "../../shared/scoring/tiers/tier-models-of.ts";
import { heldBackOfShop } from "./held-back-shops.ts";

/** Who stood on which rung of a night by a rule and its cuts, floors among them, and who of them bought within the 90 days after. */
export const ladderAfter = (
  customers: Iterable<readonly PurchaseDay[]>,
  asOf: Day,
  model: Pick<ModelFile, "tiers" | "chosen" | "models">,
  { rule, cuts }: Pick<TierCandidate, "rule" | "cuts">,
) => {
  const { measure, rule: by } = tierMeter({ ...model.tiers, rule, cuts }, tierModelsOf(model));
  const cells = heldBackOfShop(customers, toEpochDay(asOf), 90);
  const counts = { customers: new Float64Array(5), buyers: new Float64Array(5) };
  for (let i = 0; i < cells.length; i++) {
    const repeats = cells.repeats[i] ?? 0;
    const recencyDays = cells.recencyDays[i] ?? 0;
    const silence = measure(repeats, recencyDays, (cells.ageDays[i] ?? 0) - recencyDays);
    const rung = tierSchema.options.indexOf(tierOf(by, silence, repeats, undefined));
    counts.customers[rung] = (counts.customers[rung] ?? 0) + (cells.count[i] ?? 0);
    if (cells.nextDay[i] !== 0) counts.buyers[rung] = (counts.buyers[rung] ?? 0) + (cells.count[i] ?? 0);
  }
  const buyers = counts.buyers.reduce((sum, n) => sum + n, 0);
  return {
    auc: ladderAuc(counts),
    omissionRate: 1 - ((counts.buyers[0] ?? 0) + (counts.buyers[1] ?? 0)) / buyers,
    steepestRise: steepestRise(toRungs(counts)),
  };
};
