import type { JoinedGroup } from "../model/joined-group.ts";
import type { Measure } from "../model/manifest.ts";
import type { NightRun } from "../model/night.ts";
import type { ScoreTally } from "../model/score-tally.ts";
import type { MeasuredPiece } from "./published.ts";

/** A group of a run's shards, and by name what it is made from: what is made from something else lies elsewhere. */
export type GroupOf = { readonly runId: string; readonly group: number; readonly version: string };

/** Names what a group is made from: what its shards wrote, as their tallies say. */
export type VersionOf = (tallies: readonly ScoreTally[]) => string;
/** What `join` made of a group; undefined where it has not, or where its files are gone. */
export type FindJoined = (runId: string, group: number) => Promise<JoinedGroup | undefined>;
export type SaveJoined = (runId: string, group: number, joined: JoinedGroup) => Promise<void>;

/** Joins lines of a CSV file, without its header. */
export type JoinParts = (of: GroupOf, path: string, parts: AsyncIterable<Uint8Array>) => Promise<Measure>;
/** Joins row files into one; measured are the pages, without what stands before and behind them. */
export type JoinRowFiles = (
  of: GroupOf,
  run: NightRun,
  files: AsyncIterable<Uint8Array>,
) => Promise<JoinedGroup["rows"]>;

export type ReadJoinedPart = (of: GroupOf, path: string) => AsyncIterable<Uint8Array>;
export type ReadJoinedRows = (of: GroupOf) => Promise<Uint8Array>;
/** The same, for the store to copy. */
export type JoinedPiece = (of: GroupOf, path: string, measure: Measure) => MeasuredPiece;
/** A group's pages for the store to copy, and the footer that says what is in them. */
export type JoinedRowPiece = (
  of: GroupOf,
  rows: JoinedGroup["rows"],
) => Promise<{ pages: MeasuredPiece; footer: Uint8Array }>;
