import type { ModelFile, TierRule } from "../../model/model-file.ts";
import type { TierRuleBefore } from "../../model/tier-proof.ts";
import type { Day } from "../../model/time.ts";

/** Whether two nights cut tiers by other rules, at other cuts or under other floors. Parameters that moved a little are no other rule. */
export const isOtherRule = (
  rule: TierRule,
  before: Pick<TierRuleBefore, "rule" | "cuts" | "floors" | "doubt">,
): boolean =>
  rule.rule !== before.rule ||
  (rule.doubt ?? 0) !== (before.doubt ?? 0) ||
  rule.cuts.some((cut, at) => cut !== before.cuts[at]) ||
  floorsOf(rule).some((floor, at) => floor !== floorsOf(before)[at]);

const floorsOf = ({ floors }: Pick<TierRule, "floors">): readonly number[] =>
  floors === undefined
    ? [0, 1, 0, 0, 0]
    : [floors.leastDays, floors.awakeChance, floors.leastIntervals, ...(floors.deeper ?? [0, 0])];

type Ruled = Pick<ModelFile, "tiers">;

/** Tonight's rule with its first night; none where no night before it is known, and as long as one that did not say is followed. */
export const withSince = (asOf: Day, tiers: Ruled["tiers"], yesterday: Ruled | undefined): Ruled["tiers"] => {
  if (tiers.before === null || yesterday === undefined) return tiers;
  const since = isOtherRule(tiers, tiers.before) ? asOf : yesterday.tiers.since;
  return since === undefined ? tiers : { ...tiers, since };
};
