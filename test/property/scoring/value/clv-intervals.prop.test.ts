import fc from "fast-check";
import { expect, it } from "vitest";
import { aliveGradient } from "../../../../shared/scoring/models/alive-gradient.ts";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { LOG_STEP, movedModels } from "../../../../shared/scoring/models/moved-model.ts";
import { aheadWithin } from "../../../../shared/scoring/models/purchase-curve.ts";
import { betaGeometricModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { clvTotal, mergeClvSums, newClvSums } from "../../../../shared/scoring/value/clv-total.ts";
import { Forecaster } from "../../../../shared/scoring/value/forecaster.ts";
import { customersOf, modelOf } from "../../../support/future-model.ts";
import { often } from "../../../support/often.ts";
import type { FutureTruth, KnownCustomer } from "../../../support/simulate-futures.ts";

const SEED = 20261121;
const positive = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const purchases = fc.record({
  r: positive(0.1, 5),
  alpha: positive(1, 50),
  a: positive(0.05, 10),
  b: positive(0.3, 50),
});
const truth = fc.record({
  purchases,
  spend: fc.record({ p: positive(0.5, 20), q: positive(1.2, 20), gamma: positive(1, 1000) }),
  clv: fc.record({
    horizonMonths: fc.integer({ min: 1, max: 24 }),
    discountRatePerMonth: fc.double({ min: 0, max: 0.03, noNaN: true }),
  }),
});
const customer: fc.Arbitrary<KnownCustomer> = fc
  .record({
    x: fc.nat({ max: 40 }),
    recency: fc.integer({ min: 1, max: 700 }),
    silence: fc.nat({ max: 700 }),
    mean: positive(1, 500),
  })
  .map(({ x, recency, silence, mean }) => ({
    x,
    recencyWeeks: x === 0 ? 0 : recency / 7,
    ageWeeks: ((x === 0 ? 0 : recency) + silence) / 7,
    repeatMajor: Math.round(x * mean),
  }));
const forecastOf = (model: ReturnType<typeof modelOf>, customers: readonly KnownCustomer[]) =>
  new Forecaster(model).forecast(customersOf(customers));
const first = (column: Float64Array): number => column[0] ?? Number.NaN;

it("both intervals hold the CLV, the wider one holds the other, and less certain parameters widen both", () => {
  fc.assert(
    fc.property(truth, customer, (of, one) => {
      const [sure, unsure] = [0.02, 0.2].map((logSd) => forecastOf(modelOf(of, logSd), [one]));
      if (sure === undefined || unsure === undefined) return;
      for (const { clvMinor, clvLowMinor, clvHighMinor, clvModelLowMinor, clvModelHighMinor } of [sure, unsure]) {
        const ends = [clvLowMinor, clvModelLowMinor, clvMinor, clvModelHighMinor, clvHighMinor].map(first);
        expect(ends[0]).toBeGreaterThanOrEqual(0);
        for (let i = 1; i < ends.length; i++) expect(ends[i]).toBeGreaterThanOrEqual((ends[i - 1] ?? 0) * (1 - 1e-12));
      }
      for (const name of ["clvHighMinor", "clvModelHighMinor"] as const)
        expect(first(unsure[name])).toBeGreaterThan(first(sure[name]));
      for (const name of ["clvLowMinor", "clvModelLowMinor"] as const)
        expect(first(unsure[name])).toBeLessThanOrEqual(first(sure[name]));
    }),
    { seed: SEED, numRuns: often(60) },
  );
});

it("parameters that nobody knows the error of leave the model's interval empty, and the other as chance has it", () => {
  const of = {
    purchases: { r: 1, alpha: 8, a: 0.5, b: 3 },
    spend: { p: 6, q: 4, gamma: 15 },
    clv: { horizonMonths: 12, discountRatePerMonth: 0 },
  };
  const one = { x: 6, recencyWeeks: 50, ageWeeks: 52, repeatMajor: 120 };
  const blind = forecastOf(modelOf(of), [one]);
  const sure = forecastOf(modelOf(of, 1e-9), [one]);
  expect([first(blind.clvModelLowMinor), first(blind.clvModelHighMinor)]).toEqual([Number.NaN, Number.NaN]);
  expect(first(blind.clvHighMinor)).toBeCloseTo(first(sure.clvHighMinor), 3);
});

it("a longer horizon is worth more, and its interval is wider", () => {
  fc.assert(
    fc.property(truth, customer, (of, one) => {
      const width = (horizonMonths: number) => {
        const seen = forecastOf(modelOf({ ...of, clv: { ...of.clv, horizonMonths } }, 0.05), [one]);
        return [first(seen.clvMinor), first(seen.clvHighMinor)] as const;
      };
      const [near, far] = [width(of.clv.horizonMonths), width(2 * of.clv.horizonMonths)];
      expect(far[0]).toBeGreaterThan(near[0]);
      // Where more than a twentieth begin to bring something the upper tail changes from a tenth to a twentieth: wider too.
      expect(far[1]).toBeGreaterThan(near[1] * 0.995);
    }),
    { seed: SEED, numRuns: often(40) },
  );
});

it("money in another unit scales every amount and nothing else", () => {
  fc.assert(
    fc.property(truth, customer, fc.constantFrom(10, 1000), (of, one, unit) => {
      const scaled: FutureTruth = { ...of, spend: { ...of.spend, gamma: of.spend.gamma * unit } };
      const here = forecastOf(modelOf(of, 0.1), [one]);
      const there = forecastOf(modelOf(scaled, 0.1), [{ ...one, repeatMajor: one.repeatMajor * unit }]);
      for (const name of [
        "clvMinor",
        "clvLowMinor",
        "clvHighMinor",
        "clvModelLowMinor",
        "clvModelHighMinor",
      ] as const) {
        expect(first(there[name])).toBeGreaterThanOrEqual(first(here[name]) * unit * (1 - 1e-9));
        expect(first(there[name])).toBeLessThanOrEqual(first(here[name]) * unit * (1 + 1e-9));
      }
    }),
    { seed: SEED, numRuns: often(30) },
  );
});

it("the shop's CLV and its intervals are the same however customers are ordered and cut into shards", () => {
  const of = {
    purchases: { r: 0.6, alpha: 7, a: 0.8, b: 1.2 },
    spend: { p: 6, q: 4, gamma: 15 },
    clv: { horizonMonths: 12, discountRatePerMonth: 0.01 },
  };
  const model = modelOf(of, 0.05);
  fc.assert(
    fc.property(fc.array(customer, { minLength: 2, maxLength: 40 }), fc.nat({ max: 40 }), (customers, at) => {
      const whole = forecastOf(model, customers).clvSums;
      const merged = newClvSums();
      mergeClvSums(merged, forecastOf(model, customers.slice(at).reverse()).clvSums);
      mergeClvSums(merged, forecastOf(model, customers.slice(0, at)).clvSums);
      expect(merged).toEqual(whole);
    }),
    { seed: SEED, numRuns: often(25) },
  );
});

it("of a shop with ever more of the same customers, chance averages out and the parameters' error stays", () => {
  const of = {
    purchases: { r: 0.6, alpha: 7, a: 0.8, b: 1.2 },
    spend: { p: 6, q: 4, gamma: 15 },
    clv: { horizonMonths: 12, discountRatePerMonth: 0.01 },
  };
  const model = modelOf(of, 0.05);
  const one = { x: 3, recencyWeeks: 20, ageWeeks: 39, repeatMajor: 90 };
  const [few, many] = [10, 40_000].map((n) => {
    const forecast = forecastOf(model, Array<KnownCustomer>(n).fill(one));
    const total = clvTotal(n * first(forecast.clvMinor), forecast.clvSums, model);
    const high = (minor: number | null | undefined) => Math.log((minor ?? Number.NaN) / (n * first(forecast.clvMinor)));
    return {
      model: high(total?.modelHighMinor),
      all: high(total?.highMinor),
      one: high(n * first(forecast.clvModelHighMinor)),
    };
  });
  expect(few?.model).toBeCloseTo(many?.model ?? 0, 3);
  expect(few?.model).toBeCloseTo(few?.one ?? 0, 3);
  expect(few?.all).toBeGreaterThan(2 * (few?.model ?? 0));
  expect(many?.all).toBeLessThan(1.1 * (many?.model ?? 0));
});

it("the curve of purchases to come is the series it was drawn from", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(bgnbd, mbgnbd),
      purchases,
      fc.nat({ max: 200 }),
      fc.nat({ max: 1500 }),
      positive(0.5, 52),
      (which, params, x, days, weeks) => {
        const model = betaGeometricModel(which, params);
        const wanted = model.ahead(x).expected(days / 7, weeks);
        expect(Math.abs(aheadWithin(model, x, 52).expected(days / 7, weeks) / wanted - 1)).toBeLessThan(1e-9);
      },
    ),
    { seed: SEED, numRuns: often(100) },
  );
});

it("the gradient of P(alive) is what moving each parameter a little does", () => {
  fc.assert(
    fc.property(purchases, customer, (params, { x, recencyWeeks, ageWeeks }) => {
      const { models } = modelOf({
        purchases: params,
        spend: { p: 6, q: 4, gamma: 15 },
        clv: { horizonMonths: 12, discountRatePerMonth: 0 },
      });
      const force = { chosen: "mbgnbd", models } as const;
      const alive = betaGeometricModel(mbgnbd, params).pAlive(x, recencyWeeks, ageWeeks);
      const gradient = new Float64Array(4);
      aliveGradient(force)(gradient, x, recencyWeeks, ageWeeks, alive);
      if (alive < 1e-100) return;
      for (const [i, [up, down]] of movedModels(force).entries()) {
        const rise = Math.log(up.pAlive(x, recencyWeeks, ageWeeks)) - Math.log(down.pAlive(x, recencyWeeks, ageWeeks));
        const got = gradient[i] ?? Number.NaN;
        expect(Math.abs(got - rise / (2 * LOG_STEP))).toBeLessThan(1e-4 * (1 + Math.abs(got) ** 2));
      }
    }),
    { seed: SEED, numRuns: often(120) },
  );
});
