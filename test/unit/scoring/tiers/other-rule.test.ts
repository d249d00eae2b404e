import { describe, expect, it } from "vitest";
import type { TierRule } from "../../../../shared/model/model-file.ts";
import type { TierRuleBefore } from "../../../../shared/model/tier-proof.ts";
import { isOtherRule, withSince } from "../../../../shared/scoring/tiers/other-rule.ts";

const rule: TierRule = {
  ...{ rule: "chance", cuts: [1, 4, 19], hysteresis: 0.9 },
  floors: { leastDays: 7, awakeChance: 0.8, leastIntervals: 0.5 },
};
const same: TierRuleBefore = { ...rule, rhythm: { r: 1, alpha: 2 }, mbgnbd: null };

describe("another rule", () => {
  it("is one by another measure, at other cuts or under other floors", () => {
    expect(isOtherRule(rule, same)).toBe(false);
    expect(isOtherRule(rule, { ...same, rule: "fixed-days" })).toBe(true);
    expect(isOtherRule(rule, { ...same, cuts: [1, 4, 22] })).toBe(true);
    expect(isOtherRule(rule, { ...same, cuts: [1.05, 4, 18] })).toBe(false);
    expect(isOtherRule(rule, { ...same, floors: { leastDays: 7, awakeChance: 0.8, leastIntervals: 0 } })).toBe(true);
    expect(
      isOtherRule(rule, { ...same, floors: { leastDays: 7, awakeChance: 0.8, leastIntervals: 0.5, deeper: [2, 4] } }),
    ).toBe(true);
    const upTo = (days: number, intervals = 1.5) => ({
      floors: { leastDays: 7, awakeChance: 0.8, leastIntervals: 0.5, ceiling: { days, intervals, chance: 0.2 } },
    });
    expect(isOtherRule({ ...rule, ...upTo(180) }, same)).toBe(true);
    expect(isOtherRule({ ...rule, ...upTo(180) }, { ...same, ...upTo(180) })).toBe(false);
    expect(isOtherRule({ ...rule, ...upTo(195) }, { ...same, ...upTo(180) })).toBe(false);
    expect(isOtherRule({ ...rule, ...upTo(240) }, { ...same, ...upTo(180) })).toBe(true);
    expect(isOtherRule({ ...rule, ...upTo(180, 2) }, { ...same, ...upTo(180) })).toBe(true);
    expect(isOtherRule({ ...rule, doubt: 0.3 }, same)).toBe(true);
    expect(isOtherRule(rule, { ...same, floors: undefined })).toBe(true);
  });
});

describe("the first night of the rule in force", () => {
  const tiers = { ...rule, proof: null, before: same };
  const yesterday = { tiers: { ...tiers, since: "2026-10-01" } };

  it("is tonight where the night before had another, and else the one that it names", () => {
    expect(withSince("2026-11-20", tiers, yesterday).since).toBe("2026-10-01");
    const changed = { ...tiers, before: { ...same, rule: "fixed-days" as const } };
    expect(withSince("2026-11-20", changed, yesterday).since).toBe("2026-11-20");
  });

  it("is not known of a first night, nor after nights that did not say", () => {
    expect(withSince("2026-11-20", { ...tiers, before: null }, undefined).since).toBe(undefined);
    expect(withSince("2026-11-20", tiers, { tiers }).since).toBe(undefined);
  });
});
