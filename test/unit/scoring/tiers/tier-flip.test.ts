import { describe, expect, it } from "vitest";
import type { Tier } from "../../../../shared/model/customer.ts";
import type { TierRuleBefore } from "../../../../shared/model/tier-proof.ts";
import { addToTally, emptyScoreTally, mergeScoreTally } from "../../../../shared/scoring/score-tally.ts";
import { hasFlipped, meterBefore } from "../../../../shared/scoring/tiers/tier-flip.ts";
import { tierMeter } from "../../../../shared/scoring/tiers/tier-meter.ts";
import { rowOf } from "../../../support/published-night.ts";

const before: TierRuleBefore = {
  rule: "fixed-days",
  cuts: [90, 180, 365],
  hysteresis: 0.9,
  rhythm: null,
  mbgnbd: null,
};
const was = (tier: Tier, boughtSince = false) => ({ tier, boughtSince });
const flipped = (tier: Tier, previous: Parameters<typeof hasFlipped>[1], daysSilent: number, rule = before) =>
  hasFlipped(tier, previous, meterBefore(rule), 3, 200, daysSilent);

describe("a flip of a tier", () => {
  it("is waking without buying", () => {
    expect(flipped("awake", was("drowsy"), 85)).toBe(true);
    expect(flipped("drowsy", was("asleep"), 300)).toBe(true);
    expect(flipped("awake", was("drowsy", true), 0)).toBe(false);
  });

  it("is falling deeper where the rule of the night before would have left the customer in their tier", () => {
    expect(flipped("drowsy", was("awake"), 80)).toBe(true);
    expect(flipped("drowsy", was("awake"), 90)).toBe(false);
    expect(flipped("asleep", was("drowsy"), 179)).toBe(true);
    expect(flipped("asleep", was("drowsy"), 181)).toBe(false);
  });

  it("asks the rule of the night before in its own rhythm", () => {
    const byRhythm: TierRuleBefore = { ...before, rule: "rhythm", cuts: [1.5, 3, 6], rhythm: { r: 1, alpha: 100 / 7 } };
    // Interval (100 + 200)/(1 + 3) = 75 days: drowsy from 112.5 days on.
    expect(flipped("drowsy", was("awake"), 112, byRhythm)).toBe(true);
    expect(flipped("drowsy", was("awake"), 113, byRhythm)).toBe(false);
  });

  it("asks the rule of the night before for its own chance, and for its floors", () => {
    const byChance: TierRuleBefore = {
      ...{ rule: "chance", cuts: [1, 4, 20], hysteresis: 0.9, rhythm: null },
      mbgnbd: { r: 0.5, alpha: 5, a: 1, b: 2 },
    };
    const { measure } = tierMeter(byChance, { rhythm: undefined, mbgnbd: byChance.mbgnbd ?? undefined });
    const day = [...Array(900).keys()].find((days) => measure(3, 200, days) >= 1) ?? 0;
    expect(flipped("drowsy", was("awake"), day - 1, byChance)).toBe(true);
    expect(flipped("drowsy", was("awake"), day, byChance)).toBe(false);
    const floored = { ...before, cuts: [2, 180, 365] as [number, number, number] };
    expect(flipped("drowsy", was("awake"), 5, floored)).toBe(false);
    expect(
      flipped("drowsy", was("awake"), 5, { ...floored, floors: { leastDays: 7, awakeChance: 0.8, leastIntervals: 0 } }),
    ).toBe(true);
  });

  it("is not staying, being seen first, nor turning from new to awake", () => {
    expect(flipped("drowsy", was("drowsy"), 10)).toBe(false);
    expect(flipped("drowsy", was("drowsy"), 100)).toBe(false);
    expect(flipped("drowsy", undefined, 10)).toBe(false);
    expect(flipped("awake", was("new"), 10)).toBe(false);
    expect(hasFlipped("drowsy", was("awake"), meterBefore(null), 3, 200, 10)).toBe(false);
  });
});

describe("the night's count of flips", () => {
  const row = (tier: Tier) => ({ ...rowOf({ customer_id: "1", email: null }), tier });
  const beside = (before: ReturnType<typeof row> | undefined, flipped: boolean) => ({
    before,
    weekBefore: undefined,
    comparesWeek: false,
    minorPerMajor: 100,
    flipped,
    returnsWithinYear: undefined,
    own: { names: [], joined: [], left: [] },
  });

  it("counts who changed tier, and who of them flipped, and adds up over shards", () => {
    const tally = emptyScoreTally();
    addToTally(tally, row("awake"), beside(row("drowsy"), true));
    addToTally(tally, row("asleep"), beside(row("half-asleep"), false));
    addToTally(tally, row("asleep"), beside(row("asleep"), false));
    addToTally(tally, row("new"), beside(undefined, false));
    expect(tally.tierChanges).toEqual({ changed: 2, flipped: 1 });
    const merged = emptyScoreTally();
    for (const shard of [tally, tally]) mergeScoreTally(merged, shard);
    expect(merged).toMatchObject({ knownYesterday: 6, tierChanges: { changed: 4, flipped: 2 } });
  });
});
