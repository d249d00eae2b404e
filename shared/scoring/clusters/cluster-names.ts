import { type Cluster, clusterFeatures } from "../../model/clusters.ts";
import type { Point } from "./cluster-features.ts";

export type Signs = Cluster["signs"];

/** Words for a cluster below and above the shop's mean, in the order of `clusterFeatures`. */
const WORDS = [
  ["recent", "silent"],
  ["occasional", "frequent"],
  ["low-spending", "high-spending"],
  ["quick-returning", "slow-returning"],
] as const;

/** Standard deviations from the mean at which a feature is worth a word, and down to which a word of yesterday stays true. */
const WORTH_A_WORD = 0.5;
const STILL_TRUE = 0.25;

/** Words that a name has if they tell it apart; more only where two names would be the same. */
const WORDS_AT_FIRST = 2;

/**
 * What the names of clusters say of each feature. A cluster that was there yesterday keeps what was said of it while that
 * is still true; of others the two features that stand out most are named, and more where that leaves two alike.
 */
export const signsOf = (centroids: readonly Point[], yesterday: readonly (Signs | undefined)[]): Signs[] => {
  const signs = centroids.map((centroid, at) => {
    const before = yesterday[at];
    return before !== undefined && isStillTrue(before, centroid) ? before : strongest(centroid, WORDS_AT_FIRST);
  });
  for (let words = WORDS_AT_FIRST + 1; words <= clusterFeatures.length; words++) {
    const said = signs.map(String);
    for (const [at, centroid] of centroids.entries()) {
      if (said.filter((other) => other === said[at]).length > 1) signs[at] = strongest(centroid, words, 0);
    }
  }
  return signs;
};

/** Names in plain words, each once: clusters of the same signs are told apart by their order on the feature that spreads them most. */
export const namesOf = (centroids: readonly Point[], signs: readonly Signs[]): string[] =>
  signs.map((said, at) => {
    const alike = signs.flatMap((other, i) => (String(other) === String(said) ? [i] : []));
    return alike.length === 1 ? inWords(said) : `${inWords(said)} ${placeIn(alike, at, centroids)}`;
  });

const inWords = (signs: Signs): string => {
  const words = WORDS.flatMap(([below, above], j) => (signs[j] === 0 ? [] : [signs[j] === 1 ? above : below]));
  return `${words.length === 0 ? "average" : words.join(" ")} buyers`;
};

const placeIn = (group: readonly number[], at: number, centroids: readonly Point[]): string => {
  const on = (j: number) => (member: number) => centroids[member]?.[j] ?? 0;
  const spreads = clusterFeatures.map((_, j) => {
    const values = group.map(on(j));
    return Math.max(...values) - Math.min(...values);
  });
  const widest = spreads.indexOf(Math.max(...spreads));
  const rising = [...group].sort((a, b) => on(widest)(a) - on(widest)(b));
  return `(${rising.indexOf(at) + 1} of ${group.length} by rising ${clusterFeatures[widest]})`;
};

/** Signs of the features furthest from the mean, of equal ones the first; those no further than `least` left out. */
const strongest = (centroid: Point, words: number, least = WORTH_A_WORD): Signs => {
  const sizes = centroid.map(Math.abs);
  const order = [0, 1, 2, 3].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  const sign = (j: 0 | 1 | 2 | 3): -1 | 0 | 1 => {
    if (order.indexOf(j) >= words) return 0;
    if (centroid[j] > least) return 1;
    return centroid[j] < -least ? -1 : 0;
  };
  return [sign(0), sign(1), sign(2), sign(3)];
};

const isStillTrue = (signs: Signs, centroid: Point): boolean =>
  signs.every((sign, j) => sign === 0 || sign * (centroid[j] ?? 0) >= STILL_TRUE) &&
  (signs.some((sign) => sign !== 0) || centroid.every((value) => Math.abs(value) < WORTH_A_WORD + STILL_TRUE));
