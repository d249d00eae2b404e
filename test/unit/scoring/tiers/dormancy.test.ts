import { describe, expect, it } from "vitest";
import type { TierRule } from "../../../../shared/model/model-file.ts";
import { tierOf } from "../../../../shared/scoring/tiers/dormancy.ts";

const rule: TierRule = { rule: "rhythm", cuts: [1.5, 3, 6], hysteresis: 0.9 };
const fixed: TierRule = { rule: "fixed-days", cuts: [90, 180, 365], hysteresis: 0.9 };

describe("tiers of dormancy", () => {
  it("begin exactly at their cuts", () => {
    const tiers = [0, 1.49, 1.5, 2.99, 3, 5.99, 6, 100].map((measure) => tierOf(rule, measure, 3, undefined));
    expect(tiers).toEqual(["awake", "awake", "drowsy", "drowsy", "half-asleep", "half-asleep", "asleep", "asleep"]);
    expect([89, 90, 365].map((days) => tierOf(fixed, days, 1, undefined))).toEqual(["awake", "drowsy", "asleep"]);
  });

  it("call a wakeful one-time buyer new, and a sleepy one sleepy", () => {
    expect(tierOf(rule, 1.4, 0, undefined)).toBe("new");
    expect(tierOf(rule, 1.6, 0, undefined)).toBe("drowsy");
    expect(tierOf(rule, 1.4, 1, undefined)).toBe("awake");
  });

  it("are left without buying only when silence falls under nine tenths of the cut", () => {
    const drowsy = { tier: "drowsy", boughtSince: false } as const;
    expect(tierOf(rule, 1.4, 3, drowsy)).toBe("drowsy");
    expect(tierOf(rule, 1.34, 3, drowsy)).toBe("awake");
    const asleep = { tier: "asleep", boughtSince: false } as const;
    expect([5.5, 5.3, 2.75, 2.6, 1.2].map((measure) => tierOf(rule, measure, 3, asleep))).toEqual([
      "asleep",
      "half-asleep",
      "half-asleep",
      "drowsy",
      "awake",
    ]);
  });

  it("do not hold back who falls deeper, nor who bought", () => {
    expect(tierOf(rule, 1.4, 3, { tier: "awake", boughtSince: false })).toBe("awake");
    expect(tierOf(rule, 2.9, 3, { tier: "drowsy", boughtSince: false })).toBe("drowsy");
    expect(tierOf(rule, 3, 3, { tier: "drowsy", boughtSince: false })).toBe("half-asleep");
    expect(tierOf(rule, 1.4, 3, { tier: "asleep", boughtSince: true })).toBe("awake");
    expect(tierOf(rule, 1.4, 0, { tier: "new", boughtSince: false })).toBe("new");
  });
});
