import type { Clusters } from "../../model/clusters.ts";
import { nearestCentroids } from "../../stats/nearest-centroids.ts";
import { pointOf } from "./cluster-features.ts";
import type { ClusterFacts } from "./cluster-sample.ts";

/** Places in `clusters.clusters` of the clusters whose centroids are nearest to these customers. */
export const clustersOf = (clusters: Clusters, customers: readonly ClusterFacts[]): number[] => {
  const centroids = clusters.clusters.map(({ centroid }) => centroid);
  return customers.map((facts) => nearestCentroids(centroids, pointOf(facts, clusters)).at);
};

/** Name of a customer's cluster. Spans in days, money in minor units. */
export type NameCluster = (repeats: number, recencyDays: number, daysSilent: number, netMinor: number) => string;

/** The same for one customer at a time, with the centroids taken out once. */
export const clusterNamer = (clusters: Clusters): NameCluster => {
  const centroids = clusters.clusters.map(({ centroid }) => centroid);
  const names = clusters.clusters.map(({ name }) => name);
  return (repeats, recencyDays, daysSilent, netMinor) => {
    const point = pointOf({ repeats, recencyDays, daysSilent, netMinor }, clusters);
    return names[nearestCentroids(centroids, point).at] ?? "";
  };
};
