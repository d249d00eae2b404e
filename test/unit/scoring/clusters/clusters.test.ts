import { expect, test } from "vitest";
import type { Clusters } from "../../../../shared/model/clusters.ts";
import { clustersSchema } from "../../../../shared/model/clusters.ts";
import { chooseGrouping, fitClusters } from "../../../../shared/scoring/clusters/cluster-fit.ts";
import { clusterNamer, clustersOf } from "../../../../shared/scoring/clusters/cluster-of.ts";
import {
  type ClusterFacts,
  ClusterSample,
  LARGEST_SAMPLE,
} from "../../../../shared/scoring/clusters/cluster-sample.ts";
import { adjustedRandIndex } from "../../../../shared/stats/adjusted-rand-index.ts";
import { normal, seededRandom } from "../../../../shared/stats/random.ts";
import { hasReference, summariseCdnow } from "../../../support/cdnow.ts";
import { retailShop, simulatePurchases } from "../../../support/simulate-customers.ts";

type Known = readonly [id: string, facts: ClusterFacts];

/** Four kinds of customers that nobody would confuse: days silent, purchase days, net value of one, days between two. */
const KINDS = [
  [20, 25, 8000, 10],
  [20, 3, 1500, 120],
  [300, 1, 1500, 0],
  [250, 12, 9000, 15],
] as const;

const planted = (customers: number, seed: number): { known: Known[]; truth: number[] } => {
  const random = seededRandom(seed);
  const near = (value: number) => value * Math.exp(0.15 * normal(random));
  const truth = Array.from({ length: customers }, (_, i) => i % KINDS.length);
  const known = truth.map((kind, i): Known => {
    const [silent, days, spend, interval] = KINDS[kind] ?? KINDS[0];
    const repeats = Math.max(0, Math.round(near(days)) - 1);
    return [
      `c${i}`,
      {
        daysSilent: Math.round(near(silent)),
        repeats,
        recencyDays: Math.round(repeats * near(interval)),
        netMinor: Math.round((repeats + 1) * near(spend)),
      },
    ];
  });
  return { known, truth };
};

const sampleOf = (known: Iterable<Known>): ClusterSample => {
  const sample = new ClusterSample();
  for (const [id, facts] of known) sample.add(id, facts);
  return sample;
};

const foundIn = (known: Iterable<Known>, yesterday?: Clusters): Clusters => {
  const { clusters } = fitClusters(sampleOf(known), yesterday);
  if (clusters === null) throw new Error("this shop has clusters");
  return clusters;
};

const retail = (customers: number): Known[] =>
  simulatePurchases(retailShop, customers, 3).map((summary, i): Known => [`c${i}`, summary]);

test("planted groups are found, as many as there are", () => {
  const { known, truth } = planted(2000, 5);
  const clusters = foundIn(known);
  const assigned = clustersOf(
    clusters,
    known.map(([, facts]) => facts),
  );
  expect(clusters.k).toBe(4);
  expect(adjustedRandIndex(assigned, truth)).toBeGreaterThan(0.97);
  expect(clusters.clusters.map(({ name }) => name).sort()).toEqual([
    "frequent high-spending buyers",
    "occasional low-spending buyers",
    "recent slow-returning buyers",
    "silent high-spending buyers",
  ]);
});

test("a customer's cluster has the name of the place that they are assigned to", () => {
  const { known } = planted(400, 5);
  const clusters = foundIn(known);
  const nameOf = clusterNamer(clusters);
  const places = clustersOf(
    clusters,
    known.map(([, facts]) => facts),
  );
  expect(new Set(places).size).toBe(clusters.k);
  expect(
    known.map(([, { repeats, recencyDays, daysSilent, netMinor }]) =>
      nameOf(repeats, recencyDays, daysSilent, netMinor),
    ),
  ).toEqual(places.map((at) => clusters.clusters[at]?.name));
});

test.each([300, 500, 700, 1000])(
  "on a first night of %d customers all are counted, and the largest cluster comes first",
  (customers) => {
    const sizes = foundIn(retail(customers)).clusters.map((cluster) => cluster.customers);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(customers);
  },
);

test.each([
  [2, 0],
  [0, 2],
  [3, 1],
])(
  "clusters that were there yesterday, here %d and %d, come first in yesterday's order, new ones after them",
  (...places) => {
    const { known } = planted(120, 5);
    const whole = foundIn(known);
    const kept = places.flatMap((at) => whole.clusters[at] ?? []);
    const tonight = foundIn(known, { ...whole, k: 2, clusters: kept }).clusters;
    expect(tonight.slice(0, 2)).toEqual(kept);
    expect(new Set(tonight.map(({ name }) => name))).toEqual(new Set(whole.clusters.map(({ name }) => name)));
  },
);

test("the sample is the same whatever the order and the shards, and so are the clusters, to the byte", () => {
  const known = retail(24_000);
  const whole = foundIn(known);
  for (const shards of [1, 3, 16]) {
    const merged = new ClusterSample();
    for (let shard = shards - 1; shard >= 0; shard--) {
      const part = known.filter((_, i) => (i * 7) % shards === shard).reverse();
      merged.merge(JSON.parse(JSON.stringify(sampleOf(part).toFile())));
    }
    expect(JSON.stringify(fitClusters(merged, undefined).clusters)).toBe(JSON.stringify(whole));
  }
});

test("a sample is never larger than its limit, holds everybody while it can, and a fair share after that", () => {
  const known = retail(LARGEST_SAMPLE + 1);
  const all = sampleOf(known.slice(1));
  expect([all.oneIn, all.toFacts().length]).toEqual([1, LARGEST_SAMPLE]);
  const half = sampleOf(known);
  expect(half.oneIn).toBe(2);
  expect(half.toFacts().length).toBeGreaterThan(LARGEST_SAMPLE * 0.47);
  expect(half.toFacts().length).toBeLessThan(LARGEST_SAMPLE * 0.53);
});

