import { describe, expect, it } from "vitest";
import type { TierRule } from "../../../../shared/model/model-file.ts";
import type { TierCuts, TierRuleName } from "../../../../shared/model/tier-proof.ts";
import { expectedIntervalDays } from "../../../../shared/scoring/models/expected-interval.ts";
import { tierOf } from "../../../../shared/scoring/tiers/dormancy.ts";
import { beyondFloors, ceilingDays, oddsAgainst } from "../../../../shared/scoring/tiers/floors-and-ceilings.ts";
import { chanceBy, firstDayAt, tierMeter } from "../../../../shared/scoring/tiers/tier-meter.ts";

/** alpha/r is 10 weeks: the shop's own interval. */
const rhythm = { r: 0.5, alpha: 5 };
const mbgnbd = { ...rhythm, a: 1, b: 2 };
const models = { rhythm, mbgnbd };
const floors = { leastDays: 7, awakeChance: 0.8, leastIntervals: 0 };
const cutsOf: Readonly<Record<TierRuleName, TierCuts>> = {
  rhythm: [1.5, 3, 6],
  chance: [1, 4, 20],
  "fixed-days": [5, 60, 120],
};
const ruleOf = (rule: TierRuleName, more: Partial<TierRule> = {}): TierRule => ({
  ...{ rule, cuts: cutsOf[rule], hysteresis: 0.9 },
  ...more,
});

describe("the measure of silence", () => {
  it("is silence in a customer's own rhythm, shrunk towards the shop's", () => {
    expect(expectedIntervalDays(rhythm, 0, 0)).toBe(70);
    expect(expectedIntervalDays(rhythm, 9, 630)).toBe(70);
    expect(expectedIntervalDays(rhythm, 9, 63)).toBeCloseTo(10.3, 1);
    expect(tierMeter(ruleOf("rhythm"), models).measure(0, 0, 140)).toBe(2);
  });

  it("is odds against a purchase within 90 days, (1 - p)/p", () => {
    // x = 1, t_x = 3, T = 5 weeks: alive 1/(1 + 1/3 (10/8)^1.5), active 1 - (10/(10 + 90/7))^1.5.
    const alive = 1 / (1 + (1 / 3) * (10 / 8) ** 1.5);
    const p = alive * (1 - (10 / (10 + 90 / 7)) ** 1.5);
    expect(chanceBy(mbgnbd, undefined)(1, 21, 14)).toBeCloseTo(p, 12);
    const { measure } = tierMeter(ruleOf("chance"), models);
    expect(measure(1, 21, 14)).toBeCloseTo((1 - p) / p, 10);
    expect(measure(1, 21, 14, 0.25)).toBe(3);
  });

  it("of who is as good as gone is as great as any, and no infinity", () => {
    expect(oddsAgainst(0)).toBe(1e9);
    const clockwork = { ...models, mbgnbd: { ...mbgnbd, r: 5000 } };
    expect(tierMeter(ruleOf("chance"), clockwork).measure(400, 400, 3000)).toBe(1e9);
  });

  it("is days where the rule's model is missing", () => {
    const none = { rhythm: undefined, mbgnbd: undefined };
    for (const rule of ["rhythm", "chance", "fixed-days"] as const) {
      expect(tierMeter(ruleOf(rule), none).measure(4, 100, 89)).toBe(89);
    }
  });
});

