import { expect, test } from "vitest";
import type { ClusterTally } from "../../../../shared/model/score-tally.ts";
import { addToClusters, mergeClusters } from "../../../../shared/scoring/clusters/cluster-tally.ts";

const tallyOf = (rows: readonly Parameters<typeof addToClusters>[1][]) => {
  const tallies: Record<string, ClusterTally> = {};
  for (const row of rows) addToClusters(tallies, row);
  return tallies;
};
const rows = [
  { cluster: "recent buyers", net_value: 1000, clv_12m: 300 },
  { cluster: "silent buyers", net_value: 50, clv_12m: null },
  { cluster: "recent buyers", net_value: 200, clv_12m: 7 },
  { cluster: "silent buyers", net_value: 4, clv_12m: 1 },
];
const counted = {
  "recent buyers": { customers: 2, netMinor: 1200, clvMinor: 307 },
  "silent buyers": { customers: 2, netMinor: 54, clvMinor: 1 },
};

test("each cluster counts its customers, their net value, and their value ahead where it is known", () => {
  expect(tallyOf(rows)).toEqual(counted);
});

test("on a night without clusters nobody is counted", () => {
  expect(tallyOf([{ cluster: null, net_value: 1000, clv_12m: 300 }])).toEqual({});
});

test("the tallies of two shards add up to that of one", () => {
  const into = tallyOf(rows.slice(0, 1));
  mergeClusters(into, tallyOf(rows.slice(1)));
  expect(into).toEqual(counted);
});
