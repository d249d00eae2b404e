import { describe, expect, it } from "vitest";
import type { CutOutcome } from "../../../../shared/scoring/value/past-outcomes.ts";
import { likenessOf, pastMonthsOf } from "../../../../shared/scoring/value/past-outcomes.ts";
import { missOf, valueRangeOf } from "../../../../shared/scoring/value/value-range.ts";

/** A cut after which so many times what was foretold came, month by month. */
const cutOf = (daysBefore: number, ratio: number | readonly number[], historyDays = 1000 - daysBefore): CutOutcome => {
  const ratios = typeof ratio === "number" ? Array.from({ length: Math.min(12, daysBefore / 30) }, () => ratio) : ratio;
  return {
    ...{ daysBefore, historyDays },
    foretold: {
      purchases: Float64Array.from(ratios, () => 10),
      netMinor: Float64Array.from(ratios, () => 50_000),
    },
    came: {
      purchases: ratios.map((times) => Math.round(10 * times)),
      netMinor: ratios.map((times) => Math.round(50_000 * times)),
    },
  };
};
const rangeOf = (outcomes: readonly CutOutcome[], horizonMonths = 12, historyDays = 1000) =>
  valueRangeOf({ asOf: "2026-11-20", historyDays, horizonMonths, outcomes });

describe("how far the shop's value may be off", () => {
  it("is what shops so young are off by where nothing is past yet, more in a part of a year", () => {
    expect(rangeOf([])).toEqual({ seasonKnown: false, deviation: 0.3, degrees: 4, cuts: [] });
    expect(rangeOf([], 3).deviation).toBeCloseTo(0.3 * 4 ** (1 / 3), 12);
    expect(rangeOf([], 24).deviation).toBeCloseTo(0.3, 12);
  });

  it("is little where the season was seen and foretold, and more the more it missed, either way", () => {
    const of = (ratio: number) => rangeOf([cutOf(365, ratio)]).deviation;
    expect(of(1)).toBeLessThan(0.12);
    expect(of(1.5)).toBeGreaterThan(of(1.2));
    expect(of(2)).toBeCloseTo(of(0.5), 12);
    const [weight = 0] = rangeOf([cutOf(365, 2)]).cuts.map((cut) => cut.weight);
    expect(of(2) ** 2).toBeCloseTo((4 * 0.12 ** 2 + 1.5 * weight * Math.log(2) ** 2) / (4 + 1.5 * weight), 12);
  });

  it("is wider where customers pay another amount than a year ago, either way, and says by how much they do", () => {
    const of = (spendTimes?: number) =>
      valueRangeOf({ asOf: "2026-11-20", historyDays: 1000, horizonMonths: 12, outcomes: [cutOf(365, 1)], spendTimes });
    expect(of()).not.toHaveProperty("spendTimes");
    expect(of(2)).toMatchObject({ spendTimes: 2, degrees: of().degrees, cuts: of().cuts });
    expect(of(2).deviation).toBeCloseTo(Math.hypot(of().deviation, Math.log(2) / Math.sqrt(3)), 12);
    expect(of(0.5).deviation).toBeCloseTo(of(2).deviation, 12);
  });

  it("knows the season by a cut of about a year ago, when the shop was no beginner", () => {
    const known = (daysBefore: number, historyDays?: number) =>
      rangeOf([cutOf(daysBefore, 1, historyDays)]).seasonKnown;
    expect([known(365), known(342), known(388), known(365, 180)]).toEqual([true, true, true, true]);
    expect([known(319), known(411), known(365, 179), known(730)]).toEqual([false, false, false, false]);
  });

  it("goes by cuts of tonight's season, and by those with as long a history", () => {
    const weightOf = (daysBefore: number, historyDays: number) =>
      rangeOf([cutOf(daysBefore, 1, historyDays)]).cuts[0]?.weight ?? Number.NaN;
    expect(weightOf(365, 1000)).toBe(1);
    expect(weightOf(365, 250)).toBeCloseTo(0.5, 12);
    expect(weightOf(730, 1000)).toBe(1);
    expect(weightOf(319, 1000)).toBeCloseTo(weightOf(411, 1000), 12);
    expect(weightOf(273, 1000)).toBeLessThan(0.1);
    expect(
      rangeOf([cutOf(365, 1), cutOf(411, 1), cutOf(457, 1), cutOf(90, 1)]).cuts.map((cut) => cut.sameSeason),
    ).toEqual([true, true, false, false]);
    expect(likenessOf(365 / 2)).toBeLessThan(0.001);
  });

  it("looks as far ahead as tonight's horizon, or as much of it as is past", () => {
    const later = cutOf(365, [1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
    const [three] = rangeOf([later], 3).cuts;
    expect(three).toMatchObject({ cut: "2025-11-20", months: 3, purchases: { foretold: 30, came: 30 } });
    expect(missOf(three ?? { netMinor: { foretold: 0, came: 0 } })).toBe(0);
    const [year] = rangeOf([later]).cuts;
    expect(year).toMatchObject({ months: 12, purchases: { foretold: 120, came: 300 } });
    expect(missOf(year ?? { netMinor: { foretold: 0, came: 0 } })).toBeCloseTo(Math.log(30 / 12), 12);
    expect(rangeOf([cutOf(90, 1)]).cuts[0]?.months).toBe(3);
    expect([pastMonthsOf(1), pastMonthsOf(12), pastMonthsOf(40)]).toEqual([1, 12, 41]);
  });

  it("stays a number where nothing came, or more went back than came", () => {
    for (const ratio of [0, -1]) expect(rangeOf([cutOf(365, ratio)]).deviation).toBeLessThan(20);
    expect(rangeOf([cutOf(365, 1)], 12, 0).cuts[0]?.weight).toBe(1);
  });
});
