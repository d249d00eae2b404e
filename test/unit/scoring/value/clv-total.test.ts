import { describe, expect, it } from "vitest";
import type { ClvSums } from "../../../../shared/model/clv-sums.ts";
import { Z90 } from "../../../../shared/model/rule-limits.ts";
import { addToClvSums, clvTotal, mergeClvSums, newClvSums } from "../../../../shared/scoring/value/clv-total.ts";
import { modelOf } from "../../../support/future-model.ts";

const truth = {
  purchases: { r: 0.6, alpha: 7, a: 0.8, b: 1.2 },
  spend: { p: 6, q: 4, gamma: 15 },
  clv: { horizonMonths: 12, discountRatePerMonth: 0.01 },
};
const gradient = Float64Array.of(0.5, -0.25, 0.1, 0, 1, -2, 0.004);
const nothing = [0, 0, 0, 0, 0, 0, 0];

describe("sums over customers", () => {
  it("of nobody are nothing of each slope, and no variance", () => {
    expect(newClvSums()).toEqual({ gradientMinor: nothing, outcomeVariance: 0 });
  });

  it("take each customer's slopes in whole minor units, and a variance in whole units", () => {
    const sums = newClvSums();
    addToClvSums(sums, 100, gradient, 7.4);
    expect(sums).toEqual({ gradientMinor: [50, -25, 10, 0, 100, -200, 0], outcomeVariance: 7 });
    addToClvSums(sums, 10, gradient, 2.6);
    expect(sums.gradientMinor.map((sum) => sum + 0)).toEqual([55, -27, 11, 0, 110, -220, 0]);
    expect(sums.outcomeVariance).toBe(10);
  });

  it("take a variance under nothing, which rounding makes, as nothing", () => {
    const sums = newClvSums();
    addToClvSums(sums, 100, gradient, 5);
    addToClvSums(sums, 100, gradient, -3);
    expect(sums.outcomeVariance).toBe(5);
  });

  it("have no variance once one customer has none, but go on adding slopes", () => {
    const sums = newClvSums();
    addToClvSums(sums, 100, gradient, Number.POSITIVE_INFINITY);
    addToClvSums(sums, 100, gradient, 4);
    expect(sums.outcomeVariance).toBeNull();
    expect(sums.gradientMinor[0]).toBe(100);
  });

  it("of two shards add up, and have no variance where either has none", () => {
    const one = { gradientMinor: [1, 2, 3, 4, 5, 6, 7], outcomeVariance: 10 };
    const two = { gradientMinor: [10, 20, 30, 40, 50, 60, -70], outcomeVariance: 5 };
    const into = newClvSums();
    mergeClvSums(into, one);
    mergeClvSums(into, two);
    expect(into).toEqual({ gradientMinor: [11, 22, 33, 44, 55, 66, -63], outcomeVariance: 15 });
    const without = { gradientMinor: [...nothing], outcomeVariance: null };
    mergeClvSums(into, without);
    expect(into.outcomeVariance).toBeNull();
    mergeClvSums(without, one);
    expect(without).toEqual({ ...one, outcomeVariance: null });
  });
});

