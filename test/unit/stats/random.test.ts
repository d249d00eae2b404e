import { describe, expect, it } from "vitest";
import { beta, exponential, gamma, normal, type Random, seededRandom } from "../../../shared/stats/random.ts";

const moments = (draw: (random: Random) => number) => {
  const random = seededRandom(1);
  const values = Array.from({ length: 40_000 }, () => draw(random));
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, variance: values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length };
};

describe("seeded random numbers", () => {
  it("are the same for the same seed, and others for the next one", () => {
    const three = (seed: number) => {
      const random = seededRandom(seed);
      return [random(), random(), random()];
    };
    expect(three(7)).toEqual(three(7));
    expect(three(7)).not.toEqual(three(8));
    expect(three(0).every((value) => value >= 0 && value < 1)).toBe(true);
  });

  it.each([
    ["uniform", (random: Random) => random(), 1 / 2, 1 / 12],
    ["exponential", exponential, 1, 1],
    ["normal", normal, 0, 1],
    ["gamma of shape 4", (random: Random) => gamma(random, 4), 4, 4],
    ["gamma of shape 0.3", (random: Random) => gamma(random, 0.3), 0.3, 0.3],
    ["beta of 2 and 3", (random: Random) => beta(random, 2, 3), 0.4, 0.04],
  ])("%s has its mean and variance", (_, draw, mean, variance) => {
    const got = moments(draw);
    expect(Math.abs(got.mean - mean)).toBeLessThan(4 * Math.sqrt(variance / 40_000));
    expect(got.variance / variance).toBeGreaterThan(0.93);
    expect(got.variance / variance).toBeLessThan(1.07);
  });
});
