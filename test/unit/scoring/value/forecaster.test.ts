import { describe, expect, it } from "vitest";
import { aliveGradient } from "../../../../shared/scoring/models/alive-gradient.ts";
import { emptySummaryColumns } from "../../../../shared/scoring/summaries/summary-columns.ts";
import { ClvIntervals } from "../../../../shared/scoring/value/clv-intervals.ts";
import { parameterUncertainty } from "../../../../shared/scoring/value/clv-uncertainty.ts";
import { Forecaster } from "../../../../shared/scoring/value/forecaster.ts";
import { customersOf, modelOf } from "../../../support/future-model.ts";
import type { KnownCustomer } from "../../../support/simulate-futures.ts";
import { spreadModel } from "../../../support/spread-model.ts";

const truth = {
  purchases: { r: 0.6, alpha: 7, a: 0.8, b: 1.2 },
  spend: { p: 6.25, q: 3.74, gamma: 15.44 },
  clv: { horizonMonths: 12, discountRatePerMonth: 0.01 },
};
const model = modelOf(truth);
/** Days of the worked example of Fader, Hardie and Lee: x = 2, t_x = 30.43, T = 38.86 weeks; 22.35 at each repeat purchase. */
const worked: KnownCustomer = { x: 2, recencyWeeks: 213 / 7, ageWeeks: 272 / 7, repeatMajor: 44.7 };
const other: KnownCustomer = { x: 0, recencyWeeks: 0, ageWeeks: 10, repeatMajor: 0 };

describe("a customer of an odd shop", () => {
  it("has a range that reaches as much further as the shop's own, about the same value", () => {
    const valueRange = { seasonKnown: true, deviation: 0.24, degrees: 8, cuts: [] };
    const asked = customersOf([worked, other]);
    const usual = new Forecaster({ ...model, valueRange }).forecast(asked);
    const odd = { ...valueRange, opened: { low: 0.4, high: 1.5 } };
    const { clvLowMinor, clvHighMinor, ...others } = new Forecaster({ ...model, valueRange: odd }).forecast(asked);
    expect([...clvLowMinor]).toEqual([...usual.clvLowMinor].map((minor) => 0.4 * minor));
    expect([...clvHighMinor]).toEqual([...usual.clvHighMinor].map((minor) => 1.5 * minor));
    expect(usual).toMatchObject(others);
  });
});

