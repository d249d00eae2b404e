import { expect, test } from "vitest";
import {
  chanceFeature,
  featuresOf,
  frequencyFeature,
  silenceFeature,
} from "../../../../shared/scoring/repeat-score/repeat-features.ts";
import { PLAIN_CHANCE } from "../../../../shared/scoring/repeat-score/repeat-rule.ts";

test("the chance counts by its odds: nothing at even, ln 9 at nine to one, the same below with a minus", () => {
  expect(chanceFeature(0.5)).toBe(0);
  expect(chanceFeature(0.9)).toBeCloseTo(Math.log(9), 12);
  expect(chanceFeature(0.1)).toBeCloseTo(-Math.log(9), 12);
});

test("a chance that is as good as certain, either way, counts as odds of e^20 to one", () => {
  for (const sure of [1, 1 - 1e-12]) expect(chanceFeature(sure)).toBe(20);
  for (const never of [0, 1e-300]) expect(chanceFeature(never)).toBe(-20);
  // Odds of 1 to 10^8 are still told apart: e^-18.4.
  expect(chanceFeature(1e-8)).toBeCloseTo(-8 * Math.log(10), 6);
});

test("silence and frequency count by proportions, and whoever bought today, or once, by nothing", () => {
  for (const feature of [silenceFeature, frequencyFeature]) {
    expect(feature(0)).toBe(0);
    expect(feature(1)).toBeCloseTo(Math.LN2, 12);
    expect(feature(99)).toBeCloseTo(2 * Math.log(10), 12);
  }
});

test("each candidate is made of what its name says", () => {
  expect(featuresOf["calibrated-chance"]).toEqual(["chance"]);
  expect(featuresOf["calibrated-silence"]).toEqual(["silence"]);
  expect(new Set(featuresOf.combined)).toEqual(new Set(Object.keys(PLAIN_CHANCE.coefficients)));
});

test("a plain chance goes by the chance alone, and leaves it as it is", () => {
  const { intercept, coefficients } = PLAIN_CHANCE;
  const goesBy = Object.entries(coefficients).filter(([, coefficient]) => coefficient !== 0);
  expect(goesBy).toEqual(featuresOf["plain-chance"].map((feature) => [feature, 1]));
  expect(intercept).toBe(0);
});
