import { describe, expect, it } from "vitest";
import { fitPareto } from "../../../../shared/scoring/models/fit-pareto.ts";
import { fitNbd } from "../../../../shared/scoring/models/fit-purchases.ts";
import { paretoNbdLikelihood } from "../../../../shared/scoring/models/pareto-nbd-likelihood.ts";
import { expectClose } from "../../../support/close-to.ts";
import { countReadings, type History, purchaseDataOf } from "../../../support/purchase-data-of.ts";
import { retailShop, simulatePurchases } from "../../../support/simulate-customers.ts";

const many = (n: number, make: (i: number) => History) => Array.from({ length: n }, (_, i) => make(i));
/** Customers leave at much the same rate, a third of them within the year. */
const leaving = simulatePurchases({ ...retailShop, a: 300, b: 1000 }, 150, 11);
/** All bought within the last week: nothing says that anybody ever leaves. */
const loyal = many(20, (i) => ({ repeats: 2 + i, recencyDays: 95 + (i % 5), ageDays: 100 }));
/** Half bought once, the others all the time: those who leave do so at once. */
const twoKinds = many(40, (i) =>
  i % 2 === 0
    ? { repeats: 0, recencyDays: 0, ageDays: 500 }
    : { repeats: 20 + (i % 10), recencyDays: 495, ageDays: 500 },
);
const NAMES = ["r", "alpha", "s", "beta"] as const;

describe("fitPareto", () => {
  it("stays where it is when it is started at its own maximum", () => {
    const data = purchaseDataOf(leaving);
    const nbd = fitNbd(data).params;
    const { params } = fitPareto(data, nbd);
    const again = fitPareto(data, nbd, params);
    expect(again).toMatchObject({ evaluations: 1, converged: true, prior: false });
    for (const name of NAMES) expectClose(again.params[name], params[name], 1e-9, 0, name);
  });

  it("is twice as sure of the same parameters from four times as many of the same customers", () => {
    const fitTo = (times: number) => {
      const data = purchaseDataOf(leaving, 7, times);
      return fitPareto(data, fitNbd(data).params);
    };
    const [one, four] = [fitTo(1), fitTo(4)];
    for (const name of NAMES) {
      expectClose(four.params[name], one.params[name], 1e-6, 0, name);
      expectClose(four.standardErrors[name] ?? Number.NaN, (one.standardErrors[name] ?? 0) / 2, 1e-5, 0, name);
    }
    expectClose(four.logLikelihood, 4 * one.logLikelihood, 1e-10);
  });

  it.each([
    ["customers leave", leaving, false],
    ["nobody leaves", loyal, true],
  ])("%s: gives the likelihood of the data alone, whether a prior helped or not", (_, customers, prior) => {
    const data = purchaseDataOf(customers);
    const fit = fitPareto(data, fitNbd(data).params);
    expect(fit.prior).toBe(prior);
    expectClose(fit.logLikelihood, paretoNbdLikelihood(data, fit.params).value, 1e-12);
  });
});

describe("where the data do not hold the parameters", () => {
  it.each([
    ["nobody leaves", loyal],
    ["half leave at once, the others never", twoKinds],
  ])("%s: gives up the way to the boundary early, and ends with the prior", (_, customers) => {
    const data = purchaseDataOf(customers);
    const fit = fitPareto(data, fitNbd(data).params);
    expect(fit).toMatchObject({ converged: true, prior: true });
    expect(fit.evaluations).toBeLessThanOrEqual(20);
  });

  it("the unit of time does not matter, not even to the number of evaluations", () => {
    const [weeks, days] = [purchaseDataOf(loyal, 7), purchaseDataOf(loyal, 1)];
    const inWeeks = fitPareto(weeks, fitNbd(weeks).params);
    const inDays = fitPareto(days, fitNbd(days).params);
    expect(inDays.evaluations).toBe(inWeeks.evaluations);
    for (const name of ["r", "s"] as const) expectClose(inDays.params[name], inWeeks.params[name], 1e-6, 0, name);
    for (const name of ["alpha", "beta"] as const) {
      expectClose(inDays.params[name], 7 * inWeeks.params[name], 1e-6, 0, name);
    }
  });

  it("counts the evaluations of both searches: how often the data were gone through, but for the likelihood at the end", () => {
    const counted = countReadings(purchaseDataOf(loyal));
    const fit = fitPareto(counted.data, fitNbd(counted.data).params);
    expect(fit.evaluations).toBe(counted.readings - 1);
  });
});
