import { describe, expect, it } from "vitest";
import type { CutOutcome } from "../../../../shared/scoring/value/past-outcomes.ts";
import { type ByMonthInput, valueByMonth } from "../../../../shared/scoring/value/value-by-month.ts";

const falling = Float64Array.from({ length: 12 }, (_, m) => 1000 * 0.9 ** m);
/** A year after `daysBefore` in which each month was so many times what was foretold of it. */
const yearOf = (daysBefore: number, times: (month: number) => number, purchases = 10_000): CutOutcome => ({
  ...{ daysBefore, historyDays: 400 },
  foretold: { purchases: falling.map((part) => (part * purchases) / 1000), netMinor: falling },
  came: {
    purchases: Array.from(falling, (part, m) => Math.round((part * purchases * times(m)) / 1000)),
    netMinor: Array.from(falling),
  },
});
const byMonth = (more: Partial<ByMonthInput> = {}) =>
  valueByMonth({
    ...{ asOf: "2026-11-20", totalMinor: 123_457, discountRatePerMonth: 0, seasonKnown: true, outcomes: [] },
    foretold: { purchases: falling, netMinor: falling },
    ...more,
  });
const minors = (more: Partial<ByMonthInput> = {}) => byMonth(more).months.map(({ expectedMinor }) => expectedMinor);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const december = (month: number) => (month === 1 ? 4 : 1);

describe("the shop's value month by month", () => {
  it("has months that follow each other from tomorrow on, and adds up to the whole", () => {
    const { months } = byMonth();
    expect(months[0]).toMatchObject({ from: "2026-11-21", to: "2026-12-20" });
    expect(months[1]?.from).toBe("2026-12-21");
    expect(months.at(-1)?.to).toBe("2027-11-20");
    for (const more of [{}, { outcomes: [yearOf(365, december)] }, { discountRatePerMonth: 0.02 }, { totalMinor: 7 }])
      expect(sum(minors(more))).toBe(more.totalMinor ?? 123_457);
  });

  it("is the models' where no season is known, discounted", () => {
    expect(byMonth().seasonal).toBe(false);
    const plain = minors();
    for (const [m, minor] of plain.entries()) expect(minor / (plain[0] ?? 1)).toBeCloseTo(0.9 ** m, 3);
    expect(minors({ seasonKnown: false, outcomes: [yearOf(365, december)] })).toEqual(plain);
    const short = { ...yearOf(319, december), came: { purchases: [1, 2, 3], netMinor: [1, 2, 3] } };
    expect(minors({ outcomes: [short] })).toEqual(plain);
    const discounted = minors({ discountRatePerMonth: 0.02 });
    expect((discounted[1] ?? 0) / (discounted[0] ?? 1)).toBeCloseTo(0.9 / 1.02, 3);
  });

  it("stands a month that stood out a year ago where it was, whatever the year's level", () => {
    const seen = byMonth({ outcomes: [yearOf(365, december)] });
    expect(seen.seasonal).toBe(true);
    const minor = seen.months.map(({ expectedMinor }) => expectedMinor);
    expect(Math.max(...minor)).toBe(minor[1] ?? 0);
    expect((minor[1] ?? 0) / (minor[0] ?? 1)).toBeGreaterThan(0.9 * 3.5);
    const twice = minors({ outcomes: [yearOf(365, (m) => 2 * december(m))] });
    expect(Math.abs((twice[1] ?? 0) / (minor[1] ?? 1) - 1)).toBeLessThan(0.01);
  });

  it("takes months of cuts before and after the same day at their place in the year", () => {
    // 45 days earlier that December was the third month and a half.
    const shifted = minors({ outcomes: [yearOf(410, (m) => (m === 2 ? 4 : 1))] });
    expect(Math.max(...shifted)).toBe(Math.max(shifted[0] ?? 0, shifted[1] ?? 0));
  });

  it("believes few purchases little", () => {
    const [many, few, none] = [10_000, 10, 0].map(
      (purchases) => minors({ outcomes: [yearOf(365, december, purchases)] })[1] ?? 0,
    );
    expect(few).toBeLessThan(((many ?? 0) + (none ?? 0)) / 2);
    expect(none).toBe(minors()[1]);
  });

  it("of nothing is nothing in each month", () => {
    const nothing = { purchases: new Float64Array(12), netMinor: new Float64Array(12) };
    expect(minors({ foretold: nothing, totalMinor: 0 })).toEqual(new Array(12).fill(0));
  });
});
