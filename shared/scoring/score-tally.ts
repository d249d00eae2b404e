import type { CustomerRow } from "../model/customer-row.ts";
import type { PreviousScore } from "../model/previous-score.ts";
import type { GroupTally, ScoreTally } from "../model/score-tally.ts";
import { clvBandOf } from "./clv-bands.ts";
import { isReachable } from "./segment-files.ts";

const emptyGroup = (): GroupTally => ({ customers: 0, reachable: 0, clvMinor: 0 });

export const emptyScoreTally = (): ScoreTally => ({
  all: emptyGroup(),
  withClv: 0,
  netMinor: 0,
  expectedPurchases90d: 0,
  knownYesterday: 0,
  tiers: {},
  segments: {},
  valueClasses: {},
  tierMoves: {},
  segmentMoves: {},
  rfmCodes: {},
  clvBands: {},
  lines: {},
});

/** Adds one customer, and what was said of them yesterday, to a tally. */
export const addToTally = (
  tally: ScoreTally,
  row: CustomerRow,
  before: PreviousScore | undefined,
  minorPerMajor: number,
): void => {
  addToGroup(tally.all, row);
  tally.netMinor += row.net_value;
  tally.expectedPurchases90d += row.expected_purchases_90d ?? 0;
  addToGroup(groupIn(tally.tiers, row.tier), row);
  if (row.rfm_segment !== null) addToGroup(groupIn(tally.segments, row.rfm_segment), row);
  if (row.value_class !== null) addToGroup(groupIn(tally.valueClasses, row.value_class), row);
  if (row.r !== null && row.f !== null && row.m !== null) addCount(tally.rfmCodes, `${row.r}${row.f}${row.m}`);
  if (before !== undefined) tally.knownYesterday += 1;
  addCount(tally.tierMoves, `${before?.tier ?? ""}>${row.tier}`);
  addCount(tally.segmentMoves, `${before?.rfm_segment ?? ""}>${row.rfm_segment ?? ""}`);
  if (row.clv_12m === null) return;
  tally.withClv += 1;
  addCount(tally.clvBands, String(clvBandOf(row.clv_12m, minorPerMajor)));
};

/** Adds a shard's tally to what is already merged. Sums of fractions depend on the order: merge shards in theirs. */
export const mergeScoreTally = (into: ScoreTally, tally: ScoreTally): void => {
  mergeGroup(into.all, tally.all);
  into.withClv += tally.withClv;
  into.netMinor += tally.netMinor;
  into.expectedPurchases90d += tally.expectedPurchases90d;
  into.knownYesterday += tally.knownYesterday;
  for (const name of ["tiers", "segments", "valueClasses"] as const) {
    for (const [key, group] of Object.entries(tally[name])) mergeGroup(groupIn(into[name], key), group);
  }
  for (const name of ["tierMoves", "segmentMoves", "rfmCodes", "clvBands", "lines"] as const) {
    for (const [key, count] of Object.entries(tally[name])) addCount(into[name], key, count);
  }
};

const groupIn = (groups: Record<string, GroupTally>, key: string): GroupTally => {
  const group = groups[key] ?? emptyGroup();
  groups[key] = group;
  return group;
};

const addToGroup = (group: GroupTally, row: CustomerRow): void =>
  mergeGroup(group, { customers: 1, reachable: isReachable(row) ? 1 : 0, clvMinor: row.clv_12m ?? 0 });

const mergeGroup = (into: GroupTally, group: GroupTally): void => {
  into.customers += group.customers;
  into.reachable += group.reachable;
  into.clvMinor += group.clvMinor;
};

export const addCount = (counts: Record<string, number>, key: string, count = 1): void => {
  counts[key] = (counts[key] ?? 0) + count;
};