describe("a night's forecasts", () => {
  const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
  const bgnbd = {
    ...model,
    chosen: "bgnbd" as const,
    models: { ...model.models, bgnbd: modelOf({ ...truth, purchases: published }).models.mbgnbd, mbgnbd: null },
  };

  it("are those of the worked example of the BG/NBD paper, each customer in their own place", () => {
    const { pAlive, clvMinor } = new Forecaster(bgnbd).pointForecasts(customersOf([other, worked]));
    expect(pAlive[1]).toBeCloseTo(0.7266, 3);
    // CLV of 12 months at 1 % a month, reckoned elsewhere to 30 digits: 36.2892 at 22.35 a purchase.
    expect((clvMinor[1] ?? 0) / 100).toBeCloseTo(36.29, 1);
    // Without a repeat purchase BG/NBD holds everybody alive.
    expect(pAlive[0]).toBe(1);
  });

  it("of 39 weeks are 1.226 purchases for that customer", () => {
    const clv = { horizonMonths: 1, discountRatePerMonth: 0 };
    const spend = { p: 1, q: 1e12, gamma: 1e12 };
    const counting = {
      ...bgnbd,
      models: { ...bgnbd.models, gammaGamma: modelOf({ ...truth, spend }).models.gammaGamma },
    };
    const months = (count: number) =>
      new Forecaster({ ...counting, clv: { ...clv, horizonMonths: count } }).pointForecasts(customersOf([worked]))
        .clvMinor[0] ?? Number.NaN;
    // 39 weeks are 8.976 months.
    expect((months(8) + 0.976 * (months(9) - months(8))) / 100).toBeCloseTo(1.226, 2);
  });

  it("of 90 days: at most as likely active as alive, and at least as many purchases expected as buyers", () => {
    const { pAlive, pActive90, expected90 } = new Forecaster(model).pointForecasts(customersOf([worked]));
    expect(pActive90[0]).toBeLessThan(pAlive[0] ?? 0);
    const gone = (7 + 272 / 7) / (7 + 272 / 7 + 90 / 7);
    expect((pActive90[0] ?? 0) / (pAlive[0] ?? 1)).toBeCloseTo(1 - gone ** 2.6, 12);
    expect(expected90[0]).toBeGreaterThan(pActive90[0] ?? 1);
    expect(expected90[0]).toBeLessThan((pAlive[0] ?? 0) * ((2.6 * 90) / 7 / (7 + 272 / 7)));
  });

  it("take customers whose repeats were all given back as if these had brought nothing", () => {
    const columns = customersOf([worked, worked]);
    columns.repeatNetMinor.set([-5000, 0]);
    const { clvMinor } = new Forecaster(model).pointForecasts(columns);
    expect(clvMinor[0]).toBe(clvMinor[1]);
    expect(clvMinor[0]).toBeGreaterThan(0);
  });

  it("are in minor units of any currency", () => {
    const columns = customersOf([worked]);
    const cents = new Forecaster(model).forecast(columns);
    columns.repeatNetMinor[0] = (columns.repeatNetMinor[0] ?? 0) * 10;
    const mills = new Forecaster({ ...model, minorPerMajor: 1000 }).forecast(columns);
    expect((mills.clvMinor[0] ?? 0) / (cents.clvMinor[0] ?? 1)).toBeCloseTo(10, 9);
    expect((mills.clvHighMinor[0] ?? 0) / (cents.clvHighMinor[0] ?? 1)).toBeCloseTo(10, 9);
  });
});

describe("forecasts by a model of spend that counts first purchase days", () => {
  const { gammaGamma } = modelOf(truth, 0.05).models;
  const withFirst = (night = modelOf(truth, 0.05)) => ({
    ...night,
    models: { ...night.models, ...(gammaGamma && { gammaGammaWithFirst: gammaGamma }) },
  });
  const columns = customersOf([worked, other]);
  columns.netMinor.set([6500, 900]);

  it("go by all purchase days and what all of them brought", () => {
    const [without, counted] = [modelOf(truth, 0.05), withFirst()].map((night) => new Forecaster(night));
    expect([without?.readsFirstDays, counted?.readsFirstDays]).toEqual([false, true]);
    const ratio = (i: number) =>
      (counted?.pointForecasts(columns).clvMinor[i] ?? 0) / (without?.pointForecasts(columns).clvMinor[i] ?? 1);
    const { p, q, gamma } = truth.spend;
    expect(ratio(0)).toBeCloseTo((gamma + 65) / (3 * p + q - 1) / ((gamma + 44.7) / (2 * p + q - 1)), 12);
    // Who bought once for less than others do will bring less than others.
    expect(ratio(1)).toBeCloseTo((gamma + 9) / (p + q - 1) / (gamma / (q - 1)), 12);
  });

  it("have the gradient of that spend", () => {
    const forecast = (spend: typeof truth.spend, of = columns) => {
      const night = withFirst(modelOf({ ...truth, spend }, 0.05));
      const moved = modelOf({ ...truth, spend }, 0.05).models.gammaGamma;
      return new Forecaster({
        ...night,
        models: { ...night.models, ...(moved && { gammaGammaWithFirst: moved }) },
      }).forecast(of);
    };
    const one = customersOf([worked]);
    one.netMinor[0] = 6500;
    const middle = forecast(truth.spend, one);
    for (const [i, name] of (["p", "q", "gamma"] as const).entries()) {
      const moved = (by: number) =>
        Math.log(forecast({ ...truth.spend, [name]: truth.spend[name] * Math.exp(by) }, one).clvMinor[0] ?? 0);
      const slope = (moved(1e-4) - moved(-1e-4)) / 2e-4;
      expect((middle.clvSums.gradientMinor[4 + i] ?? 0) / (middle.clvMinor[0] ?? 1)).toBeCloseTo(slope, 3);
    }
  });
});

