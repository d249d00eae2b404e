import { tierDepth } from "../model/customer.ts";
import type { CustomerRow } from "../model/customer-row.ts";
import type { PreviousScore } from "../model/previous-score.ts";
import type { GroupTally, ScoreTally } from "../model/score-tally.ts";
import type { UnscoredRow } from "../model/summary-row.ts";
import type { WeekBefore } from "../model/week-before.ts";
import { addToClusters, mergeClusters } from "./clusters/cluster-tally.ts";
import { addToHabits, emptyHabitTally, mergeHabits } from "./habits/habit-tally.ts";
import { addToOutlook, emptyOutlook, mergeOutlook } from "./next-order/outlook-tally.ts";
import { addToOwnSegments, type Moves, mergeOwnSegments } from "./own-segments.ts";
import { isReachable, isWorthWaking } from "./rfm/segment-files.ts";
import { clvBandOf } from "./value/clv-bands.ts";
import { mergeClvSums, newClvSums } from "./value/clv-total.ts";

const emptyGroup = (): GroupTally => ({ customers: 0, reachable: 0, clvMinor: 0 });

export const emptyScoreTally = (): ScoreTally => ({
  all: emptyGroup(),
  withClv: 0,
  clvSums: newClvSums(),
  netMinor: 0,
  expectedPurchases90d: 0,
  knownYesterday: 0,
  tiers: {},
  segments: {},
  valueClasses: {},
  valueBands: {},
  ownSegments: [],
  earlyWarning: emptyGroup(),
  comparedWithWeekBefore: 0,
  greatestAtStakeMinor: 0,
  worthWaking: emptyGroup(),
  prospects: { people: 0, reachable: 0 },
  clusters: {},
  tierMoves: {},
  tierFlips: {},
  segmentMoves: {},
  weekMoves: {},
  tierChanges: { changed: 0, flipped: 0 },
  habits: emptyHabitTally(),
  outlook: emptyOutlook(),
  rfmCodes: {},
  clvBands: {},
  lines: {},
});

/** What is known of one customer beside their row. */
export type RowBeside = {
  /** What was said of them the night before, and a week before; undefined for who was not known then. */
  readonly before: PreviousScore | undefined;
  readonly weekBefore: WeekBefore | undefined;
  /** Whether the shop has a night of a week before at all. */
  readonly comparesWeek: boolean;
  readonly minorPerMajor: number;
  /** Whether their tier flipped since the night before. */
  readonly flipped: boolean;
  /** Their chance of a purchase within a year; undefined where it is not known. */
  readonly returnsWithinYear: number | undefined;
  /** Segments of the shop's own that they are in, came into and left. */
  readonly own: Moves;
};

/** Adds one customer to a tally. */
export const addToTally = (
  tally: ScoreTally,
  row: CustomerRow,
  { before, weekBefore, comparesWeek, minorPerMajor, flipped, returnsWithinYear, own }: RowBeside,
): void => {
  addToGroup(tally.all, row);
  tally.netMinor += row.net_value;
  tally.expectedPurchases90d += row.expected_purchases_90d ?? 0;
  addToGroup(groupIn(tally.tiers, row.tier), row);
  if (row.rfm_segment !== null) addToGroup(groupIn(tally.segments, row.rfm_segment), row);
  if (row.value_class !== null) addToGroup(groupIn(tally.valueClasses, row.value_class), row);
  if (row.value_band !== null) addToGroup(groupIn(tally.valueBands, row.value_band), row);
  if (row.early_warning_drop !== null) addToGroup(tally.earlyWarning, row);
  if (isWorthWaking(row)) addToGroup(tally.worthWaking, row);
  if (tierDepth[row.tier] > 0) tally.greatestAtStakeMinor = Math.max(tally.greatestAtStakeMinor, row.clv_12m ?? 0);
  addToOwnSegments(tally.ownSegments, row, own);
  addToClusters(tally.clusters, row);
  addToHabits(tally.habits, row);
  addToOutlook(tally.outlook, row, returnsWithinYear);
  if (row.r !== null && row.f !== null && row.m !== null) addCount(tally.rfmCodes, `${row.r}${row.f}${row.m}`);
  if (before !== undefined) tally.knownYesterday += 1;
  if (before !== undefined && before.tier !== row.tier) tally.tierChanges.changed += 1;
  if (flipped) tally.tierChanges.flipped += 1;
  const move = `${before?.tier ?? ""}>${row.tier}`;
  addCount(tally.tierMoves, move);
  if (flipped) addCount(tally.tierFlips, move);
  addCount(tally.segmentMoves, `${before?.rfm_segment ?? ""}>${row.rfm_segment ?? ""}`);
  if (comparesWeek) addCount(tally.weekMoves, `${weekBefore?.tier ?? ""}>${row.tier}`);
  if (row.clv_12m === null) return;
  tally.withClv += 1;
  addCount(tally.clvBands, String(clvBandOf(row.clv_12m, minorPerMajor)));
};

/** Adds somebody whom nothing is scored for. */
export const addUnscored = ({ prospects }: ScoreTally, row: UnscoredRow): void => {
  if (row.lifecycle_stage !== "prospect") return;
  prospects.people += 1;
  if (isReachable(row)) prospects.reachable += 1;
};

/** Adds a shard's tally to what is already merged. Sums of fractions depend on the order: merge shards in theirs. */
export const mergeScoreTally = (into: ScoreTally, tally: ScoreTally): void => {
  mergeGroup(into.all, tally.all);
  into.withClv += tally.withClv;
  mergeClvSums(into.clvSums, tally.clvSums);
  into.netMinor += tally.netMinor;
  into.expectedPurchases90d += tally.expectedPurchases90d;
  into.knownYesterday += tally.knownYesterday;
  mergeGroup(into.earlyWarning, tally.earlyWarning);
  mergeGroup(into.worthWaking, tally.worthWaking);
  into.greatestAtStakeMinor = Math.max(into.greatestAtStakeMinor, tally.greatestAtStakeMinor);
  into.prospects.people += tally.prospects.people;
  into.prospects.reachable += tally.prospects.reachable;
  into.comparedWithWeekBefore += tally.comparedWithWeekBefore;
  mergeOwnSegments(into.ownSegments, tally.ownSegments);
  for (const name of ["tiers", "segments", "valueClasses", "valueBands"] as const) {
    for (const [key, group] of Object.entries(tally[name])) mergeGroup(groupIn(into[name], key), group);
  }
  into.tierChanges.changed += tally.tierChanges.changed;
  into.tierChanges.flipped += tally.tierChanges.flipped;
  mergeClusters(into.clusters, tally.clusters);
  mergeHabits(into.habits, tally.habits);
  mergeOutlook(into.outlook, tally.outlook);
  for (const name of [
    "tierMoves",
    "tierFlips",
    "segmentMoves",
    "weekMoves",
    "rfmCodes",
    "clvBands",
    "lines",
  ] as const) {
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