describe("floors", () => {
  it("hold until enough days have passed and the chance has fallen enough", () => {
    expect(beyondFloors(floors, 7, 0.25, 10)).toBe(1);
    expect(beyondFloors(floors, 6, 9, 10)).toBeCloseTo(6 / 7, 12);
    expect(beyondFloors(floors, 70, 0.125, 10)).toBeCloseTo(0.5, 12);
    expect(beyondFloors({ ...floors, leastDays: 0 }, 0, 1, 10)).toBeCloseTo(4, 12);
    expect(beyondFloors(floors, 14, Number.NaN, 10)).toBe(2);
    const half = { ...floors, leastIntervals: 0.5 };
    expect(beyondFloors(half, 14, 9, 10)).toBeCloseTo(2, 12);
    expect(beyondFloors(half, 14, 9, 112)).toBeCloseTo(0.25, 12);
    expect(beyondFloors(half, 14, 9, Number.NaN)).toBeCloseTo(2, 12);
  });

  it.each(["rhythm", "chance", "fixed-days"] as const)(
    "a daily buyer silent for a weekend is awake by %s, with them",
    (rule) => {
      const meter = tierMeter(ruleOf(rule, { cuts: [0.5, 1, 2], floors }), models);
      for (const days of [1, 2, 3, 4]) {
        expect(tierOf(meter.rule, meter.measure(200, 210, days), 200, undefined)).toBe("awake");
      }
    },
  );

  it.each(["rhythm", "chance", "fixed-days"] as const)(
    "a daily buyer goes down by one tier after another by %s, with deeper ones: at 7, 14 and 28 days at the soonest",
    (rule) => {
      const deep = { ...floors, deeper: [2, 4] as [number, number] };
      const meter = tierMeter(ruleOf(rule, { cuts: [0.5, 1, 2], floors: deep }), models);
      const tierAt = (days: number) => tierOf(meter.rule, meter.measure(400, 400, days), 400, undefined);
      expect(meter.measure(400, 400, 10)).toBeGreaterThan(meter.measure(400, 400, 9));
      const first = (depth: number) => firstDayAt(meter, 400, 400, 100, meter.rule.cuts[depth] ?? 0);
      const days = [0, 1, 2].map(first);
      expect(days.map((day, at) => Math.max(day ?? 0, [7, 14, 28][at] ?? 0))).toEqual(days);
      expect(days.map((day) => tierAt(day ?? 0))).toEqual(["drowsy", "half-asleep", "asleep"]);
      expect(days.map((day) => tierAt((day ?? 0) - 1))).toEqual(["awake", "drowsy", "half-asleep"]);
    },
  );

  it("keep who buys seldom awake until half of their own interval has passed, though a purchase soon is unlikely", () => {
    const halfWay = { ...floors, leastIntervals: 0.5 };
    const [without, within] = [floors, halfWay].map((of) => tierMeter(ruleOf("chance", { floors: of }), models));
    const interval = expectedIntervalDays(models.rhythm, 1, 400);
    const before = Math.ceil(interval / 2) - 1;
    expect(tierOf(ruleOf("chance"), without?.measure(1, 400, before) ?? 0, 1, undefined)).not.toBe("awake");
    expect(tierOf(ruleOf("chance"), within?.measure(1, 400, before) ?? 0, 1, undefined)).toBe("awake");
    expect(within?.measure(1, 400, before + 1)).toBe(without?.measure(1, 400, before + 1));
  });

  it("keep who buys almost surely awake, and nobody else", () => {
    const [without, within] = [tierMeter(ruleOf("rhythm"), models), tierMeter(ruleOf("rhythm", { floors }), models)];
    // Sixty purchases in 400 days: 1.5 intervals are 11 days.
    expect(chanceBy(mbgnbd, undefined)(60, 400, 12)).toBeGreaterThan(0.8);
    expect(without.measure(60, 400, 12)).toBeGreaterThan(1.5);
    expect(within.measure(60, 400, 12)).toBeLessThan(1.5);
    expect(chanceBy(mbgnbd, undefined)(60, 400, 40)).toBeLessThan(0.8);
    expect(within.measure(60, 400, 40)).toBe(without.measure(60, 400, 40));
  });

  it("let hysteresis hold who was drowsy already where the chance has hardly risen above the floor", () => {
    const meter = tierMeter(ruleOf("rhythm", { floors }), models);
    const drowsy = { tier: "drowsy", boughtSince: false } as const;
    const tierAt = (chance: number) => tierOf(meter.rule, meter.measure(60, 400, 12, chance), 60, drowsy);
    expect(tierAt(1 / (1 + 0.25 * 0.91))).toBe("drowsy");
    expect(tierAt(1 / (1 + 0.25 * 0.89))).toBe("awake");
  });
});

