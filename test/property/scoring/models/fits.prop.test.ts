import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaGeometricLikelihood } from "../../../../shared/scoring/models/beta-geometric-likelihood.ts";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { fitPareto } from "../../../../shared/scoring/models/fit-pareto.ts";
import { fitBetaGeometric, fitNbd } from "../../../../shared/scoring/models/fit-purchases.ts";
import { fitSpend } from "../../../../shared/scoring/models/fit-spend.ts";
import { gammaGammaLikelihood, prepareSpend } from "../../../../shared/scoring/models/gamma-gamma-likelihood.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { nbdLikelihood } from "../../../../shared/scoring/models/nbd-likelihood.ts";
import { paretoNbdLikelihood } from "../../../../shared/scoring/models/pareto-nbd-likelihood.ts";
import { type PurchaseData, toPurchaseData } from "../../../../shared/scoring/models/purchase-data.ts";
import { SpendSample } from "../../../../shared/scoring/models/spend-sample.ts";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { gamma, seededRandom } from "../../../../shared/stats/random.ts";
import { expectClose } from "../../../support/close-to.ts";
import { expectDerivatives } from "../../../support/expect-derivatives.ts";
import { often } from "../../../support/often.ts";
import {
  lowPurchaseShop,
  retailShop,
  type ShopTruth,
  simulateHistories,
  simulatePurchases,
} from "../../../support/simulate-customers.ts";
import {
  fewPurchases,
  manyPurchases,
  type ParetoTruth,
  simulateParetoHistories,
} from "../../../support/simulate-pareto.ts";

const SEED = 20261121;
const shop = simulatePurchases(retailShop, 1500, 5);

const cellsOf = (daysPerUnit: number): PurchaseData => {
  const counter = new CellCounter();
  for (const { repeats, recencyDays, ageDays } of shop) counter.add(repeats, recencyDays, ageDays);
  return toPurchaseData(counter.toCells(), daysPerUnit);
};
const spendOf = (minorPerMajor: number) => {
  const sample = new SpendSample();
  for (const { repeats, repeatNetMinor } of shop) sample.add(repeats, repeatNetMinor);
  return sample.toSpendData(minorPerMajor);
};

describe("gradients and Hessians are the derivatives of what they belong to", () => {
  const positive = fc.double({ min: -1.5, max: 3, noNaN: true }).map(Math.exp);
  const data = cellsOf(7);
  const spend = prepareSpend(spendOf(100));

  it("for NBD, BG/NBD and MBG/NBD", () => {
    fc.assert(
      fc.property(positive, positive, positive, positive, (r, alpha, a, b) => {
        expectDerivatives(([r = 0, alpha = 0]) => nbdLikelihood(data, r, alpha), [r, alpha]);
        for (const model of [bgnbd, mbgnbd]) {
          const f = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]) =>
            betaGeometricLikelihood(model, data, { r, alpha, a, b });
          expectDerivatives(f, [r, alpha, a, b]);
        }
      }),
      { seed: SEED, numRuns: often(12) },
    );
  });

  it("for Pareto/NBD", () => {
    fc.assert(
      fc.property(positive, positive, positive, positive, (r, alpha, s, beta) => {
        const f = ([r = 0, alpha = 0, s = 0, beta = 0]: readonly number[]) =>
          paretoNbdLikelihood(data, { r, alpha, s, beta });
        expectDerivatives(f, [r, alpha, s, beta]);
        expectDerivatives(f, [r, alpha, s, alpha]);
      }),
      { seed: SEED, numRuns: often(12) },
    );
  });

  it("for Gamma-Gamma", () => {
    fc.assert(
      fc.property(positive, positive, positive, (p, q, scale) => {
        expectDerivatives(([p = 0, q = 0, gamma = 0]) => gammaGammaLikelihood(spend, { p, q, gamma }), [p, q, scale]);
      }),
      { seed: SEED, numRuns: often(12) },
    );
  });
});

