import type { RepeatProof } from "../../model/repeat-score.ts";
import type { RatedRule } from "../held-back/rule-scores.ts";

const MODELS = ["mbgnbd", "bgnbd", "pnbd"] as const;

/** What a repeat score has to stand up to. */
export type BestSingles = {
  /** The single score that ranks best. */
  readonly single: RepeatProof["bestSingle"];
  /** P(active) of the model that ranks best: how well, and what it says. */
  readonly chance: RepeatProof["bestChance"];
  readonly plain: RatedRule;
};

/** The best of rated single scores by AUC, the first of equals; undefined where no model's P(active) is among them. */
export const bestSingles = (singles: readonly RatedRule[]): BestSingles | undefined => {
  let single: RepeatProof["bestSingle"] | undefined;
  let best: Omit<BestSingles, "single"> | undefined;
  for (const rated of singles) {
    const { auc, brier, calibrationError } = rated.rating;
    if (auc === null) continue;
    if (single === undefined || auc > single.auc) single = { rule: rated.rule, auc };
    const rule = MODELS.find((name) => name === rated.rule);
    if (rule === undefined || brier === null || calibrationError === null) continue;
    if (best === undefined || auc > best.chance.auc)
      best = { chance: { rule, auc, brier, calibrationError }, plain: rated };
  }
  return single && best && { single, ...best };
};
