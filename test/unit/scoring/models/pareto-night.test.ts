import { describe, expect, it } from "vitest";
import { choosePurchaseModel } from "../../../../shared/scoring/models/choose-models.ts";
import { fitPareto } from "../../../../shared/scoring/models/fit-pareto.ts";
import { fitNbd } from "../../../../shared/scoring/models/fit-purchases.ts";
import { type PurchaseData, toPurchaseData } from "../../../../shared/scoring/models/purchase-data.ts";
import { modelInForce } from "../../../../shared/scoring/models/purchase-model.ts";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { toSummaryColumns } from "../../../../shared/scoring/summaries/summary-columns.ts";
import { Forecaster } from "../../../../shared/scoring/value/forecaster.ts";
import { expectClose } from "../../../support/close-to.ts";
import { holdFit } from "../../../support/hold-fit.ts";
import { retailShop, simulatePurchases } from "../../../support/simulate-customers.ts";

const shop = simulatePurchases(retailShop, 800, 7);
type History = { repeats: number; recencyDays: number; ageDays: number };
const dataOf = (customers: readonly History[]): PurchaseData => {
  const cells = new CellCounter();
  for (const { repeats, recencyDays, ageDays } of customers) cells.add(repeats, recencyDays, ageDays);
  return toPurchaseData(cells.toCells());
};
const many = (n: number, make: (i: number) => History) => Array.from({ length: n }, (_, i) => make(i));

describe("Pareto/NBD in model.json", () => {
  it("is fitted to all customers, not to a sample of them", async () => {
    const { models, customers } = await holdFit([shop]);
    expect(models.pnbd).toMatchObject({ converged: true, prior: false, customers, asOf: "2026-11-20" });
    expect(models.pnbd?.logLikelihood).toBeGreaterThan(models.nbd?.logLikelihood ?? 0);
  });

  it("stands beside the other purchase models, with MBG/NBD for default", () => {
    const { models, chosen } = choosePurchaseModel(dataOf(shop), "2026-11-20", undefined);
    expect(chosen).toBe("mbgnbd");
    expect(Object.values(models).every((fit) => fit !== null)).toBe(true);
  });
});

describe("a shop at the edge of Pareto/NBD", () => {
  it.each([
    ["nobody ever leaves", many(400, (i) => ({ repeats: 5 + (i % 40), recencyDays: 690 - (i % 12), ageDays: 700 }))],
    ["everybody buys every 30 days", many(200, (i) => ({ repeats: 3, recencyDays: 90, ageDays: 90 + (i % 9) }))],
    ["everybody leaves at once", many(300, (i) => ({ repeats: 1, recencyDays: 1, ageDays: 300 + i }))],
    ["everybody buys every day", many(60, (i) => ({ repeats: 299, recencyDays: 299, ageDays: 299 + (i % 3) }))],
    ["all of one age", many(300, (i) => ({ repeats: i % 2, recencyDays: (i % 2) * 20, ageDays: 40 }))],
  ])("%s: a finite fit, held by a prior where the data do not hold it, and the prior says so", (_, customers) => {
    const data = dataOf(customers);
    const nbd = fitNbd(data);
    const fit = fitPareto(data, nbd.params);
    expect(Object.values(fit.params).every((value) => Number.isFinite(value) && value > 0)).toBe(true);
    expect(Number.isFinite(fit.logLikelihood)).toBe(true);
    expect(fit.converged).toBe(true);
    expect(fit.evaluations).toBeLessThan(120);
    if (!fit.prior) expect(fit.logLikelihood).toBeGreaterThanOrEqual(nbd.logLikelihood - 1e-6);
  });

  it("the prior is used where dropout cannot be seen", () => {
    const data = dataOf(many(400, (i) => ({ repeats: 5 + (i % 40), recencyDays: 690 - (i % 12), ageDays: 700 })));
    expect(fitPareto(data, fitNbd(data).params)).toMatchObject({ converged: true, prior: true });
  });
});

describe("a night with Pareto/NBD in force", () => {
  it("fills every column that the other models fill, with the same meaning", async () => {
    const model = { ...(await holdFit([shop])), chosen: "pnbd" as const };
    const columns = toSummaryColumns(shop);
    const forecast = new Forecaster(model).forecast(columns);
    const force = modelInForce(model);
    if (force === undefined) throw new Error("Pareto/NBD was not fitted");
    for (const i of [0, 17, 400, 799]) {
      const customer = shop[i];
      if (customer === undefined) throw new Error("the shop is too small");
      const { repeats, recencyDays, ageDays } = customer;
      const alive = force.pAlive(repeats, recencyDays / 7, ageDays / 7);
      expectClose(forecast.pAlive[i] ?? Number.NaN, alive, 1e-12);
      const active = alive * force.pActiveIfAlive(repeats, ageDays / 7, 90 / 7);
      expectClose(forecast.pActive90[i] ?? Number.NaN, active, 1e-12);
      const expected = alive * force.ahead(repeats).expected(ageDays / 7, 90 / 7);
      expectClose(forecast.expected90[i] ?? Number.NaN, expected, 1e-9);
    }
    for (let i = 0; i < columns.length; i++) {
      const clv = forecast.clvMinor[i] ?? Number.NaN;
      expect(clv).toBeGreaterThanOrEqual(0);
      expect(forecast.clvLowMinor[i]).toBeLessThanOrEqual(clv);
      expect(forecast.clvHighMinor[i]).toBeGreaterThanOrEqual(clv);
    }
  });

  it("says of its customers about what MBG/NBD says: both fit the same shop", async () => {
    const model = await holdFit([shop]);
    const columns = toSummaryColumns(shop);
    const total = (chosen: "mbgnbd" | "pnbd") => {
      const { expected90, clvMinor } = new Forecaster({ ...model, chosen }).forecast(columns);
      const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
      return { purchases: sum(expected90), clv: sum(clvMinor) };
    };
    const [mbg, pareto] = [total("mbgnbd"), total("pnbd")];
    expectClose(pareto.purchases, mbg.purchases, 0.1);
    expectClose(pareto.clv, mbg.clv, 0.15);
  });
});
