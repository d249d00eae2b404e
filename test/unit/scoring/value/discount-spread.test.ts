import { expect, it } from "vitest";
import { WEEKS_PER_MONTH } from "../../../../shared/scoring/value/clv.ts";
import { discountSpread } from "../../../../shared/scoring/value/discount-spread.ts";

/** Purchases by the end of each month to come. */
const byMonth = (...purchases: number[]) => ({
  expected: (ageWeeks: number, horizonWeeks: number) =>
    ageWeeks === 10 ? (purchases[Math.round(horizonWeeks / WEEKS_PER_MONTH) - 1] ?? Number.NaN) : Number.NaN,
});

it("is the mean square of the purchases' discounts over their squared mean", () => {
  // One purchase worth 1/2 and one worth 1/4: (1/4 + 1/16)/2 over (3/8)^2.
  expect(discountSpread(byMonth(1, 2), 10, 2, 1)).toBeCloseTo(10 / 9, 12);
  // Three worth 1/2 and one worth 1/4: (3/4 + 1/16)/4 over (7/16)^2.
  expect(discountSpread(byMonth(3, 4), 10, 2, 1)).toBeCloseTo(52 / 49, 12);
});

it("is 1 where every purchase is discounted alike, or not at all, and never less for rounding", () => {
  expect(discountSpread(byMonth(5), 10, 1, 0.25)).toBeCloseTo(1, 12);
  for (let months = 1; months <= 36; months++) {
    const purchases = Array.from({ length: months }, (_, i) => 1 - 0.9 ** (i + 1));
    expect(discountSpread(byMonth(...purchases), 10, months, 0)).toBeCloseTo(1, 12);
    expect(discountSpread(byMonth(...purchases), 10, months, 0)).toBeGreaterThanOrEqual(1);
  }
});

it("does not depend on how many purchases there are", () => {
  const few = discountSpread(byMonth(0.1, 0.15, 0.17), 10, 3, 0.02);
  expect(discountSpread(byMonth(10, 15, 17), 10, 3, 0.02)).toBeCloseTo(few, 12);
});