test("a sample's file holds no customer's id", () => {
  const { level, rows } = sampleOf([["somebody@example.com", planted(1, 1).known[0]?.[1] ?? never()]]).toFile();
  expect(level).toBe(0);
  expect(Buffer.from(rows, "base64").length).toBeLessThan(12);
  expect(Buffer.from(rows, "base64").toString("latin1")).not.toContain("somebody");
});

const never = (): never => {
  throw new Error("there is a first one");
};

test("a night that differs little keeps groups, names and their order", () => {
  const yesterdays = planted(3000, 8).known;
  const yesterday = foundIn(yesterdays);
  const tonights = yesterdays.map(([id, facts], i): Known => {
    const bought = i % 40 === 0;
    const more = { ...facts, daysSilent: 0, repeats: facts.repeats + 1, netMinor: facts.netMinor + 2000 };
    const recencyDays = facts.recencyDays + facts.daysSilent;
    return [id, bought ? { ...more, recencyDays } : { ...facts, daysSilent: facts.daysSilent + 1 }];
  });
  const tonight = foundIn(tonights, yesterday);
  expect(tonight.clusters.map(({ name }) => name)).toEqual(yesterday.clusters.map(({ name }) => name));
  expect(tonight.adjustedRandIndex).toBeGreaterThan(0.9);
  expect(yesterday.adjustedRandIndex).toBeNull();
});

test("the same night again has the same yesterday and gives the same bytes", () => {
  const yesterday = foundIn(retail(3000));
  const again = () => JSON.stringify(foundIn(retail(3100), yesterday));
  expect(again()).toBe(again());
  expect(clustersSchema.parse(JSON.parse(again()))).toEqual(foundIn(retail(3100), yesterday));
});

test("the unit of money changes nobody's cluster", () => {
  const known = retail(3000);
  const dear = known.map(([id, facts]): Known => [id, { ...facts, netMinor: facts.netMinor * 1000 }]);
  const assigned = (all: Known[]) =>
    clustersOf(
      foundIn(all),
      all.map(([, facts]) => facts),
    );
  expect(adjustedRandIndex(assigned(known), assigned(dear))).toBe(1);
});

test("too few customers, or all of them alike, have no clusters, and a statement says so", () => {
  const enough = fitClusters(sampleOf(planted(50, 5).known), undefined);
  expect(enough.clusters?.sample.customers).toBe(50);
  expect(enough.statements).toEqual([]);
  const few = fitClusters(sampleOf(retail(49)), undefined);
  expect(few.clusters).toBeNull();
  expect(few.statements[0]?.text).toBe("49 customers are too few to be put into groups; at least 50 are needed.");
  const [one] = retail(1);
  const alike = fitClusters(
    sampleOf(Array.from({ length: 500 }, (_, i): Known => [`c${i}`, one?.[1] ?? never()])),
    undefined,
  );
  expect(alike.clusters).toBeNull();
  expect(alike.statements.map(({ code }) => code)).toEqual(["too-alike-to-cluster"]);
});

test("a shop where nobody came back is clustered by what varies in it", () => {
  const once = retail(800).map(([id, facts]): Known => [id, { ...facts, repeats: 0, recencyDays: 0 }]);
  const clusters = foundIn(once);
  expect(clusters.scales[1].sd).toBe(0);
  expect(clusters.scales[3].sd).toBe(0);
  for (const { centroid } of clusters.clusters) expect([centroid[1], centroid[3]]).toEqual([0, 0]);
});

test("of groupings nearly as distinct as the best the one with most groups is taken, but yesterday's number is kept a while", () => {
  const grouping = (k: number, silhouette: number) => ({ k, silhouette, centroids: [], sizes: [], inertia: 0 });
  const groupings = [grouping(2, 0.6), grouping(3, 0.64), grouping(4, 0.6), grouping(5, 0.575), grouping(6, 0.5)];
  expect(chooseGrouping(groupings, undefined)?.k).toBe(4);
  expect(chooseGrouping(groupings, 3)?.k).toBe(3);
  expect(chooseGrouping(groupings, 5)?.k).toBe(5);
  expect(chooseGrouping(groupings, 6)?.k).toBe(4);
  expect(chooseGrouping([], 3)).toBeUndefined();
  // At 90 and 87 % of the best, neither is too far below it.
  const atTheLimits = [grouping(2, 1), grouping(3, 0.9), grouping(4, 0.87)];
  expect(chooseGrouping(atTheLimits, undefined)?.k).toBe(3);
  expect(chooseGrouping(atTheLimits, 4)?.k).toBe(4);
});

test.runIf(hasReference)("CDNOW has a few groups whose names and members stay from day to day", () => {
  let yesterday: Clusters | undefined;
  const names: string[][] = [];
  for (const asOf of ["1997-09-30", "1997-10-01", "1997-10-02", "1998-03-31", "1998-04-01", "1998-06-30"]) {
    const tonight = foundIn(summariseCdnow("master", asOf), yesterday);
    expect(tonight.k).toBeGreaterThanOrEqual(3);
    expect(tonight.k).toBeLessThanOrEqual(6);
    const dayAfter = asOf === "1997-10-01" || asOf === "1997-10-02" || asOf === "1998-04-01";
    if (dayAfter) expect(tonight.adjustedRandIndex).toBeGreaterThan(0.97);
    names.push(tonight.clusters.map(({ name }) => name));
    yesterday = tonight;
  }
  for (const later of names) expect(later).toEqual(names[0]);
});
