import { describe, expect, it } from "vitest";
import type { NbdParams } from "../../../../shared/model/model-file.ts";
import { betaGeometricLikelihood } from "../../../../shared/scoring/models/beta-geometric-likelihood.ts";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { fitBetaGeometric, fitNbd } from "../../../../shared/scoring/models/fit-purchases.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { nbdLikelihood } from "../../../../shared/scoring/models/nbd-likelihood.ts";
import { expectClose } from "../../../support/close-to.ts";
import { countReadings, type History, purchaseDataOf } from "../../../support/purchase-data-of.ts";
import { lowPurchaseShop, retailShop, simulatePurchases } from "../../../support/simulate-customers.ts";

const many = (n: number, make: (i: number) => History) => Array.from({ length: n }, (_, i) => make(i));
const shop = simulatePurchases(retailShop, 200, 7);
/** All bought within the last week: nothing says that anybody ever leaves. */
const loyal = many(40, (i) => ({ repeats: 2 + (i % 20), recencyDays: 95 + (i % 5), ageDays: 100 }));
/** All bought at much the same pace for a third of the time, and nothing since. */
const gone = many(60, (i) => ({ repeats: 1 + (i % 7), recencyDays: 100 + (i % 9), ageDays: 300 }));

describe("fitNbd", () => {
  it.each([
    ["in weeks", 7, 1],
    ["in days", 1, 1],
    ["in years", 365, 1],
    ["in weeks, of a thousand times the customers", 7, 1000],
  ])("finds its maximum in a few evaluations: %s", (_, daysPerUnit, times) => {
    for (const customers of [shop, simulatePurchases(lowPurchaseShop, 500, 7)]) {
      const fit = fitNbd(purchaseDataOf(customers, daysPerUnit, times));
      expect(fit.converged).toBe(true);
      expect(fit.evaluations).toBeLessThanOrEqual(6);
    }
  });

  it("stays where it is when it is started at its own maximum", () => {
    const data = purchaseDataOf(shop);
    const { params } = fitNbd(data);
    const again = fitNbd(data, params);
    expect(again).toMatchObject({ evaluations: 1, converged: true, prior: false });
    for (const name of ["r", "alpha"] as const) expectClose(again.params[name], params[name], 1e-9, 0, name);
  });

  it("is twice as sure of the same parameters from four times as many of the same customers", () => {
    const [one, four] = [fitNbd(purchaseDataOf(shop)), fitNbd(purchaseDataOf(shop, 7, 4))];
    for (const name of ["r", "alpha"] as const) {
      expectClose(four.params[name], one.params[name], 1e-6, 0, name);
      expectClose(four.standardErrors[name] ?? Number.NaN, (one.standardErrors[name] ?? 0) / 2, 1e-5, 0, name);
    }
    expectClose(
      four.logLikelihood,
      nbdLikelihood(purchaseDataOf(shop, 7, 4), four.params.r, four.params.alpha).value,
      1e-12,
    );
  });
});

describe.each([bgnbd, mbgnbd])("fitBetaGeometric, $name", (model) => {
  /** Where every search begins that knows nothing nearer. */
  const coldOf = (nbd: NbdParams) => ({ ...nbd, a: 0.8, b: 3 });

  it("starts near its maximum in a shop of many cells, and ends where it would from afar", () => {
    const data = purchaseDataOf(simulatePurchases(retailShop, 100_000, 3));
    expect(data.cells.length).toBeGreaterThan(60_000);
    const nbd = fitNbd(data).params;
    const near = fitBetaGeometric(model, data, nbd);
    const afar = fitBetaGeometric(model, data, nbd, coldOf(nbd));
    expect(near).toMatchObject({ converged: true, prior: false });
    expect(near.evaluations).toBeLessThanOrEqual(afar.evaluations - 3);
    for (const name of ["r", "alpha", "a", "b"] as const) {
      expectClose(near.params[name], afar.params[name], 1e-8, 0, name);
    }
  });

  it("takes a prior in a shop of many cells as well, where nobody seems ever to leave", () => {
    const data = purchaseDataOf(
      many(60_000, (i) => {
        const ageDays = 100 + Math.floor(i / 100);
        return { repeats: 2 + (i % 20), recencyDays: ageDays - (Math.floor(i / 20) % 5), ageDays };
      }),
    );
    expect(data.cells.length).toBe(60_000);
    expect(fitBetaGeometric(model, data, fitNbd(data).params).prior).toBe(true);
  });

  it("takes no prior where the data hold the parameters, and stays there when started at its own maximum", () => {
    const data = purchaseDataOf(shop);
    const nbd = fitNbd(data).params;
    const { params, prior } = fitBetaGeometric(model, data, nbd);
    const again = fitBetaGeometric(model, data, nbd, params);
    expect(prior).toBe(false);
    expect(again).toMatchObject({ evaluations: 1, converged: true, prior: false });
    for (const name of ["r", "alpha", "a", "b"] as const) {
      expectClose(again.params[name], params[name], 1e-9, 0, name);
    }
  });

  it("is twice as sure of the same parameters from four times as many of the same customers", () => {
    const fitTo = (times: number) => {
      const data = purchaseDataOf(shop, 7, times);
      return fitBetaGeometric(model, data, fitNbd(data).params);
    };
    const [one, four] = [fitTo(1), fitTo(4)];
    for (const name of ["r", "alpha", "a", "b"] as const) {
      expectClose(four.params[name], one.params[name], 1e-6, 0, name);
      expectClose(four.standardErrors[name] ?? Number.NaN, (one.standardErrors[name] ?? 0) / 2, 1e-5, 0, name);
    }
    const { value } = betaGeometricLikelihood(model, purchaseDataOf(shop), one.params);
    expectClose(one.logLikelihood, value, 1e-12);
    expectClose(four.logLikelihood, 4 * value, 1e-10);
  });

  it("holds parameters by a prior where nobody ever leaves: hardly a customer in a hundred, and it says so", () => {
    const data = purchaseDataOf(loyal);
    const nbd = fitNbd(data);
    const fit = fitBetaGeometric(model, data, nbd.params);
    expect(fit).toMatchObject({ converged: true, prior: true });
    expect(fit.params.a / (fit.params.a + fit.params.b)).toBeLessThan(0.01);
    for (const error of Object.values(fit.standardErrors)) expect(error).toBeGreaterThan(0);
    expectClose(fit.logLikelihood, nbd.logLikelihood, 0, 2);
  });

  it.each([
    ["nobody leaves", loyal],
    ["everybody left", gone],
  ])("%s: gives up the way to the boundary early", (_, customers) => {
    const data = purchaseDataOf(customers);
    const fit = fitBetaGeometric(model, data, fitNbd(data).params);
    expect(fit).toMatchObject({ converged: true, prior: true });
    expect(fit.evaluations).toBeLessThanOrEqual(35);
    expectClose(fit.logLikelihood, betaGeometricLikelihood(model, data, fit.params).value, 1e-12);
  });

  it("counts the evaluations of both searches: how often the data were gone through, but for the likelihood at the end", () => {
    const counted = countReadings(purchaseDataOf(loyal));
    const fit = fitBetaGeometric(model, counted.data, fitNbd(counted.data).params);
    expect(fit.evaluations).toBe(counted.readings - 1);
  });
});
