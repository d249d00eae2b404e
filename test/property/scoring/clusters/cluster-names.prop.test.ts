import fc from "fast-check";
import { expect, test } from "vitest";
import type { Point } from "../../../../shared/scoring/clusters/cluster-features.ts";
import { matchCentroids } from "../../../../shared/scoring/clusters/cluster-match.ts";
import { namesOf, signsOf } from "../../../../shared/scoring/clusters/cluster-names.ts";

/** Hundredths: nearer centroids than that are one cluster. */
const coordinate = fc.integer({ min: -300, max: 300 }).map((hundredths) => hundredths / 100);
const centroid = fc.tuple(coordinate, coordinate, coordinate, coordinate);
const centroids = fc.uniqueArray(centroid, { minLength: 2, maxLength: 8, selector: String });
const unnamed = (of: readonly Point[]) => of.map(() => undefined);

test("names are unique, and every word of them is true of its cluster", () => {
  fc.assert(
    fc.property(centroids, (of) => {
      const signs = signsOf(of, unnamed(of));
      const names = namesOf(of, signs);
      expect(new Set(names).size).toBe(of.length);
      for (const [at, said] of signs.entries()) {
        for (const [j, sign] of said.entries()) expect(sign * (of[at]?.[j] ?? 0)).toBeGreaterThanOrEqual(0);
      }
    }),
    { seed: 31 },
  );
});

test("a cluster keeps its name while what it says stays true", () => {
  fc.assert(
    fc.property(centroids, fc.double({ min: 0.55, max: 1.5, noNaN: true }), (of, factor) => {
      const signs = signsOf(of, unnamed(of));
      const fair = signs.every((said) => said.filter((sign) => sign !== 0).length > 0);
      const strong = of.every((point, at) =>
        signs[at]?.every((sign, j) => sign === 0 || Math.abs(point[j] ?? 0) >= 0.5),
      );
      fc.pre(fair && strong);
      const moved = of.map(([a, b, c, d]): Point => [a * factor, b * factor, c * factor, d * factor]);
      expect(signsOf(moved, signs)).toEqual(signs);
    }),
    { seed: 32 },
  );
});

test("a cluster of which yesterday's words are no longer true is named anew", () => {
  const yesterday = signsOf([[1, -1, 0, 0]], [undefined]);
  expect(signsOf([[-1, 1, 0, 0]], yesterday)).toEqual([[-1, 1, 0, 0]]);
  expect(namesOf([[-1, 1, 0, 0]], [[-1, 1, 0, 0]])).toEqual(["recent frequent buyers"]);
});

test("clusters that no word tells apart are told apart by their order", () => {
  const of: Point[] = [
    [1, 1, 1, 1.3],
    [1, 1, 1, 1.1],
  ];
  expect(namesOf(of, signsOf(of, unnamed(of)))).toEqual([
    "silent frequent high-spending slow-returning buyers (2 of 2 by rising interval)",
    "silent frequent high-spending slow-returning buyers (1 of 2 by rising interval)",
  ]);
});

test("a cluster near the shop's mean in everything is average", () => {
  expect(namesOf([[0.1, 0, -0.2, 0.3]], signsOf([[0.1, 0, -0.2, 0.3]], [undefined]))).toEqual(["average buyers"]);
});

test("matching finds every centroid again in whatever order it comes", () => {
  fc.assert(
    fc.property(centroids, fc.infiniteStream(fc.nat()), (of, keys) => {
      const order = of.map((_, i) => ({ i, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key || a.i - b.i);
      const shuffled = order.map(({ i }) => of[i] ?? [0, 0, 0, 0]) satisfies readonly Readonly<Point>[];
      expect(
        matchCentroids(
          shuffled.map(([a, b, c, d]): Point => [a, b, c, d]),
          of,
        ),
      ).toEqual(order.map(({ i }) => i));
    }),
    { seed: 33 },
  );
});

test("a cluster more than yesterday is a new one, a cluster less is gone", () => {
  const near: Point = [0, 0, 0, 0];
  const far: Point = [2, 2, 2, 2];
  expect(matchCentroids([far, [0.1, 0, 0, 0], [3, 3, 3, 3]], [near, far])).toEqual([1, 0, undefined]);
  expect(matchCentroids([far], [near, far])).toEqual([1]);
});