describe("a ceiling", () => {
  const most = { ...floors, deeper: [2, 4] as [number, number], ceiling: { days: 180, intervals: 1.5, chance: 0.2 } };
  const meters = (["rhythm", "chance", "fixed-days"] as const).map((rule) =>
    tierMeter(ruleOf(rule, { cuts: [1e6, 2e6, 3e6], floors: most }), models),
  );
  const tiersAt = (x: number, tx: number, days: number) =>
    meters.map(({ rule, measure }) => tierOf(rule, measure(x, tx, days), x, undefined));
  const all = (tier: string) => [tier, tier, tier];

  it("is the shop's days, or so many of a customer's own intervals where they bought again and that is more", () => {
    expect(ceilingDays(floors, 4, 100)).toBe(Number.POSITIVE_INFINITY);
    expect(ceilingDays(most, 0, 5000)).toBe(180);
    expect(ceilingDays(most, 4, 100)).toBe(180);
    expect(ceilingDays(most, 4, 200)).toBe(300);
    expect(ceilingDays(most, 4, Number.NaN)).toBe(180);
  });

  it("ends being new or awake by every rule, however far its cuts lie, and the tiers after it at twice and four times the silence", () => {
    for (const [x, tx, awake] of [
      [0, 0, "new"],
      [2, 60, "awake"],
    ] as const) {
      expect(tiersAt(x, tx, 179)).toEqual(all(awake));
      expect(tiersAt(x, tx, 180)).toEqual(all("drowsy"));
      expect(tiersAt(x, tx, 359)).toEqual(all("drowsy"));
      expect(tiersAt(x, tx, 360)).toEqual(all("half-asleep"));
      expect(tiersAt(x, tx, 720)).toEqual(all("asleep"));
      expect(tiersAt(x, tx, 9000)).toEqual(all("asleep"));
    }
  });

  it("leaves who buys once a year awake until they are late by their own measure", () => {
    const interval = expectedIntervalDays(rhythm, 4, 1460);
    expect(interval).toBeGreaterThan(300);
    const last = Math.ceil(1.5 * interval) - 1;
    expect(tiersAt(4, 1460, last)).toEqual(all("awake"));
    expect(tiersAt(4, 1460, last + 1)).toEqual(all("drowsy"));
  });

  it("ends a floor by a share of the interval: in a shop of one-timers that is of years", () => {
    const oneTimers = { rhythm: { r: 0.01, alpha: 5 }, mbgnbd: undefined };
    const meter = tierMeter(ruleOf("rhythm", { floors: { ...most, leastIntervals: 0.5 } }), oneTimers);
    expect(expectedIntervalDays(oneTimers.rhythm, 0, 0)).toBe(3500);
    expect(firstDayAt(meter, 0, 0, 3000, 1.5)).toBe(180);
  });

  it("gives way to a floor by days, and does not hold while a purchase is not unlikely", () => {
    const late = { ...most, leastDays: 400 };
    expect(firstDayAt(tierMeter(ruleOf("fixed-days", { floors: late }), models), 0, 0, 3000, 5)).toBe(400);
    const cuts: TierCuts = [1e6, 2e6, 3e6];
    const { measure } = tierMeter(ruleOf("rhythm", { cuts, floors: most }), models);
    expect(measure(5, 300, 2000, 0.21)).toBeLessThan(cuts[0]);
    expect(measure(5, 300, 2000, 0.19)).toBeGreaterThanOrEqual(cuts[0]);
    // Odds of eight and sixteen to one are chances of 11.1 and 5.9 %.
    expect(measure(5, 300, 2000, 0.12)).toBeLessThan(cuts[1]);
    expect(measure(5, 300, 2000, 0.11)).toBeGreaterThanOrEqual(cuts[1]);
    expect(measure(5, 300, 2000, 0.06)).toBeLessThan(cuts[2]);
    expect(measure(5, 300, 2000, 0.058)).toBe(cuts[2]);
  });

  it("is held by hysteresis as a cut is", () => {
    const [byDays] = meters.slice(2);
    const near = byDays?.measure(0, 0, 170) ?? 0;
    const was = { tier: "drowsy", boughtSince: false } as const;
    expect(tierOf(ruleOf("fixed-days", { cuts: [1e6, 2e6, 3e6] }), near, 0, was)).toBe("drowsy");
    expect(tierOf(ruleOf("fixed-days", { cuts: [1e6, 2e6, 3e6] }), near, 0, undefined)).toBe("new");
  });
});

describe("the first day at a cut", () => {
  it("is the day on which days, interval or odds reach it", () => {
    expect(firstDayAt(tierMeter(ruleOf("fixed-days"), models), 0, 0, 300, 60)).toBe(60);
    expect(firstDayAt(tierMeter(ruleOf("rhythm"), models), 0, 0, 300, 1.5)).toBe(105);
    const chance = tierMeter(ruleOf("chance"), models);
    const day = firstDayAt(chance, 3, 100, 900, 4) ?? 0;
    expect([chance.measure(3, 100, day - 1) < 4, chance.measure(3, 100, day) >= 4]).toEqual([true, true]);
  });

  it("is the day on which the last floor no longer holds", () => {
    expect(firstDayAt(tierMeter(ruleOf("fixed-days", { floors }), models), 0, 0, 300, 5)).toBe(7);
    const byRhythm = firstDayAt(tierMeter(ruleOf("rhythm", { floors }), models), 60, 400, 300, 1.5) ?? 0;
    expect(chanceBy(mbgnbd, undefined)(60, 400, byRhythm)).toBeLessThanOrEqual(0.8);
    expect(chanceBy(mbgnbd, undefined)(60, 400, byRhythm - 1)).toBeGreaterThan(0.8);
  });

  it("is none before the cut is reached, and today where it just was", () => {
    const meter = tierMeter(ruleOf("fixed-days"), models);
    expect(firstDayAt(meter, 0, 0, 59, 60)).toBeUndefined();
    expect(firstDayAt(meter, 0, 0, 60, 60)).toBe(60);
    expect(firstDayAt(meter, 0, 0, 0, 0)).toBe(0);
  });
});
