import type { Clusters } from "../../model/clusters.ts";
import type { Statement } from "../../model/model-file.ts";
import { adjustedRandIndex } from "../../stats/adjusted-rand-index.ts";
import { statements } from "../../words/statements.ts";
import { type ClusterScaling, learnScaling, type Point, pointOf, rescaled } from "./cluster-features.ts";
import { matchCentroids } from "./cluster-match.ts";
import { namesOf, type Signs, signsOf } from "./cluster-names.ts";
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
  const before = yesterday ? inScaling(scaling, yesterday) : [];
  const groupings = searchClusters(
    points,
    before.map(({ centroid }) => centroid),
  );
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
    clusters: nameClusters(chosen, before),
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

/** What tonight's clusters are matched to. */
type Before = { readonly centroid: Point; readonly signs: Signs };

const inScaling = (scaling: ClusterScaling, yesterday: Clusters): Before[] =>
  yesterday.clusters.map(({ centroid, signs }) => ({ centroid: rescaled(centroid, yesterday, scaling), signs }));

/** Yesterday's clusters in yesterday's order, then those that are new, largest first. */
const nameClusters = ({ centroids, sizes }: Grouping, before: readonly Before[]): Clusters["clusters"] => {
  const was = matchCentroids(
    centroids,
    before.map(({ centroid }) => centroid),
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
    // Stryker disable next-line ArrayDeclaration: every cluster has signs; the compiler cannot see it
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
