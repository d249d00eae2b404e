import { describe, expect, it } from "vitest";
import { discountedPurchases, WEEKS_PER_MONTH } from "../../../shared/scoring/clv.ts";
import { PurchaseSeries } from "../../../shared/scoring/expected-purchases.ts";
import { fitSpend } from "../../../shared/scoring/fit-spend.ts";
import { ForecastTable, purchaseInterval } from "../../../shared/scoring/forecast-table.ts";
import { mbgnbd } from "../../../shared/scoring/mbgnbd.ts";
import { SpendSample, spendFrequencyCorrelation } from "../../../shared/scoring/spend-sample.ts";
import { gamma, seededRandom } from "../../../shared/stats/random.ts";

const params = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
const clv = { horizonMonths: 12, discountRatePerMonth: 0.01 };

describe("the interval of purchases to come", () => {
  const forecast = { active90: 0, expected90: 0, discounted: 0, discount: 1, survival: [0.99, 0.95, 0.6, 0.3, 0.12] };

  it("ends at the last number that a tenth of such customers reach, and begins at the last that nine tenths reach", () => {
    expect(purchaseInterval(forecast, 1)).toEqual({ low: 2, high: 5 });
  });

  it("counts who has left as making none", () => {
    expect(purchaseInterval(forecast, 0.93)).toEqual({ low: 1, high: 5 });
    expect(purchaseInterval(forecast, 0.5)).toEqual({ low: 0, high: 4 });
    expect(purchaseInterval(forecast, 0.05)).toEqual({ low: 0, high: 0 });
  });
});

describe("a table of forecasts", () => {
  it("says what the formulas say, every time it is asked", () => {
    const table = new ForecastTable(mbgnbd, params, clv);
    const series = new PurchaseSeries(mbgnbd, params, 3);
    for (const _ of [1, 2]) {
      const { expected90, discounted, discount } = table.at(3, 70);
      expect(expected90).toBe(series.expected(10, 90 / 7));
      expect(discounted).toBe(discountedPurchases(series, 10, 12, 0.01));
      expect(discount).toBeCloseTo(discounted / series.expected(10, 12 * WEEKS_PER_MONTH), 12);
    }
    expect(table.at(4, 70).expected90).toBeGreaterThan(table.at(3, 70).expected90);
  });

  it("discounts nothing at a rate of nothing", () => {
    const { discount } = new ForecastTable(mbgnbd, params, { horizonMonths: 6, discountRatePerMonth: 0 }).at(2, 30);
    expect(discount).toBeCloseTo(1, 12);
  });
});

describe("spend", () => {
  it("so uneven that its mean has no limit is fitted with q above 1, and the fit says that a prior did it", () => {
    const random = seededRandom(5);
    const sample = new SpendSample();
    for (let i = 0; i < 400; i++) sample.add(1 + (i % 4), gamma(random, 3 * (1 + (i % 4))) / (gamma(random, 0.7) / 20));
    const fit = fitSpend(sample.toSpendData(1));
    expect(fit).toMatchObject({ converged: true, prior: true });
    expect(fit.params.q).toBeGreaterThan(1);
  });

  it("leaves out who bought nothing again and whose repeats brought nothing", () => {
    const sample = new SpendSample();
    for (const [repeats, spend] of [
      [0, 500],
      [2, 0],
      [1, -300],
      [3, 900],
    ] as const)
      sample.add(repeats, spend);
    const { runs, starts, spendMajor } = sample.toSpendData(100);
    expect({ runs, starts, spendMajor: [...spendMajor] }).toEqual({ runs: [3], starts: [0, 1], spendMajor: [9] });
  });

  it("correlates with frequency as Pearson says, or not at all where nothing varies", () => {
    const correlate = (pairs: readonly (readonly [number, number])[]) => {
      const sample = new SpendSample();
      for (const [repeats, mean] of pairs) sample.add(repeats, repeats * mean);
      return spendFrequencyCorrelation(sample.toSpendData(1));
    };
    expect(
      correlate([
        [1, 10],
        [2, 20],
        [3, 30],
      ]),
    ).toBeCloseTo(1, 12);
    expect(
      correlate([
        [1, 10],
        [2, 30],
        [3, 20],
        [4, 40],
      ]),
    ).toBeCloseTo(0.8, 12);
    expect([
      correlate([]),
      correlate([[1, 5]]),
      correlate([
        [1, 7.1],
        [2, 7.1],
        [3, 7.1],
      ]),
    ]).toEqual([null, null, null]);
  });
});
