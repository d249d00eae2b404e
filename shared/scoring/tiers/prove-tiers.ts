import type { TierRule } from "../../model/model-file.ts";
import { FEWEST_TO_FIT } from "../../model/rule-limits.ts";
import type { TierCandidate, TierCuts, TierProof } from "../../model/tier-proof.ts";
import type { Day } from "../../model/time.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import type { Rhythm } from "../models/expected-interval.ts";
import { dayLimits } from "./day-limits.ts";
import { silenceMeasure } from "./dormancy.ts";
import { compareAtSameShare } from "./same-share.ts";
import { steepestRise, tierLadder } from "./tier-ladder.ts";

/** Time held back from a fit of the model in force; `rhythm` is undefined where that model could not be fitted as of the cut. */
export type HeldBackTime = { readonly cells: HeldBackCells; readonly cut: Day; readonly rhythm: Rhythm | undefined };

type Judge = (found: Pick<TierProof, "rhythm" | "gain" | "gainInStandardErrors">) => Pick<TierProof, "inForce" | "why">;

/**
 * Measures both tier rules on time held back. null where there is no rhythm as of the cut, or fewer than 20 customers were
 * predicted to buy or bought: too few to tell rules apart.
 */
export const proveTierRules = (
  { cells, cut, rhythm }: HeldBackTime,
  settings: { readonly cuts: TierCuts; readonly hysteresis: number },
  judge: Judge,
): TierProof | null => {
  if (rhythm === undefined) return null;
  const rule: TierRule = { rule: "rhythm", ...settings };
  const wakeful = wakefulCells(cells, rule, rhythm);
  const same = compareAtSameShare(cells, (i) => wakeful[i] === 1);
  const { customers, buyers, predicted, hits, hitsOfLimit } = same;
  if (predicted < FEWEST_TO_FIT || buyers < FEWEST_TO_FIT) return null;
  const candidate = (by: TierRule, right: number): TierCandidate => {
    const tiers = tierLadder(cells, by, rhythm);
    const rates = { errorRate: 1 - right / predicted, omissionRate: 1 - right / buyers };
    return { cuts: by.cuts, tiers, ...rates, steepestRise: steepestRise(tiers) };
  };
  const limits = dayLimits(cells, rhythm, settings.cuts);
  const found = {
    rhythm: candidate(rule, hits),
    fixedDays: candidate({ rule: "fixed-days", cuts: limits, hysteresis: settings.hysteresis }, hitsOfLimit),
    gain: (hits - hitsOfLimit) / predicted,
    gainInStandardErrors: same.standardErrors,
  };
  return { cut, horizonDays: cells.horizonDays, customers, buyers, predicted, ...found, ...judge(found) };
};

/** 1 for cells whose customers are new or awake by the rule. */
const wakefulCells = (cells: HeldBackCells, rule: TierRule, rhythm: Rhythm): Uint8Array =>
  new Uint8Array(cells.length).map((_, i) => {
    const recencyDays = cells.recencyDays[i] ?? 0;
    const daysSilent = (cells.ageDays[i] ?? 0) - recencyDays;
    return silenceMeasure(rule, rhythm, cells.repeats[i] ?? 0, recencyDays, daysSilent) < rule.cuts[0] ? 1 : 0;
  });
