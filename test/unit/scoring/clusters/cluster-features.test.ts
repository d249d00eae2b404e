import { describe, expect, test } from "vitest";
import {
  type ClusterScaling,
  learnScaling,
  type Point,
  pointOf,
  rescaled,
} from "../../../../shared/scoring/clusters/cluster-features.ts";

const customer = { daysSilent: 9, repeats: 0, recencyDays: 0, netMinor: 2000 };
const scaling = (scale: { mean: number; sd: number }): ClusterScaling => ({
  shopIntervalDays: 30,
  scales: [scale, scale, scale, scale],
  furthest: 3,
});

describe("learned scaling", () => {
  test("shares out the intervals of all customers: 20 + 70 days over 1 + 2 of them are 30 days", () => {
    const sample = [
      customer,
      { ...customer, repeats: 1, recencyDays: 20 },
      { ...customer, repeats: 2, recencyDays: 70 },
    ];
    expect(learnScaling(sample).shopIntervalDays).toBe(30);
  });

  test("of a shop where nobody bought twice has no interval, and an interval of a day tells nobody apart", () => {
    const { shopIntervalDays, scales } = learnScaling([customer, { ...customer, daysSilent: 40 }]);
    expect(shopIntervalDays).toBe(0);
    expect(scales[3]).toEqual({ mean: 0, sd: 0 });
  });

  test("has no spread where customers are alike, however their mean is rounded", () => {
    for (const customers of [3, 6, 7, 11, 13]) {
      const { scales } = learnScaling(new Array(customers).fill({ ...customer, repeats: 3, recencyDays: 100 }));
      expect(scales.map(({ sd }) => sd)).toEqual([0, 0, 0, 0]);
    }
  });
});

describe("a point", () => {
  test("of a feature without spread is 0, and none is further than the furthest", () => {
    expect(pointOf(customer, scaling({ mean: 5, sd: 0 }))).toEqual([0, 0, 0, 0]);
    expect(pointOf(customer, scaling({ mean: 0.5, sd: 1e-3 }))).toEqual([3, -3, 3, 3]);
  });

  test("of one night's scaling lies in another's where the same feature does", () => {
    const point: Point = [5, 0, -1, 0.5];
    // 1 + 2 times each of them, less 3, over 4.
    expect(rescaled(point, scaling({ mean: 1, sd: 2 }), scaling({ mean: 3, sd: 4 }))).toEqual([2, -0.5, -1, -0.25]);
  });

  test("is 0 in a scaling without spread", () => {
    expect(rescaled([5, 0, -1, 0.5], scaling({ mean: 1, sd: 2 }), scaling({ mean: 3, sd: 0 }))).toEqual([0, 0, 0, 0]);
  });
});
