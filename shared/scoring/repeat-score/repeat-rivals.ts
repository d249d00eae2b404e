import type { RepeatProof } from "../../model/repeat-score.ts";
import type { Rating } from "../../model/scorecard.ts";
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

/** What a candidate is judged by. */
type ChanceMeasures = Pick<RepeatProof["bestChance"], "auc" | "brier" | "calibrationError">;

/** How well a rule's chances ranked and how right they were; undefined where it has none, or nobody or everybody bought. */
export const chanceMeasures = ({ auc, brier, calibrationError }: Rating): ChanceMeasures | undefined =>
  auc === null || brier === null || calibrationError === null ? undefined : { auc, brier, calibrationError };

/** The best of rated single scores by AUC, the first of equals; undefined where no model's P(active) is among them. */
export const bestSingles = (singles: readonly RatedRule[]): BestSingles | undefined => {
  let single: RepeatProof["bestSingle"] | undefined;
  let best: Omit<BestSingles, "single"> | undefined;
  for (const rated of singles) {
    const { auc } = rated.rating;
    if (auc === null) continue;
    if (single === undefined || auc > single.auc) single = { rule: rated.rule, auc };
    const rule = MODELS.find((name) => name === rated.rule);
    const measures = chanceMeasures(rated.rating);
    if (rule === undefined || measures === undefined) continue;
    if (best === undefined || auc > best.chance.auc) best = { chance: { rule, ...measures }, plain: rated };
  }
  return single && best && { single, ...best };
};