describe("units do not matter", () => {
  it("time in days instead of weeks makes alpha seven times as long, and shifts the likelihood by ln 7 a purchase", () => {
    const [weeks, days] = [cellsOf(7), cellsOf(1)];
    for (const model of [bgnbd, mbgnbd]) {
      const inWeeks = fitBetaGeometric(model, weeks, fitNbd(weeks).params);
      const inDays = fitBetaGeometric(model, days, fitNbd(days).params);
      expectClose(inDays.params.alpha, 7 * inWeeks.params.alpha, 1e-7);
      for (const key of ["r", "a", "b"] as const) expectClose(inDays.params[key], inWeeks.params[key], 1e-7, 0, key);
      expectClose(inWeeks.logLikelihood, inDays.logLikelihood + weeks.repeats * Math.log(7), 0, 1e-6);
    }
  });

  it("the same for Pareto/NBD: alpha and beta seven times as long", () => {
    const [weeks, days] = [cellsOf(7), cellsOf(1)];
    const inWeeks = fitPareto(weeks, fitNbd(weeks).params);
    const inDays = fitPareto(days, fitNbd(days).params);
    for (const key of ["alpha", "beta"] as const)
      expectClose(inDays.params[key], 7 * inWeeks.params[key], 1e-7, 0, key);
    for (const key of ["r", "s"] as const) expectClose(inDays.params[key], inWeeks.params[key], 1e-7, 0, key);
    expectClose(inWeeks.logLikelihood, inDays.logLikelihood + weeks.repeats * Math.log(7), 0, 1e-6);
  });

  it("money in cents instead of dollars makes gamma a hundred times as large, and p and q stay", () => {
    const [dollars, cents] = [fitSpend(spendOf(100)), fitSpend(spendOf(1))];
    expectClose(cents.params.gamma, 100 * dollars.params.gamma, 1e-9);
    expectClose(cents.params.p, dollars.params.p, 1e-9);
    expectClose(cents.params.q, dollars.params.q, 1e-9);
    expectClose(cents.logLikelihood, dollars.logLikelihood - dollars.customers * Math.log(100), 0, 1e-6);
  });
});

describe("parameters of a simulated shop are found again within three standard errors", () => {
  /** Continuous time, on a grid of a hundredth of a day: joining purchases by day would itself shift the estimates. */
  const GRID = 100;
  const onGrid = (histories: Iterable<{ ageDays: number; times: readonly number[] }>): PurchaseData => {
    const counter = new CellCounter();
    for (const { ageDays, times } of histories) {
      counter.add(times.length, Math.round((times.at(-1) ?? 0) * GRID), Math.round(ageDays * GRID));
    }
    return toPurchaseData(counter.toCells(), 7 * GRID);
  };
  const recover = (truth: ShopTruth, seed: number) => {
    const data = onGrid(simulateHistories(truth, 20_000, seed));
    return fitBetaGeometric(truth.early === 1 ? mbgnbd : bgnbd, data, fitNbd(data).params);
  };

  it.each([
    ["BG/NBD, few purchases", lowPurchaseShop],
    ["BG/NBD, many purchases", retailShop],
    [
      "MBG/NBD, few purchases",
      { ...lowPurchaseShop, r: 0.525, alphaDays: 43.3, a: 0.891, b: 1.614, early: 1 as const },
    ],
    ["MBG/NBD, many purchases", { ...retailShop, early: 1 as const }],
  ])("%s", (_, truth) => {
    const fit = recover(truth, SEED);
    const wanted = { r: truth.r, alpha: truth.alphaDays / 7, a: truth.a, b: truth.b };
    expect(fit).toMatchObject({ converged: true, prior: false });
    for (const key of ["r", "alpha", "a", "b"] as const) {
      expectClose(fit.params[key], wanted[key], 0, 3 * (fit.standardErrors[key] ?? 0), key);
    }
  });

  it.each<[string, ParetoTruth]>([
    ["Pareto/NBD, few purchases", fewPurchases],
    ["Pareto/NBD, many purchases", manyPurchases],
  ])("%s", (_, truth) => {
    const data = onGrid(simulateParetoHistories(truth, 20_000, SEED));
    const fit = fitPareto(data, fitNbd(data).params);
    const wanted = { r: truth.r, alpha: truth.alphaDays / 7, s: truth.s, beta: truth.betaDays / 7 };
    expect(fit).toMatchObject({ converged: true, prior: false, customers: 20_000 });
    for (const key of ["r", "alpha", "s", "beta"] as const) {
      expectClose(fit.params[key], wanted[key], 0, 3 * (fit.standardErrors[key] ?? 0), key);
    }
  });

  it("NBD", () => {
    const data = onGrid(simulateHistories({ ...retailShop, a: 1e-9 }, 20_000, SEED));
    const fit = fitNbd(data);
    expectClose(fit.params.r, retailShop.r, 0, 3 * (fit.standardErrors.r ?? 0));
    expectClose(fit.params.alpha, retailShop.alphaDays / 7, 0, 3 * (fit.standardErrors.alpha ?? 0));
  });

  it("Gamma-Gamma", () => {
    const random = seededRandom(SEED);
    const sample = new SpendSample();
    for (let i = 0; i < 20_000; i++) {
      const repeats = 1 + (i % 5);
      const nu = gamma(random, 3.74) / 15.44;
      sample.add(repeats, gamma(random, 6.25 * repeats) / nu);
    }
    const fit = fitSpend(sample.toSpendData(1));
    for (const [key, wanted] of [
      ["p", 6.25],
      ["q", 3.74],
      ["gamma", 15.44],
    ] as const) {
      expectClose(fit.params[key], wanted, 0, 3 * (fit.standardErrors[key] ?? 0), key);
    }
  });
});
