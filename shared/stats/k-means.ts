import type { Random } from "./random.ts";
import { xsadd } from "./xsadd.ts";

/** Where k-means begins: at places that k-means++ draws by a seed, or at given ones. */
export type KMeansStart = { readonly seed: number } | { readonly centroids: readonly (readonly number[])[] };

/** Squared distance by which no centroid moves any more when it is done, and steps that it takes at most. */
const TOLERANCE = 1e-6;
const MOST_STEPS = 100;

/**
 * Centroids of k groups of points, all of the same few dimensions: k-means++, then Lloyd's iterations. The same points in the same
 * order and the same start give the same centroids. Cost: k times the points a step.
 *
 * Sources: Arthur and Vassilvitskii (2007), with the greedy choice among 2 + ln k candidates; Lloyd (1982). Bit for bit what
 * `ml-kmeans` 7 finds, which takes several times as long, and an array for each distance.
 *
 * @throws RangeError unless 1 <= k <= number of points
 */
export const kMeans = (points: readonly (readonly number[])[], k: number, start: KMeansStart): number[][] => {
  if (!(Number.isInteger(k) && k >= 1 && k <= points.length))
    throw new RangeError(`k-means makes 1 to ${points.length} groups of ${points.length} points, not ${k}`);
  let centroids = "seed" in start ? placesToStart(points, k, xsadd(start.seed)) : start.centroids;
  for (let step = 0; step < MOST_STEPS; step++) {
    const moved = meansOfNearest(points, centroids);
    const isDone = moved.every((centroid, at) => squaredBetween(centroid, centroids[at] ?? []) <= TOLERANCE);
    centroids = moved;
    if (isDone) break;
  }
  return centroids.map((centroid) => [...centroid]);
};

type Points = readonly (readonly number[])[];

/** k-means++: each place is drawn by the squared distance to those before it; of a few draws, that which leaves least is taken. */
const placesToStart = (points: Points, k: number, random: Random): Points => {
  const draws = 2 + Math.floor(Math.log(k));
  const first = points[Math.floor(random() * points.length)] ?? [];
  const places = [first];
  let closest = closerTo(first, points, new Float64Array(points.length).fill(Number.POSITIVE_INFINITY));
  while (places.length < k) {
    const upTo = sumsUpTo(closest.squared, closest.sum);
    const candidates = Array.from({ length: draws }, () => points[drawn(upTo, random())] ?? []);
    const tried = candidates.map((place) => ({ place, after: closerTo(place, points, closest.squared) }));
    const best = tried.reduce((least, one) => (one.after.sum < least.after.sum ? one : least));
    places.push(best.place);
    closest = best.after;
  }
  return places;
};

/** Squared distance of each point to the closest place, now that there is one more. */
const closerTo = (place: readonly number[], points: Points, before: Float64Array) => {
  const squared = new Float64Array(points.length);
  let sum = 0;
  for (let at = 0; at < points.length; at++) {
    const least = Math.min(before[at] ?? 0, squaredBetween(place, points[at] ?? []));
    squared[at] = least;
    sum += least;
  }
  return { squared, sum };
};

/** Of shares of a sum, how much they come to up to each. */
const sumsUpTo = (shares: Float64Array, sum: number): Float64Array => {
  const scale = 1 / sum;
  const upTo = new Float64Array(shares.length);
  let before = 0;
  for (let at = 0; at < shares.length; at++) {
    before += (shares[at] ?? 0) * scale;
    upTo[at] = before;
  }
  return upTo;
};

/** The first whose share a number falls to; the last where rounding leaves the sum below it. */
const drawn = (upTo: Float64Array, number: number): number => {
  const at = upTo.findIndex((sum) => number <= sum);
  return at === -1 ? upTo.length - 1 : at;
};

/** The mean of the points that each centroid is nearest to; one that is nearest to none stays. */
const meansOfNearest = (points: Points, centroids: Points): Points => {
  const sums = centroids.map((centroid) => centroid.map(() => 0));
  const counts = centroids.map(() => 0);
  for (let p = 0; p < points.length; p++) {
    const point = points[p] ?? [];
    const at = nearest(centroids, point);
    const sum = sums[at];
    counts[at] = (counts[at] ?? 0) + 1;
    for (let j = 0; sum !== undefined && j < sum.length; j++) sum[j] = (sum[j] ?? 0) + (point[j] ?? 0);
  }
  return sums.map((sum, at) => {
    const count = counts[at] ?? 0;
    return count === 0 ? (centroids[at] ?? []) : sum.map((value) => value / count);
  });
};

const nearest = (centroids: Points, point: readonly number[]): number => {
  let [at, least] = [0, Number.POSITIVE_INFINITY];
  for (let c = 0; c < centroids.length; c++) {
    const squared = squaredBetween(point, centroids[c] ?? []);
    if (squared >= least) continue;
    least = squared;
    at = c;
  }
  return at;
};

/** Multiplied, not raised to a power: that may round otherwise. */
const squaredBetween = (a: readonly number[], b: readonly number[]): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) {
    const apart = (a[j] ?? 0) - (b[j] ?? 0);
    sum += apart * apart;
  }
  return sum;
};
