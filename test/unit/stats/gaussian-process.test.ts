import { describe, expect, it } from "vitest";
import { conditioned } from "../../../shared/stats/gaussian-process.ts";

describe("one more value of a Gaussian process", () => {
  it("is drawn towards the one that was seen, by how much the two have in common", () => {
    const found = conditioned([[2]], [1], [1], 1);
    expect(found?.mean).toBeCloseTo(1 / 2, 12);
    expect(found?.variance).toBeCloseTo(1 / 2, 12);
    // The density of 1 with variance 2, without the factor that all have.
    expect(found?.logLikelihood).toBeCloseTo(-(1 / 2 + Math.log(2)) / 2, 12);
  });

  it("follows from two values by hand", () => {
    // The inverse of [[2, 1], [1, 3]] is [[3, -1], [-1, 2]] / 5; of (1, 4) it makes (-1, 7) / 5, of (1, 2) it makes (1, 3) / 5.
    const covariance = [
      [2, 1],
      [1, 3],
    ];
    const found = conditioned(covariance, [1, 4], [1, 2], 3);
    expect(found?.mean).toBeCloseTo((-1 + 2 * 7) / 5, 12);
    expect(found?.variance).toBeCloseTo(3 - (1 + 2 * 3) / 5, 12);
    expect(found?.logLikelihood).toBeCloseTo(-((-1 + 4 * 7) / 5 + Math.log(5)) / 2, 12);
  });

  it("is what it was before where nothing was seen, or nothing that has to do with it", () => {
    expect(conditioned([], [], [], 0.7)).toEqual({ mean: 0, variance: 0.7, logLikelihood: -0 });
    expect(conditioned([[2]], [5], [0], 0.7)).toMatchObject({ mean: 0, variance: 0.7 });
  });

  it("is certain, and not more than that, where it was seen without noise", () => {
    const found = conditioned([[0.1]], [0.3], [0.1], 0.1);
    expect(found?.mean).toBeCloseTo(0.3, 12);
    expect(found?.variance).toBeCloseTo(0, 12);
    expect(conditioned([[1]], [1], [1.1], 1)?.variance).toBe(0);
  });

  it("is not known by a covariance that is none", () => {
    const twice = [
      [1, 2],
      [2, 1],
    ];
    expect(conditioned(twice, [1, 1], [1, 1], 1)).toBeUndefined();
  });
});
