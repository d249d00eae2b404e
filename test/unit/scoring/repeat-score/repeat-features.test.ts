import { expect, test } from "vitest";
import {
  featuresOf,
  frequencyFeature,
  knownFeature,
  seasonFeature,
  silenceFeature,
} from "../../../../shared/scoring/repeat-score/repeat-features.ts";
import { PLAIN_CHANCE } from "../../../../shared/scoring/repeat-score/repeat-rule.ts";

test("silence, frequency and seasons count by proportions, and whoever bought today, or once, or not then, by nothing", () => {
  for (const feature of [silenceFeature, frequencyFeature, seasonFeature]) {
    expect(feature(0)).toBe(0);
    expect(feature(1)).toBeCloseTo(Math.LN2, 12);
    expect(feature(99)).toBeCloseTo(2 * Math.log(10), 12);
  }
});

test("a season of earlier years says something of who had bought by its first day, and of nobody younger", () => {
  expect([364, 365, 730].map((age) => knownFeature(age, 1))).toEqual([0, 1, 1]);
  expect([364, 729, 730].map((age) => knownFeature(age, 2))).toEqual([0, 0, 1]);
});

test("each candidate is made of what its name says, the later ones of all that the plainer ones have", () => {
  expect(featuresOf["calibrated-chance"]).toEqual(["chance"]);
  expect(featuresOf["calibrated-silence"]).toEqual(["silence"]);
  expect(featuresOf.combined).toEqual(["chance", "silence", "frequency"]);
  expect(new Set(featuresOf.seasonal)).toEqual(new Set(Object.keys(PLAIN_CHANCE.coefficients)));
});

test("a plain chance goes by the chance alone, and leaves it as it is", () => {
  const { intercept, coefficients } = PLAIN_CHANCE;
  const goesBy = Object.entries(coefficients).filter(([, coefficient]) => coefficient !== 0);
  expect(goesBy).toEqual(featuresOf["plain-chance"].map((feature) => [feature, 1]));
  expect(intercept).toBe(0);
});
