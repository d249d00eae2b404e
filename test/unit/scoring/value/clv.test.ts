import { expect, it } from "vitest";
import { discountedPurchases, WEEKS_PER_MONTH } from "../../../../shared/scoring/value/clv.ts";

/** Purchases by the end of each month to come. */
const byMonth = (...purchases: number[]) => ({
  expected: (ageWeeks: number, horizonWeeks: number) =>
    ageWeeks === 10 ? (purchases[Math.round(horizonWeeks / WEEKS_PER_MONTH) - 1] ?? Number.NaN) : Number.NaN,
});

it("discounts the purchases of each month from the month's end", () => {
  expect(discountedPurchases(byMonth(10), 10, 1, 0.25)).toBe(8);
  expect(discountedPurchases(byMonth(10, 20), 10, 2, 0.25)).toBeCloseTo(8 + 6.4, 12);
  expect(discountedPurchases(byMonth(100, 150), 10, 2, 1)).toBe(50 + 12.5);
});

it("is the purchases expected by the horizon at a rate of nothing, and nothing without a month", () => {
  expect(discountedPurchases(byMonth(4, 6, 7), 10, 3, 0)).toBe(7);
  expect(discountedPurchases(byMonth(), 10, 0, 0.01)).toBe(0);
});

it("reckons a year as 365 days", () => {
  expect(Math.round(12 * 7 * WEEKS_PER_MONTH)).toBe(365);
});
