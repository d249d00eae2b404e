import { expect, test } from "vitest";
import { adjustedRandIndex } from "../../../shared/stats/adjusted-rand-index.ts";
import { nearestCentroids } from "../../../shared/stats/nearest-centroids.ts";
import { seededRandom } from "../../../shared/stats/random.ts";
import { simplifiedSilhouette } from "../../../shared/stats/simplified-silhouette.ts";

// Values of sklearn.metrics.adjusted_rand_score, from its documentation.
test("adjustedRandIndex gives published values", () => {
  expect(adjustedRandIndex([0, 0, 1, 1], [0, 0, 1, 1])).toBe(1);
  expect(adjustedRandIndex([0, 0, 1, 1], [1, 1, 0, 0])).toBe(1);
  expect(adjustedRandIndex([0, 0, 1, 2], [0, 0, 1, 1])).toBeCloseTo(0.5714285714285714, 14);
  expect(adjustedRandIndex([0, 0, 0, 0], [0, 1, 2, 3])).toBe(0);
  expect(adjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 15);
});

test("adjustedRandIndex of unrelated groupings is about nil, of groupings that cannot differ 1", () => {
  const random = seededRandom(4);
  const throws = () => Array.from({ length: 20_000 }, () => Math.floor(5 * random()));
  expect(Math.abs(adjustedRandIndex(throws(), throws()))).toBeLessThan(0.002);
  expect([adjustedRandIndex([], []), adjustedRandIndex([7], [3]), adjustedRandIndex([1, 1], [2, 2])]).toEqual([
    1, 1, 1,
  ]);
  expect(() => adjustedRandIndex([1], [])).toThrow("groupings of 1 and 0 items cannot be compared");
});

test("simplifiedSilhouette is the mean of 1 - nearest over next distance", () => {
  expect(simplifiedSilhouette([[0], [1], [4]], [[0], [4], [100]])).toBeCloseTo((1 + 2 / 3 + 1) / 3, 15);
  expect(simplifiedSilhouette([[2]], [[0], [4]])).toBe(0);
  expect(simplifiedSilhouette([[2]], [[2], [2]])).toBe(0);
  expect(() => simplifiedSilhouette([[2]], [[0]])).toThrow("a silhouette needs points and two centroids, not 1 and 1");
  expect(() => simplifiedSilhouette([], [[0], [1]])).toThrow("not 0 and 2");
});

test("nearestCentroids answers the first of equally near centroids, and the distance of the next one", () => {
  expect(
    nearestCentroids(
      [
        [5, 0],
        [0, 1],
        [1, 0],
      ],
      [0, 0],
    ),
  ).toEqual({ at: 1, squared: 1, nextSquared: 1 });
  expect(nearestCentroids([[3, 4]], [0, 0])).toEqual({ at: 0, squared: 25, nextSquared: Number.POSITIVE_INFINITY });
});
