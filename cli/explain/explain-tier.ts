import { counted, grouped } from "../../shared/model/counted.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import type { Floors } from "../../shared/model/tier-proof.ts";
import { expectedIntervalDays } from "../../shared/scoring/models/expected-interval.ts";
import {
  beyondFloors,
  ceilingDays,
  oddsAgainst,
  towardsCeiling,
} from "../../shared/scoring/tiers/floors-and-ceilings.ts";
import { chanceBy, ownInterval, type TierModels } from "../../shared/scoring/tiers/tier-meter.ts";
import { tierModelsOf } from "../../shared/scoring/tiers/tier-models-of.ts";
import { tierRuleReason, tierRuleWords, writtenCuts } from "../../shared/words/tier-rules.ts";
import { type Facts, type Grounds, historyOf, type Proof } from "./evidence.ts";
import { percent } from "./percent.ts";

const FORMULAS: Readonly<Record<ModelFile["tiers"]["rule"], string>> = {
  rhythm: "days_silent / expected interval",
  chance: "odds against a purchase within 90 days, (1 - p) / p,",
  "fixed-days": "days_silent",
};
const MEANING: Readonly<Record<ModelFile["tiers"]["rule"], string>> = {
  rhythm: "; expected interval = 7 (alpha + t_x) / (r + x) days",
  chance: "; p = P(active within 90 days) by MBG/NBD",
  "fixed-days": "",
};

/** The tier by the rule in force, with the proof that put it in force. */
export const tierGrounds: Grounds<"tier"> = {
  tier: ({ summary, score, model, before }) => {
    const { cuts, hysteresis, proof, floors } = model.tiers;
    const models = tierModelsOf(model);
    const rule = isMissing(model.tiers.rule, models) ? "fixed-days" : model.tiers.rule;
    const chance =
      models.mbgnbd &&
      chanceBy(models.mbgnbd, model.tiers.doubt)(summary.repeats, summary.recency_days, summary.days_silent);
    return {
      formula: `${FORMULAS[rule]} against the cuts, lowered by hysteresis for who was there already${MEANING[rule]}${floors ? "; below the first cut while a floor holds" : ""}${floors?.ceiling ? ", and at or above it from the ceiling on" : ""}`,
      from: {
        measure: score.silence,
        daysSilent: summary.days_silent,
        ...(rule === "rhythm" &&
          models.rhythm && {
            expectedIntervalDays: expectedIntervalDays(models.rhythm, summary.repeats, summary.recency_days),
            ...models.rhythm,
          }),
        ...(rule !== "fixed-days" && historyOf(summary)),
        ...(chance !== undefined && { chance }),
        rule: model.tiers.rule,
        cuts,
        ...(rule === "chance" && { belowChances: writtenCuts({ rule, cuts }) }),
        hysteresis,
        ...(floors && { floors: heldBy(floors, summary, chance, models) }),
        yesterday: before && { tier: before.tier, last_order_on: before.last_order_on },
      },
      proof: proofOf(proof),
    };
  },
};

/** Floors and the ceiling, each with whether it holds this customer. */
const heldBy = (floors: Floors, summary: Facts["summary"], chance: number | undefined, models: TierModels) => {
  const { repeats, recency_days, days_silent } = summary;
  const interval = ownInterval(models, repeats, recency_days);
  const fromDay = ceilingDays(floors, repeats, interval);
  const odds = chance === undefined ? Number.NaN : oddsAgainst(chance);
  const holds = towardsCeiling(floors, days_silent, odds, fromDay) >= 1;
  return {
    ...floors,
    hold: beyondFloors(floors, days_silent, odds, interval, fromDay) < 1,
    ...(floors.ceiling && { ceiling: { ...floors.ceiling, fromDay, holds } }),
  };
};

const isMissing = (rule: ModelFile["tiers"]["rule"], { rhythm, mbgnbd }: ReturnType<typeof tierModelsOf>): boolean =>
  (rule === "rhythm" && rhythm === undefined) || (rule === "chance" && mbgnbd === undefined);

const proofOf = (proof: ModelFile["tiers"]["proof"]): Proof => {
  if (proof === null) return { sentence: "not proved: too little time could be held back", figures: null };
  const { cuts, horizonDays, candidates } = proof;
  const days = cuts.map(
    ({ cut, customers, buyers }) => `${cut} (${counted(customers, "customer")}, of whom ${grouped(buyers)} bought)`,
  );
  const rates = candidates.map(
    ({ rule, errorRate, omissionRate }) =>
      `${percent(errorRate)} / ${percent(omissionRate)} by ${tierRuleWords[rule].inSentence}`,
  );
  return {
    sentence: `proved on what came within ${horizonDays} days after ${days.join(", ")}. ${tierRuleReason(proof)} Error and omission rate: ${rates.join(", ")}`,
    figures: proof,
  };
};
