import { describe, expect, it } from "vitest";
import { pActiveIfAlive } from "../../../../shared/scoring/models/beta-geometric.ts";
import { PurchaseSeries } from "../../../../shared/scoring/models/expected-purchases.ts";
import { fitSpend } from "../../../../shared/scoring/models/fit-spend.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { SpendSample, spendFrequencyCorrelation } from "../../../../shared/scoring/models/spend-sample.ts";
import { discountedPurchases, WEEKS_PER_MONTH } from "../../../../shared/scoring/value/clv.ts";
import { ACTIVE90, DISCOUNTED, EXPECTED90, ForecastTable } from "../../../../shared/scoring/value/forecast-table.ts";
import { gamma, seededRandom } from "../../../../shared/stats/random.ts";
import { expectClose } from "../../../support/close-to.ts";

const params = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
const clv = { horizonMonths: 12, discountRatePerMonth: 0.01 };

describe("a table of forecasts", () => {
  it("says what the formulas say, every time it is asked", () => {
    const table = new ForecastTable(betaGeometricModel(mbgnbd, params), clv);
    const series = new PurchaseSeries(mbgnbd, params, 3);
    for (const _ of [1, 2]) {
      const at = table.at(3, 70);
      expect(table.values[at + ACTIVE90]).toBe(pActiveIfAlive(params, 3, 10, 90 / 7));
      expectClose(table.values[at + EXPECTED90] ?? 0, series.expected(10, 90 / 7), 1e-11);
      expectClose(table.values[at + DISCOUNTED] ?? 0, discountedPurchases(series, 10, 12, 0.01), 1e-11);
    }
    const one = table.at(3, 70);
    const other = table.at(4, 70);
    expect(other).not.toBe(one);
    expect(table.at(3, 70)).toBe(one);
    expect(table.values[other + EXPECTED90]).toBeGreaterThan(table.values[one + EXPECTED90] ?? 0);
  });

  it("keeps one row for each x and T, the first one too", () => {
    const table = new ForecastTable(betaGeometricModel(mbgnbd, params), clv);
    const first = table.at(0, 30);
    expect([table.at(0, 31), table.at(1, 30), table.at(0, 30)].map((at) => at === first)).toEqual([false, false, true]);
    expect(table.values[first + ACTIVE90]).toBe(pActiveIfAlive(params, 0, 30 / 7, 90 / 7));
  });

  it("discounts nothing at a rate of nothing", () => {
    const table = new ForecastTable(betaGeometricModel(mbgnbd, params), { horizonMonths: 6, discountRatePerMonth: 0 });
    const wanted = new PurchaseSeries(mbgnbd, params, 2).expected(30 / 7, 6 * WEEKS_PER_MONTH);
    const at = table.at(2, 30);
    expectClose(table.values[at + DISCOUNTED] ?? 0, wanted, 1e-11);
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