describe("the shop's CLV", () => {
  const sums = { gradientMinor: [600, 0, 0, 0, -800, 0, 0], outcomeVariance: 0 };

  it("has the parameters' error about it: slopes of 0.6 and -0.8, each parameter known within 6 %, make 6 %", () => {
    const total = clvTotal(1000, sums, modelOf(truth, 0.06));
    expect(total?.expectedMinor).toBe(1000);
    expect(Math.log((total?.modelHighMinor ?? 0) / 1000) / Z90).toBeCloseTo(0.06, 12);
    expect(Math.log((total?.modelLowMinor ?? 0) / 1000) / Z90).toBeCloseTo(-0.06, 12);
  });

  it("has chance about it too: the error of a lognormal with the outcomes' variance, in root of squares with the other", () => {
    // A lognormal of mean 10.00 whose logarithm varies by 8 % has this variance, in major units; times 100 in minor times major.
    const outcomeVariance = 100 * 10 ** 2 * Math.expm1(0.08 ** 2);
    const total = clvTotal(1000, { ...sums, outcomeVariance }, modelOf(truth, 0.06));
    expect(Math.log((total?.highMinor ?? 0) / 1000) / Z90).toBeCloseTo(0.1, 12);
    expect(Math.log((total?.lowMinor ?? 0) / 1000) / Z90).toBeCloseTo(-0.1, 12);
    expect(Math.log((total?.modelHighMinor ?? 0) / 1000) / Z90).toBeCloseTo(0.06, 12);
  });

  it("has a range for what the past missed, in root of squares with both, as wide as few cuts make it", () => {
    const outcomeVariance = 100 * 10 ** 2 * Math.expm1(0.08 ** 2);
    const missing = (deviation: number, degrees: number, sumsOf: ClvSums = { ...sums, outcomeVariance }) =>
      clvTotal(1000, sumsOf, {
        ...modelOf(truth, 0.06),
        valueRange: { seasonKnown: true, deviation, degrees, cuts: [] },
      });
    const many = missing(0.24, 1e9);
    expect(Math.log((many?.rangeHighMinor ?? 0) / 1000) / Z90).toBeCloseTo(0.26, 8);
    expect(Math.log((many?.rangeLowMinor ?? 0) / 1000) / Z90).toBeCloseTo(-0.26, 8);
    expect(many?.highMinor).toBe(clvTotal(1000, { ...sums, outcomeVariance }, modelOf(truth, 0.06))?.highMinor);
    // Student's t of 8 degrees of freedom: 1.8595 for 1.6449.
    const few = Math.log((missing(0.24, 8)?.rangeHighMinor ?? 0) / 1000);
    expect(few).toBeCloseTo(Math.hypot(Z90 * 0.1, 1.8595 * 0.24), 3);
    expect(missing(0, 8)?.rangeHighMinor).toBeCloseTo(many?.highMinor ?? 0, 8);
    const without = missing(0.24, 1e9, { ...sums, outcomeVariance: null });
    expect(Math.log((without?.rangeHighMinor ?? 0) / 1000) / Z90).toBeCloseTo(Math.hypot(0.06, 0.24), 8);
    expect(clvTotal(1000, sums, modelOf(truth, 0.06))).toMatchObject({ rangeLowMinor: null, rangeHighMinor: null });
  });

  it("has a range that reaches further where the shop is odd, and nothing else that does", () => {
    const valueRange = { seasonKnown: true, deviation: 0.24, degrees: 8, cuts: [] };
    const usual = clvTotal(1000, sums, { ...modelOf(truth, 0.06), valueRange });
    const odd = { ...valueRange, opened: { low: 0.4, high: 1.5 } };
    const opened = clvTotal(1000, sums, { ...modelOf(truth, 0.06), valueRange: odd });
    expect(opened).toEqual({
      ...usual,
      rangeLowMinor: 0.4 * (usual?.rangeLowMinor ?? Number.NaN),
      rangeHighMinor: 1.5 * (usual?.rangeHighMinor ?? Number.NaN),
    });
  });

  it("has no interval of chance where spend has no variance", () => {
    const total = clvTotal(1000, { ...sums, outcomeVariance: null }, modelOf(truth, 0.06));
    expect(total).toMatchObject({ lowMinor: null, highMinor: null });
    expect(total?.modelHighMinor).toBeGreaterThan(1000);
  });

  it("is not said without a model, without spend, without parameters' errors, or where there is none", () => {
    const model = modelOf(truth, 0.06);
    expect(clvTotal(1000, sums, { ...model, chosen: "none" })).toBeUndefined();
    expect(clvTotal(1000, sums, { ...model, chosen: "pnbd" })).toBeUndefined();
    expect(clvTotal(1000, sums, { ...model, models: { ...model.models, gammaGamma: null } })).toBeUndefined();
    expect(clvTotal(1000, sums, modelOf(truth))).toBeUndefined();
    expect([0, -5, Number.NaN].map((minor) => clvTotal(minor, sums, model))).toEqual([undefined, undefined, undefined]);
  });
});
