import { describe, expect, it } from "vitest";
import { beta, exponential, gamma, normal, type Random, seededRandom } from "../../../shared/stats/random.ts";

const DRAWS = 100_000;
const draws = (draw: (random: Random) => number): Float64Array => {
  const random = seededRandom(1);
  return Float64Array.from({ length: DRAWS }, () => draw(random));
};
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

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

  // The generator of PractRand, compiled from C with this seeding.
  it.each([
    [0, [2381108232, 3976095626, 2467262069]],
    [1, [2212199553, 1506684997, 389392296]],
    [20261122, [1289657241, 619417090, 106955748]],
    [-1, [4182873111, 638246997, 1384417266]],
  ])("from seed %i on are those of sfc32, over 2^32", (seed, wanted) => {
    const random = seededRandom(seed);
    expect(wanted.map(() => random() * 2 ** 32)).toEqual(wanted);
  });

  // Name, generator, mean, variance and excess kurtosis.
  it.each([
    ["uniform", (random: Random) => random(), 1 / 2, 1 / 12, -1.2],
    ["exponential", exponential, 1, 1, 6],
    ["normal", normal, 0, 1, 0],
    ["gamma of shape 4", (random: Random) => gamma(random, 4), 4, 4, 6 / 4],
    ["gamma of shape 0.3", (random: Random) => gamma(random, 0.3), 0.3, 0.3, 6 / 0.3],
    ["beta of 2 and 3", (random: Random) => beta(random, 2, 3), 0.4, 0.04, -9 / 14],
  ])("%s has its mean and variance, to four of their standard errors", (_, draw, wanted, variance, kurtosis) => {
    const values = draws(draw);
    expect(Math.abs(mean(values) - wanted)).toBeLessThan(4 * Math.sqrt(variance / DRAWS));
    const got = mean(values.map((value) => (value - wanted) ** 2));
    expect(Math.abs(got / variance - 1)).toBeLessThan(4 * Math.sqrt((kurtosis + 2) / DRAWS));
  });

  // Closed forms of the distribution functions.
  it.each([
    ["exponential", exponential, (x: number) => -Math.expm1(-x)],
    ["gamma of shape 1", (random: Random) => gamma(random, 1), (x: number) => -Math.expm1(-x)],
    [
      "gamma of shape 4",
      (random: Random) => gamma(random, 4),
      (x: number) => 1 - Math.exp(-x) * (1 + x + x ** 2 / 2 + x ** 3 / 6),
    ],
    [
      "the square of a normal of two degrees",
      (random: Random) => normal(random) ** 2 + normal(random) ** 2,
      (x: number) => -Math.expm1(-x / 2),
    ],
    ["beta of 2 and 3", (random: Random) => beta(random, 2, 3), (x: number) => 6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4],
  ])("%s is distributed as its formula says, by the test of Kolmogorov and Smirnov", (_, draw, distribution) => {
    const values = draws(draw).sort();
    const off = values.reduce((most, x, i) => {
      const share = distribution(x);
      return Math.max(most, share - i / DRAWS, (i + 1) / DRAWS - share);
    }, 0);
    // Farther off by chance once in a thousand seeds.
    expect(off).toBeLessThan(1.95 / Math.sqrt(DRAWS));
  });

  it("normal takes neither the middle of the disc, which has no direction, nor its rim", () => {
    // Pairs are (0, 0), (-1, 0) and (1/2, 0), of which the last lies inside.
    const halves = [0.5, 0.5, 0, 0.5, 0.75, 0.5];
    const random: Random = () => halves.shift() ?? Number.NaN;
    expect(normal(random)).toBeCloseTo(2 * Math.sqrt(Math.LN2), 14);
  });
});
