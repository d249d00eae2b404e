import { describe, expect, it } from "vitest";
import { logOddsOf, meanChance, shiftToMean } from "../../../shared/stats/log-odds.ts";

describe("log-odds of a chance", () => {
  it("are nothing at even, ln 9 at nine to one, and the same below with a minus", () => {
    expect(logOddsOf(0.5)).toBe(0);
    expect(logOddsOf(0.9)).toBeCloseTo(Math.log(9), 12);
    expect(logOddsOf(0.1)).toBeCloseTo(-Math.log(9), 12);
  });

  it("are e^20 to one at most, either way, of what is as good as certain", () => {
    for (const sure of [1, 1 - 1e-12]) expect(logOddsOf(sure)).toBe(20);
    for (const never of [0, 1e-300]) expect(logOddsOf(never)).toBe(-20);
    // Odds of 1 to 10^8 are still told apart: e^-18.4.
    expect(logOddsOf(1e-8)).toBeCloseTo(-8 * Math.log(10), 6);
  });
});

describe("the shift that brings chances to a mean", () => {
  it("is the difference of log-odds where everybody is alike", () => {
    expect(shiftToMean(Float64Array.of(Math.log(4)), Float64Array.of(7), 0.5)).toBeCloseTo(-Math.log(4), 12);
    expect(shiftToMean(Float64Array.of(-3), Float64Array.of(7), 0.9)).toBeCloseTo(3 + Math.log(9), 12);
  });

  it("counts customers, not entries", () => {
    const [odds, count] = [Float64Array.of(-2, 0, 3), Float64Array.of(100, 1, 5)];
    for (const mean of [0.01, 0.3, 0.99]) {
      const shift = shiftToMean(odds, count, mean);
      expect(meanChance(odds, count, shift).mean).toBeCloseTo(mean, 12);
    }
    expect(shiftToMean(odds, count, 0.3)).not.toBeCloseTo(shiftToMean(odds, count.fill(1), 0.3), 1);
  });

  it("is found from far away", () => {
    const [odds, count] = [Float64Array.of(-20, 20), Float64Array.of(1, 1)];
    expect(meanChance(odds, count, shiftToMean(odds, count, 0.9)).mean).toBeCloseTo(0.9, 9);
  });

  it("is none of nobody, and where none would do", () => {
    expect(shiftToMean(new Float64Array(0), new Float64Array(0), 0.3)).toBe(0);
    expect(shiftToMean(Float64Array.of(1), Float64Array.of(0), 0.3)).toBe(0);
    expect(shiftToMean(Float64Array.of(0, 0), Float64Array.of(3, 4), 0.5)).toBe(0);
  });
});

describe("the mean chance", () => {
  it("and its slope are those of customers, moved by the shift", () => {
    // Chances of 1/2 and 3/4.
    const { mean, slope } = meanChance(Float64Array.of(-1, Math.log(3) - 1), Float64Array.of(3, 1), 1);
    expect(mean).toBeCloseTo((3 / 2 + 3 / 4) / 4, 12);
    expect(slope).toBeCloseTo((3 / 4 + 3 / 16) / 4, 12);
  });

  it("is none of nobody", () => {
    expect(meanChance(new Float64Array(0), new Float64Array(0), 0).mean).toBeNaN();
  });
});
