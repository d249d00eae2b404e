import type { Clusters } from "../../model/clusters.ts";
import type { Statement } from "../../model/model-file.ts";
import { adjustedRandIndex } from "../../stats/adjusted-rand-index.ts";
import { statements } from "../statements.ts";
import { type ClusterScaling, learnScaling, pointOf, rescaled } from "./cluster-features.ts";
import { matchCentroids } from "./cluster-match.ts";
import { namesOf, signsOf } from "./cluster-names.ts";
import { clustersOf } from "./cluster-of.ts";
import type { ClusterFacts, ClusterSample } from "./cluster-sample.ts";
import { type Grouping, searchClusters } from "./cluster-search.ts";

/** Fewest customers of whom groups are made. */
const FEWEST_TO_CLUSTER = 50;

/**
 * Share of the best silhouette by which that of a larger k may be less, and by how much more yesterday's k: shops are best kept
 * apart by two or three groups, those who come back and those who do not, and marketing can use more while they stay as distinct.
 */
const TOLERANCE = 0.1;
const KEEPING = 0.03;

/** Clusters of tonight's sample, matched to yesterday's; null, and a statement, where there are none to be found. */
export const fitClusters = (
  sample: Pick<ClusterSample, "oneIn" | "toFacts">,
  yesterday: Clusters | null | undefined,
): { clusters: Clusters | null; statements: Statement[] } => {
  const facts = sample.toFacts();
  if (facts.length < FEWEST_TO_CLUSTER) return without(statements.tooFewToCluster(facts.length, FEWEST_TO_CLUSTER));
  const scaling = learnScaling(facts);
  const points = facts.map((one) => pointOf(one, scaling));
  const before = yesterday?.clusters.map(({ centroid }) => rescaled(centroid, yesterday, scaling));
  const groupings = searchClusters(points, before);
  const chosen = chooseGrouping(groupings, yesterday?.k);
  if (chosen === undefined) return without(statements.tooAlikeToCluster(facts.length));
  const clusters: Clusters = {
    k: chosen.k,
    sample: { customers: facts.length, oneIn: sample.oneIn },
    criterion: {
      name: "mean-simplified-silhouette",
      tolerance: TOLERANCE,
      keeping: KEEPING,
      values: groupings.map(({ k, silhouette }) => ({ k, value: silhouette })),
    },
    ...scaling,
    clusters: nameClusters(chosen, yesterday, scaling),
    adjustedRandIndex: null,
  };
  return { clusters: { ...clusters, adjustedRandIndex: agreement(facts, clusters, yesterday) }, statements: [] };
};

const without = (statement: Statement) => ({ clusters: null, statements: [statement] });

/** The largest k within the tolerance of the best silhouette; yesterday's while it is not much worse. Undefined for no groupings. */
export const chooseGrouping = (
  groupings: readonly Grouping[],
  yesterdaysK: number | undefined,
): Grouping | undefined => {
  const best = Math.max(...groupings.map(({ silhouette }) => silhouette));
  const kept = groupings.find(
    ({ k, silhouette }) => k === yesterdaysK && silhouette >= best * (1 - TOLERANCE - KEEPING),
  );
  return kept ?? groupings.findLast(({ silhouette }) => silhouette >= best * (1 - TOLERANCE));
};

/** Yesterday's clusters in yesterday's order, then those that are new, largest first. */
const nameClusters = (
  { centroids, sizes }: Grouping,
  yesterday: Clusters | null | undefined,
  scaling: ClusterScaling,
): Clusters["clusters"] => {
  const before = yesterday?.clusters ?? [];
  const was = matchCentroids(
    centroids,
    yesterday ? before.map(({ centroid }) => rescaled(centroid, yesterday, scaling)) : [],
  );
  const found = centroids
    .map((centroid, at) => ({ centroid, customers: sizes[at] ?? 0, was: was[at] ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => (a.was === b.was ? b.customers - a.customers : a.was - b.was));
  const ordered = found.map(({ centroid }) => centroid);
  const signs = signsOf(
    ordered,
    found.map((cluster) => before[cluster.was]?.signs),
  );
  const names = namesOf(ordered, signs);
  return found.map(({ centroid, customers }, at) => ({
    name: names[at] ?? "",
    signs: signs[at] ?? [0, 0, 0, 0],
    centroid,
    customers,
  }));
};

const agreement = (
  facts: readonly ClusterFacts[],
  tonight: Clusters,
  yesterday: Clusters | null | undefined,
): number | null => (yesterday ? adjustedRandIndex(clustersOf(yesterday, facts), clustersOf(tonight, facts)) : null);
