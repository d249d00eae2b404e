import { squaredDistance } from "../../stats/nearest-centroids.ts";
import type { Point } from "./cluster-features.ts";

/**
 * Which of yesterday's centroids each of tonight's is: the nearest pair first, each at most once, so that labels follow
 * their groups; undefined for a group that is new tonight. Both in tonight's scaling.
 */
export const matchCentroids = (tonight: readonly Point[], yesterday: readonly Point[]): (number | undefined)[] => {
  const pairs = tonight.flatMap((centroid, at) =>
    yesterday.map((before, was) => ({ at, was, distance: squaredDistance(centroid, before) })),
  );
  // Of equally near pairs the first stays first.
  pairs.sort((a, b) => a.distance - b.distance);
  const matched = tonight.map((): number | undefined => undefined);
  const taken = new Set<number>();
  for (const { at, was } of pairs) {
    if (matched[at] !== undefined || taken.has(was)) continue;
    matched[at] = was;
    taken.add(was);
  }
  return matched;
};
