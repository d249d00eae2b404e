import { describe, expect, it } from "vitest";
import { customersBelow, measuresOf } from "../../../../shared/scoring/tiers/known-measures.ts";
import { oddsSteps, sameSizeCuts, wholeDays } from "../../../../shared/scoring/tiers/same-size-cuts.ts";

const days = {
  measures: Float64Array.from({ length: 400 }, (_, day) => day),
  count: new Float64Array(400).fill(1),
};
const shares = [105 / 400, 210 / 400, 1] as const;

describe("cuts that give tiers of wanted sizes", () => {
  it("are the steps under which the share of customers comes nearest", () => {
    expect(sameSizeCuts(days, shares, wholeDays, undefined)).toEqual([105, 210, 400]);
    expect(sameSizeCuts(days, [0, 70.4 / 400, 0.5], wholeDays, undefined)).toEqual([1, 70, 200]);
  });

  it("stay as they were until a share is off by more than a point", () => {
    expect(sameSizeCuts(days, shares, wholeDays, [108, 207, 500])).toEqual([108, 207, 500]);
    expect(sameSizeCuts(days, shares, wholeDays, [110, 207, 500])).toEqual([105, 210, 400]);
  });

  it("count whom a floor keeps awake below any cut", () => {
    const measures = Float64Array.from([-1, -1, 50, 90]);
    expect(
      sameSizeCuts({ measures, count: new Float64Array(4).fill(1) }, [0.5, 0.75, 1], wholeDays, undefined),
    ).toEqual([1, 51, 91]);
  });

  it("are half as far again from one to the next at least: tiers of no width are of nobody", () => {
    expect(sameSizeCuts(days, [100 / 400, 110 / 400, 120 / 400], wholeDays, undefined)).toEqual([100, 151, 227]);
    expect(sameSizeCuts(days, [100 / 400, 110 / 400, 300 / 400], wholeDays, undefined)).toEqual([100, 151, 300]);
    const odds = {
      measures: Float64Array.from({ length: 400 }, (_, at) => 1 + at / 100),
      count: new Float64Array(400).fill(1),
    };
    const [drowsy = 0, halfAsleep = 0, asleep = 0] =
      sameSizeCuts(odds, [100 / 400, 110 / 400, 120 / 400], oddsSteps, undefined) ?? [];
    expect(halfAsleep / drowsy).toBeGreaterThan(1.5);
    expect(halfAsleep / drowsy).toBeLessThan(1.516);
    expect(asleep / halfAsleep).toBeGreaterThan(1.5);
    expect(asleep / halfAsleep).toBeLessThan(1.516);
  });

  it("lie no lower than floors end: below there they part nobody", () => {
    const odds = { measures: Float64Array.from([-1, -1, -1, 0.3, 2, 9]), count: new Float64Array(6).fill(1) };
    const shares = [1 / 6, 4 / 6, 5 / 6] as const;
    const least = [0.25, 0.5, 1] as const;
    expect(sameSizeCuts(odds, shares, oddsSteps, undefined)?.[0]).toBeLessThan(0.001);
    const cuts = sameSizeCuts(odds, shares, oddsSteps, undefined, least);
    expect(cuts?.slice(0, 2)).toEqual([0.25, 0.5]);
    expect(sameSizeCuts(odds, shares, oddsSteps, cuts, least)).toBe(cuts);
    expect(sameSizeCuts(odds, shares, oddsSteps, [0.1, 0.5, 2.5], least)).toEqual(cuts);
  });

  it("set further apart stay from night to night as others do, and too near ones of an earlier version do not", () => {
    const close = [100 / 400, 110 / 400, 120 / 400] as const;
    expect(sameSizeCuts(days, close, wholeDays, [101, 153, 230])).toEqual([101, 153, 230]);
    expect(sameSizeCuts(days, close, wholeDays, [102, 158, 238])).toEqual([100, 151, 227]);
    expect(sameSizeCuts(days, close, wholeDays, [100, 110, 120])).toEqual([100, 151, 227]);
  });

  it("are none where so many are silent since one day that two meet", () => {
    const moved = { measures: Float64Array.from([5, 100, 100, 100]), count: Float64Array.from([40, 20, 20, 20]) };
    expect(sameSizeCuts(moved, [0.4, 0.45, 0.8], wholeDays, undefined)).toBeUndefined();
    expect(sameSizeCuts(moved, [0.4, 0.8, 1], wholeDays, undefined)).toBeUndefined();
    expect(sameSizeCuts(moved, [0.05, 0.4, 1], wholeDays, undefined)).toEqual([1, 6, 101]);
  });

  it("stay where tonight's meet, though sizes are far off: else half a shop would leap to other cuts, and back the night after", () => {
    const moved = { measures: Float64Array.from([5, 100, 100, 100]), count: Float64Array.from([40, 20, 20, 20]) };
    expect(sameSizeCuts(moved, [0.4, 0.8, 1], wholeDays, [9, 14, 24])).toEqual([9, 14, 24]);
    // Unless nobody could tell their tiers apart, or nobody is below one of them.
    expect(sameSizeCuts(moved, [0.4, 0.8, 1], wholeDays, [9, 10, 24])).toBeUndefined();
    expect(sameSizeCuts(moved, [0.4, 0.8, 1], wholeDays, [9, 14, 24], [10, 12, 14])).toBeUndefined();
  });

  it("stay where the nearest is as far from its share, give or take a point: so many share one measure", () => {
    const coarse = { measures: Float64Array.from([5, 20, 60, 90]), count: Float64Array.from([40, 20, 20, 20]) };
    expect(sameSizeCuts(coarse, [0.45, 0.65, 0.85], wholeDays, [9, 30, 70])).toEqual([9, 30, 70]);
    expect(sameSizeCuts(coarse, [0.45, 0.65, 0.85], wholeDays, undefined)).toEqual([6, 21, 61]);
  });

  it("are none where nobody is", () => {
    const nobody = { measures: new Float64Array(0), count: new Float64Array(0) };
    expect(sameSizeCuts(nobody, shares, wholeDays, [1, 2, 3])).toBeUndefined();
  });

  it("of odds lie a hundredth apart, each above whom it is to hold", () => {
    for (const odds of [1e-6, 0.2, 0.9999, 1, 1.005, 1.01, 3.7, 812, 1e9]) {
      const step = oddsSteps.stepAbove(odds);
      expect(oddsSteps.valueOf(step)).toBeGreaterThan(odds);
      if (step > 1) expect(oddsSteps.valueOf(step - 1)).toBeLessThanOrEqual(odds);
    }
    expect(oddsSteps.valueOf(oddsSteps.stepAbove(2)) / 2).toBeLessThan(1.0101);
    const odds = { measures: Float64Array.from([0.5, 1, 2, 4]), count: new Float64Array(4).fill(1) };
    const cuts = sameSizeCuts(odds, [0.25, 0.5, 0.75], oddsSteps, undefined) ?? [0, 0, 0];
    expect(customersBelow(odds.measures, odds.count, cuts)).toEqual({ below: [1, 2, 3], all: 4 });
  });
});

it("measures of customers known are those of the rule, below everything of whom a floor keeps awake", () => {
  const known = {
    length: 3,
    repeats: Int32Array.from([0, 0, 9]),
    recencyDays: Int32Array.from([0, 0, 63]),
    ageDays: Int32Array.from([3, 140, 163]),
  };
  const mbgnbd = { r: 0.5, alpha: 5, a: 1, b: 2 };
  const of = (rule: "rhythm" | "chance" | "fixed-days") =>
    measuresOf(
      rule,
      { known, odds: Float64Array.from([5, 3, 0.1]) },
      { rhythm: mbgnbd, mbgnbd },
      { leastDays: 7, awakeChance: 0.8, leastIntervals: 0 },
    );
  expect(of("rhythm")).toEqual(Float64Array.from([-1, 2, -1]));
  expect(of("chance")).toEqual(Float64Array.from([-1, 3, -1]));
  expect(of("fixed-days")).toEqual(Float64Array.from([-1, 140, -1]));
});
