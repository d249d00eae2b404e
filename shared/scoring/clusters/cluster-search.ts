import { type KMeansStart, kMeans } from "../../stats/k-means.ts";
import { nearestCentroids } from "../../stats/nearest-centroids.ts";
import { simplifiedSilhouette } from "../../stats/simplified-silhouette.ts";
import type { Point } from "./cluster-features.ts";

/** One grouping into k clusters: centroids, and how well they keep the points apart. */
export type Grouping = {
  readonly k: number;
  readonly centroids: readonly Point[];
  /** Points by nearest centroid. */
  readonly sizes: readonly number[];
  /** Sum of squared distances to the nearest centroid: what k-means makes small. */
  readonly inertia: number;
  readonly silhouette: number;
};

const FEWEST_CLUSTERS = 2;
/** Nobody plans campaigns for more, and where a shop has no groups of its own the criterion hardly falls with their number. */
const MOST_CLUSTERS = 6;

/** A cluster of fewer is a handful of odd customers, not a group to write to. */
const LEAST_SHARE = 0.01;

/** k-means finds a local optimum from where it starts: the best of so many seeded starts is taken. */
const SEEDS = [1, 2, 3] as const;

/** Yesterday's groups are kept unless a fresh start makes the inertia smaller by this share: two optima as good as each other must not take turns. */
const WORTH_MOVING = 0.02;

/**
 * The best grouping into each k from 2 to 6; those with a cluster of under 1 % of the points are left out, so that there may
 * be none. `yesterday`: centroids to start from for their own k; none on a first night. The same points in the same order give
 * the same groupings.
 */
export const searchClusters = (points: readonly Point[], yesterday: readonly Point[]): Grouping[] => {
  const groupings: Grouping[] = [];
  const limit = distinctUpTo(points, MOST_CLUSTERS);
  for (let k = FEWEST_CLUSTERS; k <= limit; k++) {
    const fresh = SEEDS.map((seed) => group(points, k, { seed })).reduce(better);
    const kept = yesterday.length === k ? group(points, k, { centroids: yesterday }) : fresh;
    const best = fresh.inertia < kept.inertia * (1 - WORTH_MOVING) ? fresh : kept;
    if (Math.min(...best.sizes) >= LEAST_SHARE * points.length) groupings.push(best);
  }
  return groupings;
};

const group = (points: readonly Point[], k: number, start: KMeansStart): Grouping => {
  const centroids = kMeans(points, k, start).map(([silence = 0, frequency = 0, spend = 0, interval = 0]): Point => {
    return [silence, frequency, spend, interval];
  });
  // Stryker disable next-line ArrowFunction: a grouping with a cluster of nobody is left out either way
  const sizes = centroids.map(() => 0);
  let inertia = 0;
  for (const point of points) {
    const { at, squared } = nearestCentroids(centroids, point);
    sizes[at] = (sizes[at] ?? 0) + 1;
    inertia += squared;
  }
  return { k, centroids, sizes, inertia, silhouette: simplifiedSilhouette(points, centroids) };
};

// Stryker disable next-line EqualityOperator: two starts that end equally well have found the same groups
const better = (best: Grouping, other: Grouping): Grouping => (other.inertia < best.inertia ? other : best);

/** Distinct points, counted no further than `most`: k-means++ cannot start from more places than there are. */
const distinctUpTo = (points: readonly Point[], most: number): number => {
  const seen = new Set<string>();
  for (const point of points) {
    seen.add(point.join());
    if (seen.size >= most) break;
  }
  return seen.size;
};
