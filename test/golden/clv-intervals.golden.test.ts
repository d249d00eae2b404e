import { describe, expect, it } from "vitest";
import type { ModelFile } from "../../shared/model/model-file.ts";
import { Z90 } from "../../shared/model/rule-limits.ts";
import { aliveGradient } from "../../shared/scoring/models/alive-gradient.ts";
import { pAlive } from "../../shared/scoring/models/beta-geometric.ts";
import { bgnbd } from "../../shared/scoring/models/bgnbd.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { clvTotal } from "../../shared/scoring/value/clv-total.ts";
import { logSd, parameterUncertainty } from "../../shared/scoring/value/clv-uncertainty.ts";
import { Forecaster } from "../../shared/scoring/value/forecaster.ts";
import { hasReference, readCdnow } from "../support/cdnow.ts";
import { expectClose } from "../support/close-to.ts";
import { fitCdnow } from "../support/score-cdnow.ts";

const CUT = "1997-09-30";
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
const fitted = <Fit>(fit: Fit | null): Fit => {
  if (fit === null) throw new Error("CDNOW has a fit of this model");
  return fit;
};

/** Spend of 1 for everybody, known for sure: CLV counts purchases then. */
const countsPurchases = (model: ModelFile): ModelFile => {
  const spend = fitted(model.models.gammaGamma);
  const sure = [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? 1e-24 : 0)));
  const gammaGamma = { ...spend, params: { p: 1, q: 1e12, gamma: 1e12 }, logCovariance: sure };
  const clv = { horizonMonths: 12, discountRatePerMonth: 0 };
  return { ...model, chosen: "bgnbd", models: { ...model.models, gammaGamma }, clv };
};

describe.skipIf(!hasReference)("uncertainty of parameters on the CDNOW sample, BG/NBD", () => {
  it("of P(alive) is that of 200 parametric bootstraps for the first two customers, by the delta method", async () => {
    const { model, summaries } = await fitCdnow("sample", CUT);
    const fit = fitted(model.models.bgnbd);
    const known = parameterUncertainty(fit, fitted(model.models.gammaGamma));
    if (known === undefined) throw new Error("CDNOW holds its parameters");
    const setGradient = aliveGradient({ chosen: "bgnbd", models: model.models });
    for (const [i, wanted] of [0.0162, 0.0211].entries()) {
      const { repeats = 0, recencyDays = 0, ageDays = 0 } = summaries[i] ?? {};
      const alive = pAlive(bgnbd, fit.params, repeats, recencyDays / 7, ageDays / 7);
      const gradient = new Float64Array(7);
      setGradient(gradient, repeats, recencyDays / 7, ageDays / 7, alive);
      expectClose(alive * logSd(known, gradient), wanted, 0, 0.0001, `P(alive) of customer ${i + 1}`);
    }
  });

  it("of all purchases of the next year is 2089 +- 106.7", async () => {
    const { model, columns } = await fitCdnow("sample", CUT);
    // The paper doubts no silence.
    const counting = { ...countsPurchases(model), doubt: 0 };
    const forecast = new Forecaster(counting).forecast(columns);
    const total = clvTotal(sum(forecast.clvMinor), forecast.clvSums, counting);
    if (total === undefined) throw new Error("there is a total");
    // 12 months are 52.14 weeks; gradients are rounded to whole minor units, here hundredths of a purchase.
    expectClose(total.expectedMinor / 100, 2089, 0.003);
    expectClose(
      (total.expectedMinor / 100) * (Math.log(total.modelHighMinor / total.modelLowMinor) / (2 * Z90)),
      106.7,
      0.01,
    );
  });
});

/** Net value of each customer in the 39 weeks after the cut, in cents. */
const broughtLater = (file: "master" | "sample"): number[] => {
  const [from, to] = [toEpochDay(CUT), toEpochDay("1998-06-30")];
  return [...readCdnow(file).values()].map((days) =>
    sum(days.filter(({ day }) => day > from && day <= to).map(({ netMinor }) => netMinor)),
  );
};

describe.skipIf(!hasReference)("intervals of value against the 39 weeks held back, CDNOW full", () => {
  it("hold the shares they say, so far as customers later are like customers before", async () => {
    const { model, columns } = await fitCdnow("master", CUT);
    const actual = broughtLater("master");
    const ahead = { ...model, clv: { horizonMonths: 9, discountRatePerMonth: 0 } };
    const forecast = new Forecaster(ahead).forecast(columns);
    const all = actual.map((value, i) => ({
      x: columns.repeats[i] ?? 0,
      value,
      low: forecast.clvLowMinor[i] ?? 0,
      high: forecast.clvHighMinor[i] ?? 0,
      clv: forecast.clvMinor[i] ?? 0,
    }));
    const share = (some: typeof all) => ({
      customers: some.length,
      below: some.filter(({ value, low }) => value < low).length / some.length,
      above: some.filter(({ value, high }) => value > high).length / some.length,
    });
    const seen = {
      all: share(all),
      oneTime: share(all.filter(({ x }) => x === 0)),
      repeat: share(all.filter(({ x }) => x > 0)),
      frequent: share(all.filter(({ x }) => x >= 5)),
    };
    const total = clvTotal(sum(forecast.clvMinor), forecast.clvSums, ahead);
    console.info("CDNOW full, 39 weeks held back", JSON.stringify({ ...seen, total, actual: sum(actual) }));
    // 10 % should lie above, by chance; MBG/NBD foretells a fifth too little on CDNOW, which no interval of its own knows.
    expect(seen.all.below).toBeLessThan(0.001);
    for (const [group, most] of [
      ["all", 0.14],
      ["oneTime", 0.12],
      ["repeat", 0.16],
      ["frequent", 0.15],
    ] as const) {
      expect(seen[group].above, group).toBeGreaterThan(0.1);
      expect(seen[group].above, group).toBeLessThan(most);
    }
    expect(sum(actual) / (total?.expectedMinor ?? Number.NaN)).toBeGreaterThan(1.2);
    expect(sum(actual) / (total?.expectedMinor ?? Number.NaN)).toBeLessThan(1.35);
    expect(total?.modelLowMinor).toBeGreaterThan(0.97 * (total?.expectedMinor ?? 0));
    expect(total?.lowMinor).toBeLessThan(total?.modelLowMinor ?? 0);
  });
});