describe("forecasts of who spent far beyond others on few days", () => {
  const bounded = modelOf(truth, 0.05);
  const { gammaGamma } = bounded.models;
  const usual = { middleMajor: 20, mostMajor: 400 };
  const fit = gammaGamma && { ...gammaGamma, usual };
  const night = { ...bounded, models: { ...bounded.models, gammaGamma: fit } };
  const counting = (spend: typeof gammaGamma) => ({
    ...night,
    models: { ...night.models, ...(spend && { gammaGammaWithFirst: spend }) },
  });
  const [withFirst, ofEarlierVersion] = [counting(fit), counting(gammaGamma)];
  const spent = (...days: readonly number[]) => {
    const [first = 0, ...repeats] = days;
    const columns = customersOf([{ ...worked, x: repeats.length }]);
    const repeatNet = repeats.reduce((sum, minor) => sum + minor, 0);
    columns.repeatNetMinor[0] = repeatNet;
    columns.netMinor[0] = first + repeatNet;
    columns.greatestRepeatMinor[0] = Math.max(0, ...repeats);
    return columns;
  };
  const clvOf = (of: typeof night, columns: ReturnType<typeof spent>) => new Forecaster(of).forecast(columns);

  it("count the greatest day as the bound, be it the first or a later one", () => {
    const held = clvOf(withFirst, spent(2000, 2000, 40_000));
    for (const days of [
      [2000, 2000, 9_000_000],
      [2000, 9_000_000, 2000],
      [9_000_000, 2000, 2000],
    ])
      expect(clvOf(withFirst, spent(...days)).clvMinor[0]).toBeCloseTo(held.clvMinor[0] ?? 0, 6);
    // A first day that does not count in spend is no greatest day either.
    expect(clvOf(night, spent(9_000_000, 2000, 2000)).clvMinor).toEqual(clvOf(night, spent(2000, 2000, 2000)).clvMinor);
  });

  it("reach up to what all of it would make", () => {
    const once = spent(9_000_000);
    const [held, full] = [withFirst, ofEarlierVersion].map((of) => clvOf(of, once));
    expect(held?.clvMinor[0]).toBeLessThan((full?.clvMinor[0] ?? 0) / 100);
    expect(held?.clvHighMinor[0]).toBeCloseTo(full?.clvMinor[0] ?? 0, 3);
    const told = new Forecaster(withFirst).inFull(once, 0, held?.clvMinor[0] ?? 0);
    expect(told).toEqual({
      clvMinor: expect.closeTo(full?.clvMinor[0] ?? 0, 3),
      ...{ purchaseDays: 1, spentMinor: 9_000_000, believedMinor: 40_000 },
    });
  });

  it("are as they are of everybody else, and by a model of an earlier version", () => {
    const within = spent(2000, 2000, 2000);
    expect(clvOf(withFirst, within)).toEqual(clvOf(ofEarlierVersion, within));
    expect(new Forecaster(withFirst).inFull(within, 0, 1000)).toBeUndefined();
    expect(new Forecaster(ofEarlierVersion).inFull(spent(2000, 9_000_000), 0, 1000)).toBeUndefined();
  });
});

