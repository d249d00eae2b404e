import type { ModelFile, TierRule } from "../../model/model-file.ts";
import type { Ceiling, TierRuleBefore } from "../../model/tier-proof.ts";
import type { Day } from "../../model/time.ts";

/** Cuts, and a ceiling, that moved by less than this share of themselves are those of the same rule: they follow a shop's sizes from night to night. */
const SAME_CUT = 0.1;

/**
 * Whether two nights cut tiers by other rules, at other cuts or under other floors. Cuts and parameters that moved a little are no other rule: who
 * falls by them would have fallen within days, and has come into a tier on that day.
 */
export const isOtherRule = (
  rule: TierRule,
  before: Pick<TierRuleBefore, "rule" | "cuts" | "floors" | "doubt">,
): boolean =>
  rule.rule !== before.rule ||
  (rule.doubt ?? 0) !== (before.doubt ?? 0) ||
  rule.cuts.some((cut, at) => Math.abs(Math.log(cut / (before.cuts[at] ?? cut))) > SAME_CUT) ||
  floorsOf(rule).some((floor, at) => floor !== floorsOf(before)[at]) ||
  !isSameCeiling(rule.floors?.ceiling, before.floors?.ceiling);

const isSameCeiling = (one: Ceiling | undefined, other: Ceiling | undefined): boolean =>
  one === undefined || other === undefined
    ? one === other
    : one.intervals === other.intervals &&
      one.chance === other.chance &&
      Math.abs(Math.log(one.days / other.days)) <= SAME_CUT;

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
