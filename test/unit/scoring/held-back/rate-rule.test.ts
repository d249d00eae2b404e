import { describe, expect, it } from "vitest";
import { HeldBackCounter } from "../../../../shared/scoring/held-back/held-back-counter.ts";
import { rateRule, rateRules } from "../../../../shared/scoring/held-back/rate-rule.ts";

/** Customers who differ in silence alone: [days silent, customers, of whom bought, for how much each]. */
const shopOf = (
  ...rows: readonly (readonly [silent: number, customers: number, buyers: number, netMinor?: number])[]
) => {
  const counter = new HeldBackCounter(90);
  for (const [ageDays, customers, buyers, netMinor = 100] of rows) {
    const known = { repeats: 0, recencyDays: 0, ageDays };
    if (customers > buyers) counter.add({ ...known, nextDay: 0, purchases: 0, netMinor: 0 }, customers - buyers);
    if (buyers > 0) counter.add({ ...known, nextDay: 9, purchases: 2 * buyers, netMinor: buyers * netMinor }, buyers);
  }
  return counter.toCells();
};
const byAge = (cells: ReturnType<typeof shopOf>, chance: Readonly<Record<number, number>>) =>
  Float64Array.from(cells.ageDays, (age) => chance[age] ?? Number.NaN);

describe("rateRule", () => {
  it("rates chances: worked by hand", () => {
    const cells = shopOf([1, 4, 3, 500], [2, 10, 2], [3, 6, 0]);
    const chances = byAge(cells, { 1: 0.75, 2: 0.3, 3: 0 });
    const rating = rateRule(cells, { rule: "mbgnbd", scores: chances, chances, expected: chances });
    // Sum of chances 3 + 3 = 6 customers: the 4 likeliest, and 2 of the next 10, who hold 0.4 of their 2 buyers.
    expect(rating.predicted).toBe(6);
    expect(rating.errorRate).toBeCloseTo(1 - 3.4 / 6, 12);
    expect(rating.omissionRate).toBeCloseTo(1 - 3.4 / 5, 12);
    // Pairs won: 3 buyers over 14 below and half of 1 beside; 2 buyers over 6 below and half of 8 beside; of 5 x 15 pairs.
    expect(rating.auc).toBeCloseTo((3 * 14.5 + 2 * 10) / 75, 12);
    expect(rating.brier).toBeCloseTo((3 * 0.0625 + 0.5625 + 2 * 0.49 + 8 * 0.09) / 20, 12);
    // 10 purchases came, 6 were expected.
    expect(rating.bias).toBeCloseTo(-0.4, 12);
    // Two of the four likeliest hold half of their 1500; 1700 in all.
    expect(rating.topTenthShare).toBeCloseTo(750 / 1700, 12);
  });

  it("cuts tenths where linear deciles fall, through ties by share, and weighs their errors by customers", () => {
    const cells = shopOf([1, 4, 3], [2, 10, 2], [3, 6, 0]);
    const chances = byAge(cells, { 1: 0.75, 2: 0.3, 3: 0 });
    const { tenths, calibrationError } = rateRule(cells, { rule: "mbgnbd", scores: chances, chances });
    expect(tenths?.map(({ customers }) => customers)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
    const near = (predicted: number, actual: number) => ({
      customers: 2,
      predicted: expect.closeTo(predicted, 12),
      actual: expect.closeTo(actual, 12),
    });
    expect(tenths).toEqual([
      ...Array(3).fill(near(0, 0)),
      ...Array(5).fill(near(0.3, 0.2)),
      ...Array(2).fill(near(0.75, 0.75)),
    ]);
    expect(calibrationError).toBeCloseTo(0.05, 12);
  });

  it("leaves empty tenths out for fewer than ten customers", () => {
    const cells = shopOf([1, 1, 1], [2, 2, 0]);
    const chances = byAge(cells, { 1: 0.9, 2: 0.2 });
    const { tenths } = rateRule(cells, { rule: "mbgnbd", scores: chances, chances });
    expect(tenths?.map(({ customers }) => customers)).toEqual([1, 1, 1]);
    expect(tenths?.at(-1)).toEqual({ customers: 1, predicted: 0.9, actual: 1 });
  });

  it("takes a rule that says yes or no at its word", () => {
    const cells = shopOf([30, 10, 4], [100, 20, 1]);
    const scores = byAge(cells, { 30: 1, 100: 0 });
    const rating = rateRule(cells, { rule: "silent-13-weeks", scores, predicted: Uint8Array.from(scores) });
    expect(rating).toMatchObject({
      predicted: 10,
      errorRate: 0.6,
      brier: null,
      tenths: null,
      calibrationError: null,
      bias: null,
    });
    expect(rating.omissionRate).toBeCloseTo(0.2, 12);
  });

  it("has no error rate where nobody is predicted, and no omission rate where nobody bought", () => {
    const cells = shopOf([300, 10, 2]);
    const nobody = { rule: "silent-13-weeks", scores: new Float64Array(2), predicted: new Uint8Array(2) } as const;
    expect(rateRule(cells, nobody)).toMatchObject({ predicted: 0, errorRate: null, omissionRate: 1, auc: 0.5 });
    const quiet = shopOf([30, 10, 0]);
    const all = { rule: "silent-13-weeks", scores: new Float64Array(1).fill(1), predicted: Uint8Array.of(1) } as const;
    expect(rateRule(quiet, all)).toMatchObject({ errorRate: 1, omissionRate: null, auc: null, topTenthShare: null });
  });

  it("lets a mere ranking rank, and predict nobody", () => {
    const cells = shopOf([30, 10, 4], [100, 20, 1]);
    const rating = rateRule(cells, { rule: "days-silent", scores: byAge(cells, { 30: -30, 100: -100 }) });
    expect(rating).toMatchObject({ predicted: 0, errorRate: null, omissionRate: null });
    expect(rating.auc).toBeGreaterThan(0.5);
  });

  it("counts who gave back more than they paid for nothing in the top tenth, not for less", () => {
    const cells = shopOf([1, 10, 5, -400], [2, 90, 9, 100]);
    expect(rateRule(cells, { rule: "days-silent", scores: byAge(cells, { 1: 1, 2: 0 }) }).topTenthShare).toBe(0);
    const refunds = shopOf([1, 10, 5, -400]);
    expect(rateRule(refunds, { rule: "days-silent", scores: new Float64Array(2) }).topTenthShare).toBeNull();
  });

  it("says nothing, in numbers that are none or otherwise, of nobody", () => {
    const none = new Float64Array(0);
    const rating = rateRule(shopOf(), { rule: "mbgnbd", scores: none, chances: none, expected: none });
    expect(rating).toEqual({
      rule: "mbgnbd",
      auc: null,
      predicted: 0,
      errorRate: null,
      omissionRate: null,
      brier: null,
      calibrationError: null,
      tenths: [],
      bias: null,
      topTenthShare: null,
    });
  });

  it("refuses a score that is not a number", () => {
    expect(() => rateRule(shopOf([1, 1, 1]), { rule: "days-silent", scores: Float64Array.of(Number.NaN) })).toThrow(
      RangeError,
    );
  });
});

describe("rateRules", () => {
  it("rates each rule in turn, and keeps of what it said its chances alone", () => {
    const cells = shopOf([1, 4, 3], [2, 10, 2]);
    const chances = byAge(cells, { 1: 0.75, 2: 0.2 });
    const model = { rule: "mbgnbd", scores: chances, chances, expected: chances } as const;
    const silence = { rule: "days-silent", scores: byAge(cells, { 1: -1, 2: -2 }) } as const;
    expect(rateRules(cells, [model, silence])).toEqual([
      { rule: "mbgnbd", chances, rating: rateRule(cells, model) },
      { rule: "days-silent", rating: rateRule(cells, silence) },
    ]);
    expect(rateRules(cells, [])).toEqual([]);
  });
});
