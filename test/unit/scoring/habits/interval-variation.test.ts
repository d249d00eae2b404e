import { describe, expect, it } from "vitest";
import { intervalVariation, regularVariation } from "../../../../shared/scoring/habits/interval-variation.ts";
import { exponential, seededRandom } from "../../../../shared/stats/random.ts";

const daysAfter = (...intervals: readonly number[]) => {
  let day = 20000;
  return [0, ...intervals].map((interval) => {
    day += interval;
    return { day, orders: 1, netMinor: 1000 };
  });
};
const variationOf = (...intervals: readonly number[]) =>
  intervalVariation(daysAfter(...intervals), intervals.length + 1);

describe("intervalVariation", () => {
  it("is the standard deviation with n - 1 over the mean", () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares about it 32.
    expect(variationOf(2, 4, 4, 4, 5, 5, 7, 9)).toBeCloseTo(Math.sqrt(32 / 7) / 5, 14);
    expect(variationOf(30, 30, 30)).toBe(0);
  });

  it("is not known under three intervals", () => {
    expect(variationOf(30, 31)).toBeUndefined();
    expect(variationOf(30, 31, 29)).toBeDefined();
  });

  it("leaves out what comes after the days asked for", () => {
    const days = daysAfter(10, 10, 10, 300);
    expect(intervalVariation(days, 4)).toBe(0);
    expect(intervalVariation(days, 5)).toBeGreaterThan(1);
  });

  it("does not depend on the unit of time", () => {
    expect(variationOf(3, 9, 5, 4)).toBeCloseTo(variationOf(21, 63, 35, 28) ?? Number.NaN, 14);
  });
});

describe("regularVariation", () => {
  it("for three intervals is what the area of a circle in a triangle gives", () => {
    // Shares of three intervals lie in a triangle of side sqrt 2; the circle holds a twentieth of it.
    const area = (Math.sqrt(3) / 4) * 2;
    const squaredRadius = (0.05 * area) / Math.PI;
    expect(regularVariation(3)).toBeCloseTo(3 * Math.sqrt(squaredRadius / 2), 12);
  });

  it("rises to one half, and stays there", () => {
    const limits = [3, 4, 5, 6, 7, 8, 50, 1000].map(regularVariation);
    expect(limits).toEqual([...limits].sort((a, b) => a - b));
    expect(limits.slice(4)).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(limits[3]).toBeLessThan(0.49);
  });

  it.each([
    [3, 0.05],
    [4, 0.05],
    [5, 0.05],
    [6, 0.05],
  ])("lets %i intervals by chance pass for regular in one case of twenty", (intervals, expected) => {
    expect(passing(intervals)).toBeCloseTo(expected, 2);
  });

  it.each([[7], [10], [20]])("lets %i intervals by chance pass more rarely still", (intervals) => {
    expect(passing(intervals)).toBeLessThan(0.05);
  });
});

/** Share of customers buying by chance at an even rate whose so many intervals pass for regular. Long waits: days hardly round. */
const passing = (intervals: number): number => {
  const random = seededRandom(20261122 + intervals);
  const customers = 20_000;
  let passed = 0;
  for (let i = 0; i < customers; i++) {
    const waits = Array.from({ length: intervals }, () => Math.round(100_000 * exponential(random)));
    if ((variationOf(...waits) ?? 9) <= regularVariation(intervals)) passed += 1;
  }
  return passed / customers;
};
