import { type Clusters, clusterFeatures } from "../../shared/model/clusters.ts";
import { counted, grouped } from "../../shared/model/counted.ts";
import { pointOf } from "../../shared/scoring/clusters/cluster-features.ts";
import { squaredDistance } from "../../shared/stats/nearest-centroids.ts";
import type { Facts, Grounds, Proof } from "./evidence.ts";

/** The nearest of the night's clusters, with the distance of each. */
export const clusterGrounds: Grounds<"cluster"> = {
  cluster: ({ summary, model: { clusters } }) =>
    clusters === null
      ? { formula: "the nearest cluster; this night found none", from: {} }
      : {
          formula:
            "the cluster with the nearest centroid; features are logarithms of days silent, purchase days, net value and interval, in standard deviations above the shop's mean",
          from: { ...placeOf(summary, clusters), restsOn: sampleOf(clusters) },
          proof: proofOf(clusters),
        },
};

const placeOf = (summary: Facts["summary"], clusters: Clusters) => {
  const { days_silent: daysSilent, repeats, recency_days: recencyDays, net: netMinor } = summary;
  const point = pointOf({ daysSilent, repeats, recencyDays, netMinor }, clusters);
  return {
    features: Object.fromEntries(clusterFeatures.map((name, j) => [name, point[j]])),
    distances: Object.fromEntries(
      clusters.clusters.map(({ name, centroid }) => [name, Math.sqrt(squaredDistance(centroid, point))]),
    ),
  };
};

const sampleOf = ({ sample }: Clusters): string =>
  `${counted(sample.customers, "customer")}, one in ${grouped(sample.oneIn)}`;

const proofOf = (clusters: Clusters): Proof => {
  const { k, criterion, adjustedRandIndex } = clusters;
  const silhouettes = criterion.values.map((one) => `${one.k}: ${one.value.toFixed(3)}`).join(", ");
  const agrees = adjustedRandIndex === null ? "" : `; agreement with the night before ${adjustedRandIndex.toFixed(3)}`;
  return { sentence: `${k} clusters by mean simplified silhouette (${silhouettes})${agrees}`, figures: clusters };
};