describe("what a night's models cannot say", () => {
  const nothing = { gradientMinor: [0, 0, 0, 0, 0, 0, 0], outcomeVariance: 0 };

  it("is everything on a night without a purchase model, or where the model in force was not fitted", () => {
    for (const chosen of ["none", "pnbd", "bgnbd"] as const) {
      const forecaster = new Forecaster({ ...model, chosen });
      expect(forecaster.knowsValue).toBe(false);
      const { clvSums, ...columns } = forecaster.forecast(customersOf([worked, other]));
      for (const column of Object.values(columns)) expect([...column]).toEqual([Number.NaN, Number.NaN]);
      expect(clvSums).toEqual(nothing);
    }
  });

  it("is CLV and its intervals without a model of spend", () => {
    const forecaster = new Forecaster({ ...model, models: { ...model.models, gammaGamma: null } });
    expect(forecaster.knowsValue).toBe(false);
    const { pAlive, pActive90, expected90, clvSums, ...money } = forecaster.forecast(customersOf([worked]));
    for (const column of [pAlive, pActive90, expected90]) expect(column[0]).toBeGreaterThan(0);
    for (const column of Object.values(money)) expect([...column]).toEqual([Number.NaN]);
    expect(clvSums).toEqual(nothing);
  });

  it("is the model's interval where a fit does not know its parameters' error, not the other", () => {
    const columns = customersOf([worked]);
    const forecast = new Forecaster(model).forecast(columns);
    expect(new Forecaster(model).knowsValue).toBe(true);
    expect([forecast.clvModelLowMinor[0], forecast.clvModelHighMinor[0]]).toEqual([Number.NaN, Number.NaN]);
    expect(forecast.clvHighMinor[0]).toBeGreaterThan(forecast.clvMinor[0] ?? 0);
    const certain = new Forecaster(modelOf(truth, 0.05)).forecast(columns);
    expect(certain.clvModelHighMinor[0]).toBeGreaterThan(certain.clvMinor[0] ?? 0);
  });
});

describe("intervals and sums", () => {
  it("are drawn around what is foretold of a customer with just these purchases", () => {
    const certain = modelOf(truth, 0.05);
    const forecast = new Forecaster(certain).forecast(customersOf([worked]));
    const { mbgnbd, gammaGamma } = certain.models;
    if (mbgnbd === null || gammaGamma === null) throw new Error("both are fitted");
    const uncertainty = parameterUncertainty(mbgnbd, gammaGamma);
    const intervals = new ClvIntervals(spreadModel(truth), aliveGradient(certain), uncertainty, 100);
    const column = () => new Float64Array(1);
    const out = {
      clvLowMinor: column(),
      clvHighMinor: column(),
      clvModelLowMinor: column(),
      clvModelHighMinor: column(),
    };
    const [pAlive = 0, clvMinor = 0] = [forecast.pAlive[0], forecast.clvMinor[0]];
    intervals.add(out, 0, { repeats: 2, recencyDays: 213, ageDays: 272, spentMajor: 44.7, pAlive, clvMinor });
    expect(forecast).toMatchObject(out);
    expect(forecast.clvSums).toEqual(intervals.takeSums());
  });

  it("of many customers are those of each, and begin anew with every call", () => {
    const forecaster = new Forecaster(modelOf(truth, 0.05));
    const both = forecaster.forecast(customersOf([worked, other]));
    const alone = [worked, other].map((one) => forecaster.forecast(customersOf([one])));
    for (const name of ["clvLowMinor", "clvHighMinor", "clvModelLowMinor", "clvModelHighMinor"] as const)
      expect([...both[name]]).toEqual(alone.map((one) => one[name][0]));
    const [first, second] = alone.map((one) => one.clvSums);
    expect(both.clvSums.gradientMinor).toEqual(
      first?.gradientMinor.map((sum, i) => sum + (second?.gradientMinor[i] ?? Number.NaN)),
    );
    expect(both.clvSums.outcomeVariance).toBe((first?.outcomeVariance ?? 0) + (second?.outcomeVariance ?? 0));
  });

  it("of nobody are nothing", () => {
    const { pAlive, clvHighMinor, clvSums } = new Forecaster(model).forecast(emptySummaryColumns(0));
    expect([pAlive.length, clvHighMinor.length, clvSums.outcomeVariance]).toEqual([0, 0, 0]);
  });
});
