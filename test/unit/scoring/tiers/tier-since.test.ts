import { describe, expect, it } from "vitest";
import type { Tier } from "../../../../shared/model/customer.ts";
import type { TierRule } from "../../../../shared/model/model-file.ts";
import { addDays } from "../../../../shared/scoring/summaries/epoch-day.ts";
import { tierOf } from "../../../../shared/scoring/tiers/dormancy.ts";
import { tierMeter } from "../../../../shared/scoring/tiers/tier-meter.ts";
import { type SilenceSeen, tierSince } from "../../../../shared/scoring/tiers/tier-since.ts";

const rhythm = { r: 1, alpha: 10 };
const rule: TierRule = { rule: "rhythm", cuts: [1.5, 3, 6], hysteresis: 0.9 };
const meter = tierMeter(rule, { rhythm, mbgnbd: undefined });
const asOf = "2026-11-20";
/** Of a one-time buyer the expected interval is the shop's: 70 days, so the cuts lie at 105, 210 and 420 days. */
const silentFor = (daysSilent: number, tier: Tier, seen?: Partial<SilenceSeen>) =>
  tierSince(
    tier,
    { asOf, repeats: 0, recencyDays: 0, daysSilent },
    seen && { asOf: "2026-11-19", tier: "awake", since: never, orderDueOn: undefined, ...seen },
    meter,
  );
const never = { drowsy: undefined, "half-asleep": undefined, asleep: undefined };

describe("since when a customer is in a tier", () => {
  it("is the day on which silence reached the cut, of each tier that they are in or beyond", () => {
    expect(silentFor(104, "new")).toEqual(never);
    expect(silentFor(105, "drowsy")).toEqual({ ...never, drowsy: asOf });
    expect(silentFor(220, "half-asleep")).toEqual({
      ...never,
      drowsy: addDays(asOf, -115),
      "half-asleep": addDays(asOf, -10),
    });
    expect(silentFor(2000, "asleep").asleep).toBe(addDays(asOf, -1580));
  });

  it("is the very first day on which the tier is that", () => {
    for (const repeats of [0, 1, 3, 7])
      for (const recencyDays of [0, 33, 365]) {
        const tierAfter = (days: number) => tierOf(rule, meter.measure(repeats, recencyDays, days), repeats, undefined);
        const { drowsy } = tierSince("asleep", { asOf, repeats, recencyDays, daysSilent: 3000 }, undefined, meter);
        const days = 3000 - (Date.parse(asOf) - Date.parse(drowsy ?? asOf)) / 86_400_000;
        expect([tierAfter(days - 1), tierAfter(days)]).toEqual([repeats === 0 ? "new" : "awake", "drowsy"]);
      }
  });

  it("stays as an earlier night named it, whatever the model learned", () => {
    const since = { ...never, drowsy: "2026-10-01" };
    expect(silentFor(112, "drowsy", { tier: "drowsy", since })).toEqual(since);
    expect(silentFor(100, "drowsy", { tier: "drowsy", since })).toEqual(since);
  });

  it("of what is new lies among the days since the last night: that one saw them above it", () => {
    expect(silentFor(300, "half-asleep", { tier: "awake" })).toEqual({ ...never, drowsy: asOf, "half-asleep": asOf });
    const afterPause = { tier: "awake" as const, asOf: "2026-11-01" };
    expect(silentFor(115, "drowsy", afterPause).drowsy).toBe("2026-11-10");
    expect(silentFor(300, "drowsy", afterPause).drowsy).toBe("2026-11-02");
  });

  it("is none where a change of the rule alone brought somebody to a tier, on that night and those after it", () => {
    const days: TierRule = { rule: "fixed-days", cuts: [120, 180, 365], hysteresis: 0.9 };
    const left = tierMeter(days, { rhythm: undefined, mbgnbd: undefined });
    const since = (daysSilent: number, tier: Tier, seen: Partial<SilenceSeen> = {}) =>
      tierSince(
        tier,
        { asOf, repeats: 0, recencyDays: 0, daysSilent },
        { asOf: "2026-11-19", tier: "new", since: never, orderDueOn: undefined, ...seen },
        meter,
        tierOf(days, left.measure(0, 0, daysSilent), 0, { tier: seen.tier ?? "new", boughtSince: false }),
      );
    // Tonight's rule calls them drowsy from day 105 on, the one of the night before from day 120 on.
    expect(since(119, "drowsy")).toEqual(never);
    expect(since(120, "drowsy")).toEqual({ ...never, drowsy: asOf });
    expect(silentFor(112, "drowsy", { tier: "drowsy" })).toEqual(never);
    // By days they would be half asleep already; by rhythm they are that from day 210 on.
    const drowsy = { tier: "drowsy", since: { ...never, drowsy: "2026-08-10" } } as const;
    expect(since(215, "half-asleep", drowsy)).toEqual({ ...drowsy.since, "half-asleep": asOf });
    // What the rule brings about takes no day from what silence brought about.
    expect(since(430, "asleep", { ...drowsy, tier: "half-asleep" })).toEqual({ ...drowsy.since, asleep: asOf });
  });

  it("is that of the next tier to which silence alone brings who came to theirs by a rule", () => {
    expect(silentFor(210, "half-asleep", { tier: "drowsy" })).toEqual({ ...never, "half-asleep": asOf });
  });

  it("is forgotten for a tier that is left, and kept for the one above it", () => {
    const since = { drowsy: "2026-08-01", "half-asleep": "2026-11-18", asleep: undefined };
    expect(silentFor(200, "drowsy", { tier: "half-asleep", since })).toEqual({ ...never, drowsy: "2026-08-01" });
  });

  it("goes by days of silence where there is no rhythm", () => {
    const days: TierRule = { rule: "fixed-days", cuts: [90, 180, 365], hysteresis: 0.9 };
    const since = tierSince(
      "drowsy",
      { asOf, repeats: 2, recencyDays: 50, daysSilent: 100 },
      undefined,
      tierMeter(days, { rhythm: undefined, mbgnbd: undefined }),
    );
    expect(since.drowsy).toBe("2026-11-10");
  });
});
