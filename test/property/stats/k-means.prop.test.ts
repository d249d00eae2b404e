import fc from "fast-check";
import { kmeans } from "ml-kmeans";
import { describe, expect, it } from "vitest";
import { kMeans } from "../../../shared/stats/k-means.ts";
import { often } from "../../support/often.ts";

/** Points some of which stand at one place, as customers do. */
const pointsOf = (dimensions: number) =>
  fc
    .array(
      fc.tuple(
        fc.integer({ min: -2, max: 2 }),
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: dimensions, maxLength: dimensions }),
      ),
      { minLength: 2, maxLength: 80 },
    )
    .map((drawn) => drawn.map(([around, apart]) => apart.map((value) => (around === 0 ? 0 : around + value / 4))));

const distinct = (points: readonly (readonly number[])[]): number => new Set(points.map((point) => point.join())).size;

const tasks = fc.integer({ min: 1, max: 4 }).chain((dimensions) =>
  fc.record({
    points: pointsOf(dimensions),
    k: fc.integer({ min: 1, max: 6 }),
    seed: fc.integer({ min: 0, max: 1_000 }),
    given: fc.array(
      fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: dimensions, maxLength: dimensions }),
      {
        minLength: 6,
        maxLength: 6,
      },
    ),
  }),
);

describe("kMeans", () => {
  it("finds the very centroids that ml-kmeans finds, from a seed and from given ones", () => {
    fc.assert(
      fc.property(tasks, ({ points, k, seed, given }) => {
        fc.pre(distinct(points) >= k);
        const options = { tolerance: 1e-6, maxIterations: 100 };
        expect(kMeans(points, k, { seed })).toStrictEqual(kmeans(points, k, { ...options, seed }).centroids);
        const initialization = given.slice(0, k);
        expect(kMeans(points, k, { centroids: initialization })).toStrictEqual(
          kmeans(points, k, { ...options, initialization }).centroids,
        );
      }),
      { seed: 20261130, numRuns: often(1_000) },
    );
  });

  it("makes no groups of nobody, nor more than there are points", () => {
    for (const k of [0, 3, 1.5, Number.NaN])
      expect(() => kMeans([[1], [2]], k, { seed: 1 })).toThrow(`k-means makes 1 to 2 groups of 2 points, not ${k}`);
  });
});
