import { describe, expect, it } from "vitest";
import { Forecaster } from "../../../../shared/scoring/value/forecaster.ts";
import { type Random, seededRandom } from "../../../../shared/stats/random.ts";
import { customersOf, modelOf } from "../../../support/future-model.ts";
import { type FutureTruth, type KnownCustomer, liveThrough } from "../../../support/simulate-futures.ts";

const CDNOW = { r: 0.637, alpha: 7.31, a: 0.807, b: 1.228 };
const RETAIL = { r: 1.04, alpha: 4.04, a: 0.4436, b: 5.83 };
const STAYING = { r: 2, alpha: 20, a: 0.05, b: 10 };
const SPEND = { p: 6.25, q: 3.74, gamma: 15.44 };
/** Spend that differs much, from purchase to purchase and between customers: its variance has no limit for x = 0. */
const WILD = { p: 0.8, q: 1.6, gamma: 30 };
const FUTURES = 6000;

const known = (x: number, recencyWeeks: number, ageWeeks: number): KnownCustomer => ({
  x,
  recencyWeeks,
  ageWeeks,
  repeatMajor: 30 * x,
});
/** Across x, T, and silence. */
const customers: readonly KnownCustomer[] = [
  known(0, 0, 4),
  known(0, 0, 104),
  known(1, 30, 39),
  known(2, 100, 104),
  known(4, 4, 20),
  known(9, 38, 39),
  known(9, 60, 104),
  known(30, 52, 52),
  known(33, 103, 104),
  known(90, 102, 104),
  known(240, 104, 104),
];

/** Percentages of futures under, and above, each customer's interval. */
const missed = (truth: FutureTruth, random: Random) => {
  const forecast = new Forecaster(modelOf(truth)).forecast(customersOf(customers));
  return customers.map((customer, i) => {
    const [low, high] = [(forecast.clvLowMinor[i] ?? 0) / 100, (forecast.clvHighMinor[i] ?? 0) / 100];
    let [nothing, below, above] = [0, 0, 0];
    for (let future = 0; future < FUTURES; future++) {
      const value = liveThrough(truth, customer, random);
      if (value === 0) nothing += 100 / FUTURES;
      if (value < low) below += 100 / FUTURES;
      if (value > high) above += 100 / FUTURES;
    }
    return { customer, low, nothing, below, above };
  });
};

describe.each([
  ["CDNOW", CDNOW, SPEND],
  ["retail", RETAIL, SPEND],
  ["customers who stay", STAYING, SPEND],
  ["wild spend", RETAIL, WILD],
] as const)("the interval of CLV against lives lived through: %s", (_name, purchases, spend) => {
  it.each([
    [3, 0],
    [12, 0],
    [12, 0.01],
    [36, 0],
  ] as const)(
    "%i months, discounted by %d a month: holds 90 in 100 within 2, with as many on each side",
    (horizonMonths, discountRatePerMonth) => {
      const random = seededRandom(horizonMonths);
      for (const seen of missed({ purchases, spend, clv: { horizonMonths, discountRatePerMonth } }, random)) {
        const { low, nothing, below, above } = seen;
        const what = JSON.stringify(seen);
        if (low > 0) {
          expect(Math.abs(below - 5), what).toBeLessThan(1.5);
          expect(Math.abs(above - 5), what).toBeLessThan(1.5);
          expect(nothing, what).toBeLessThan(6);
        } else if (nothing < 88) {
          expect(nothing, what).toBeGreaterThan(4);
          expect(Math.abs(above - 10), what).toBeLessThan(2);
        } else expect(above, what).toBeLessThan(12);
      }
    },
  );

  it("errs to the wide side where discounts are far beyond a shop's", () => {
    for (const seen of missed(
      { purchases, spend, clv: { horizonMonths: 36, discountRatePerMonth: 0.1 } },
      seededRandom(1),
    )) {
      if (seen.low > 0) expect(seen.below + seen.above, JSON.stringify(seen)).toBeLessThan(12);
      else expect(seen.above, JSON.stringify(seen)).toBeLessThan(12);
    }
  });
});
