import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import { logOddsOf } from "../../stats/log-odds.ts";
import type { CutFits } from "../held-back/fit-at-cut.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import { rateRule } from "../held-back/rate-rule.ts";
import type { RatedRule } from "../held-back/rule-scores.ts";
import { activeChances } from "../models/active-chances.ts";
import { DOUBT, inDoubt } from "../models/doubted-silence.ts";
import { modelInForce } from "../models/purchase-model.ts";
import type { PastFit } from "../past-cuts/past-fits.ts";
import { atLevel, type ProvenRepeatScore } from "./prove-repeat-score.ts";
import { featuresOf } from "./repeat-features.ts";
import { fitRepeatRule, PLAIN_CHANCE, repeatLogOdds } from "./repeat-rule.ts";
import { forecastLevel } from "./season-level.ts";

/**
 * The repeat score beside the other rules of the scorecard: what the candidate in force would have said of each customer 90 days ago,
 * learned from what was over by then alone, and how well. undefined where MBG/NBD had no fit, or nothing could be learned, by then.
 */
export const repeatScoreOnRecent = (
  { inForce, fit, levelHolds }: ProvenRepeatScore,
  fits: readonly PastFit[],
  recent: HeldBackCells,
  { models }: CutFits,
): RatedRule | undefined => {
  const model = modelInForce({ chosen: "mbgnbd", models });
  const before = fits.filter(({ daysBefore }) => daysBefore >= 2 * HORIZON_DAYS);
  const shape = inForce === "plain-chance" ? { rule: PLAIN_CHANCE } : fitRepeatRule(before, featuresOf[inForce], fit);
  if (model === undefined || before.length === 0 || shape === undefined) return undefined;
  const chance = activeChances(inDoubt(model, DOUBT), recent, recent.horizonDays).map(logOddsOf);
  const { shift } = forecastLevel(levelHolds ? fits : [], HORIZON_DAYS);
  const odds = repeatLogOdds(
    shape.rule,
    recent,
    chance.map((value) => value + shift),
  );
  const chances = atLevel(odds, chance, recent.count, shift);
  const rule = { rule: "repeat-score", scores: chances, chances } as const;
  return { ...rule, rating: rateRule(recent, rule) };
};
