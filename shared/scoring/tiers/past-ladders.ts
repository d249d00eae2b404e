import type { BetaGeometricParams } from "../../model/model-file.ts";
import { FEWEST_TO_FIT } from "../../model/rule-limits.ts";
import { type Floors, type TierCuts, type TierRuleName, tierRuleNames } from "../../model/tier-proof.ts";
import type { Day } from "../../model/time.ts";
import type { KnownCustomers } from "../models/active-chances.ts";
import { customersBelow, measuresOf } from "./known-measures.ts";
import { type Ladder, ladderAuc, ladderOfSizes } from "./tier-ladder.ts";

/** A day of the past: who was known, what they did within the horizon after it, and MBG/NBD as a night held then would have fitted it. */
export type TierCut = {
  readonly cut: Day;
  readonly known: KnownCustomers;
  /** Customers of each cell, and those who bought. */
  readonly count: Float64Array;
  readonly bought: Float64Array;
  readonly params: BetaGeometricParams;
  /** Odds against a purchase within the horizon. */
  readonly odds: Float64Array;
};

/** What each rule made of a cut, all of them with tiers of the sizes that the cuts of the rhythm gave. */
export type PastLadders = {
  readonly cut: Day;
  readonly bought: Float64Array;
  readonly customers: number;
  readonly buyers: number;
  /** Customers new or awake. */
  readonly predicted: number;
  readonly of: ReadonlyMap<TierRuleName, Ladder & { readonly auc: number; readonly hits: number }>;
};

/** undefined where fewer than 20 customers were expected to buy, or bought: too few to tell rules apart. */
export const laddersAt = (at: TierCut, cuts: TierCuts, floors: Floors): PastLadders | undefined => {
  const { cut, known, count, bought, params } = at;
  const models = { rhythm: params, mbgnbd: params };
  const byRhythm = customersBelow(measuresOf("rhythm", at, models, floors, cuts), count, cuts);
  const [awake, drowsy, halfAsleep] = byRhythm.below;
  const buyers = bought.reduce((sum, n) => sum + n, 0);
  if (awake < FEWEST_TO_FIT || buyers < FEWEST_TO_FIT) return undefined;
  const sizes = [awake, drowsy - awake, halfAsleep - drowsy] as const;
  const of = tierRuleNames.map((rule) => {
    const measures = measuresOf(rule, at, models, floors);
    const ladder = ladderOfSizes(measures, { repeats: known.repeats, count, bought }, sizes);
    // Parts of those on the cut may add up to a hair more than all there is.
    const hits = Math.min(awake, buyers, (ladder.buyers[0] ?? 0) + (ladder.buyers[1] ?? 0));
    return [rule, { ...ladder, auc: ladderAuc(ladder), hits }] as const;
  });
  return { cut, bought, customers: byRhythm.all, buyers, predicted: awake, of: new Map(of) };
};
