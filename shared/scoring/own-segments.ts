import type { CustomerRow } from "../model/customer-row.ts";
import type { OwnSegmentTally } from "../model/score-tally.ts";
import { isReachable } from "./rfm/segment-files.ts";

/** Segments of the shop's own that a customer is in, and those they came into and left since the night before. */
export type Moves = {
  readonly names: readonly string[];
  readonly joined: readonly string[];
  readonly left: readonly string[];
};

/** Nobody in any of these yet. `compared`: which of them the night before had. */
export const emptyOwnSegments = (names: readonly string[], compared: readonly string[]): OwnSegmentTally[] =>
  names.map((name) => ({
    name,
    ...{ customers: 0, reachable: 0, clvMinor: 0, withClv: 0, netMinor: 0 },
    ...(compared.includes(name) ? { joined: 0, left: 0 } : { joined: null, left: null }),
  }));

/** Adds one customer, whose segments are among these. */
export const addToOwnSegments = (tallies: readonly OwnSegmentTally[], row: CustomerRow, moves: Moves): void => {
  if (moves.names.length === 0 && moves.left.length === 0) return;
  for (const tally of tallies) {
    if (moves.left.includes(tally.name)) tally.left = (tally.left ?? 0) + 1;
    if (!moves.names.includes(tally.name)) continue;
    tally.customers += 1;
    tally.netMinor += row.net_value;
    if (isReachable(row)) tally.reachable += 1;
    if (moves.joined.includes(tally.name)) tally.joined = (tally.joined ?? 0) + 1;
    if (row.clv_12m === null) continue;
    tally.withClv += 1;
    tally.clvMinor += row.clv_12m;
  }
};

/** Shards of one night have the same segments in the same order. */
export const mergeOwnSegments = (into: OwnSegmentTally[], tallies: readonly OwnSegmentTally[]): void => {
  for (const [at, tally] of tallies.entries()) {
    const sum = into[at];
    if (sum === undefined) {
      into.push({ ...tally });
      continue;
    }
    for (const key of ["customers", "reachable", "clvMinor", "withClv", "netMinor"] as const) sum[key] += tally[key];
    if (sum.joined !== null && tally.joined !== null) sum.joined += tally.joined;
    if (sum.left !== null && tally.left !== null) sum.left += tally.left;
  }
};
