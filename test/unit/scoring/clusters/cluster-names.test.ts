import { describe, expect, test } from "vitest";
import type { Point } from "../../../../shared/scoring/clusters/cluster-features.ts";
import { namesOf, type Signs, signsOf } from "../../../../shared/scoring/clusters/cluster-names.ts";

const anew = (...centroids: readonly Point[]) =>
  signsOf(
    centroids,
    centroids.map(() => undefined),
  );
const nightAfter = (yesterday: Signs, centroid: Point) => signsOf([centroid], [yesterday])[0];

describe("what is said of a cluster", () => {
  test("are the two features furthest from the mean, of equally far ones the first, beyond half a standard deviation", () => {
    expect(anew([0.6, -0.9, 1.2, 0.8])).toEqual([[0, -1, 1, 0]]);
    expect(anew([0.8, -0.8, 0.8, 0.8])).toEqual([[1, -1, 0, 0]]);
    expect(anew([0.5, 0.51, -0.5, -0.51])).toEqual([[0, 1, 0, -1]]);
  });

  test("is more where two are alike, but only as much as tells them apart", () => {
    expect(anew([1, 0.9, 0.8, 0.1], [0.9, 1, 0.1, 0.8])).toEqual([
      [1, 1, 1, 0],
      [1, 1, 0, 1],
    ]);
  });

  test("is nothing of a feature at the mean, although two clusters stay alike", () => {
    expect(anew([1, 1, 0, 0], [1.2, 1, 0, 0])).toEqual([
      [1, 1, 0, 0],
      [1, 1, 0, 0],
    ]);
  });

  test("stays what it was yesterday down to a quarter of a standard deviation", () => {
    expect(nightAfter([1, -1, 0, 0], [0.25, -0.25, 0.9, 0.9])).toEqual([1, -1, 0, 0]);
    expect(nightAfter([1, -1, 0, 0], [0.2, -0.25, 0.9, 0.9])).toEqual([0, 0, 1, 1]);
    expect(nightAfter([1, 1, 1, 1], [0.9, 0.8, 0.7, 0.6])).toEqual([1, 1, 1, 1]);
  });

  test("stays nothing while no feature is three quarters of a standard deviation from the mean", () => {
    expect(nightAfter([0, 0, 0, 0], [0.74, -0.6, 0, 0])).toEqual([0, 0, 0, 0]);
    expect(nightAfter([0, 0, 0, 0], [0.75, -0.4, 0, 0])).toEqual([1, 0, 0, 0]);
    expect(nightAfter([0, 0, 0, 0], [0, 0, -0.75, 0])).toEqual([0, 0, -1, 0]);
  });
});

describe("names of clusters of which the same is said", () => {
  const signs: Signs = [1, 0, 0, 0];

  test("tell their order on the feature on which they differ most, not on the one furthest from the mean", () => {
    expect(
      namesOf(
        [
          [2.5, 0.1, 0, 0],
          [2.4, -0.4, 0, 0],
          [2.4, 0.2, 0, 0],
        ],
        [signs, signs, signs],
      ),
    ).toEqual([
      "silent buyers (2 of 3 by rising frequency)",
      "silent buyers (1 of 3 by rising frequency)",
      "silent buyers (3 of 3 by rising frequency)",
    ]);
  });

  test("are told apart by their own order where nothing differs", () => {
    expect(
      namesOf(
        [
          [2, 0, 0, 0],
          [2, 0, 0, 0],
        ],
        [signs, signs],
      ),
    ).toEqual(["silent buyers (1 of 2 by rising silence)", "silent buyers (2 of 2 by rising silence)"]);
  });
});
