import { describe, expect, test } from "vitest";
import type { Point } from "../../../../shared/scoring/clusters/cluster-features.ts";
import { searchClusters } from "../../../../shared/scoring/clusters/cluster-search.ts";

/** So many points at each place. */
const at = (...places: readonly (readonly [count: number, silence: number, frequency: number])[]): Point[] =>
  places.flatMap(([count, silence, frequency]) =>
    Array.from({ length: count }, (): Point => [silence, frequency, 0, 0]),
  );
const kOf = (points: readonly Point[]) => searchClusters(points, []).map(({ k }) => k);

describe("groupings are looked for", () => {
  test("into 2 to 6 clusters", () => {
    const eight = at([20, 0, 0], [20, 1, 0], [20, 2, 0], [20, 3, 0], [20, 0, 2], [20, 1, 2], [20, 2, 2], [20, 3, 2]);
    expect(kOf(eight)).toEqual([2, 3, 4, 5, 6]);
  });

  test("into no more clusters than there are distinct points", () => {
    expect(kOf(at([20, 0, 0], [20, 1, 0], [20, 0, 2]))).toEqual([2, 3]);
    expect(kOf(at([60, 1, 1]))).toEqual([]);
  });

  test("without clusters of under 1 % of the points", () => {
    expect(kOf(at([198, 0, 0], [2, 3, 3]))).toEqual([2]);
    expect(kOf(at([199, 0, 0], [1, 3, 3]))).toEqual([]);
  });
});

test("a grouping counts its points by nearest centroid, and their squared distances", () => {
  const [two] = searchClusters(at([10, 0, 0], [10, 0, 1], [40, 3, 0]), []);
  const clusters = two?.centroids.map((centroid, i) => ({ centroid, size: two.sizes[i] }));
  expect(clusters?.sort((a, b) => a.centroid[0] - b.centroid[0])).toEqual([
    { centroid: [0, 0.5, 0, 0], size: 20 },
    { centroid: [3, 0, 0, 0], size: 40 },
  ]);
  expect(two?.inertia).toBeCloseTo(20 * 0.25, 12);
});

describe("yesterday's grouping", () => {
  /** Corners of a rectangle of width 2: halves by silence have an inertia of 100 h^2, halves by frequency one of 100. */
  const rectangle = (h: number) => at([25, -1, -h], [25, -1, h], [25, 1, -h], [25, 1, h]);
  const byFrequency: Point[] = [
    [0, 1, 0, 0],
    [0, -1, 0, 0],
  ];
  const halvesOf = (h: number, yesterday: readonly Point[]) => searchClusters(rectangle(h), yesterday)[0]?.centroids;

  test("is kept while a fresh one is better by less than 2 %", () => {
    const centroids = halvesOf(0.995, byFrequency);
    expect(centroids?.map(([silence]) => silence)).toEqual([0, 0]);
    expect(centroids?.map(([, frequency]) => Math.sign(frequency))).toEqual([1, -1]);
  });

  test("is left for a fresh one that is better by more, and is not looked at for another number of clusters", () => {
    for (const centroids of [halvesOf(0.98, byFrequency), halvesOf(0.995, [...byFrequency, [0, 0, 0, 0]])]) {
      expect(centroids?.map(([silence]) => silence).sort()).toEqual([-1, 1]);
    }
  });

  test("is kept, in its order, where no grouping could be better", () => {
    const corners: Point[] = [
      [1, -1, 0, 0],
      [-1, 1, 0, 0],
      [1, 1, 0, 0],
      [-1, -1, 0, 0],
    ];
    for (const yesterday of [corners, corners.toReversed()]) {
      expect(searchClusters(rectangle(1), yesterday).find(({ k }) => k === 4)).toMatchObject({
        centroids: yesterday,
        inertia: 0,
      });
    }
  });
});
