import { ROWS_PATH } from "../model/customer-row.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { JoinedGroup } from "../model/joined-group.ts";
import { shardsOfGroup } from "../model/joins.ts";
import type { GroupInput } from "../model/night.ts";
import type { ScoreTally } from "../model/score-tally.ts";
import type { FindJoined, JoinParts, JoinRowFiles, SaveJoined, VersionOf } from "../ports/joined.ts";
import type { ReadPart, ReadRowFile, ReadScoreTally, TakeUpRun } from "../ports/night.ts";
import { emptyScoreTally, mergeScoreTally } from "../scoring/score-tally.ts";

const TALLIES_AT_A_TIME = 8;
/** Each holds a shard's part and the part of an upload that it fills: some 20 MB. */
const FILES_AT_A_TIME = 3;

export type JoinGroupDeps = {
  takeUpRun: TakeUpRun;
  readScoreTally: ReadScoreTally;
  readPart: ReadPart;
  readRowFile: ReadRowFile;
  versionOf: VersionOf;
  findJoined: FindJoined;
  joinParts: JoinParts;
  joinRowFiles: JoinRowFiles;
  saveJoined: SaveJoined;
};

/** `found`: an earlier try had joined the same. */
export type JoinGroupTally = { group: number; shards: number; files: "joined" | "found"; bytes: number };

/**
 * Joins what the shards of a group wrote, file by file, into parts that are large enough for S3 to copy (docs/adr/0019).
 * What was joined before from the same is found and kept.
 */
export const joinGroup = async ({ runId, group }: GroupInput, deps: JoinGroupDeps): Promise<JoinGroupTally> => {
  const run = await deps.takeUpRun(runId);
  const numbers = shardsOfGroup(run, group);
  const shards = await inParallel(numbers, TALLIES_AT_A_TIME, async (shard) => ({
    shard,
    tally: await deps.readScoreTally(runId, shard),
  }));
  const version = deps.versionOf(shards.map(({ tally }) => tally));
  const before = await deps.findJoined(runId, group);
  if (before?.version === version) return tallyOf(group, shards, before, "found");

  const of = { runId, group, version };
  const tally = emptyScoreTally();
  for (const shard of shards) mergeScoreTally(tally, shard.tally);
  const rows = await deps.joinRowFiles(of, run, rowFiles(runId, shards, deps));
  const parts = await inParallel(Object.keys(tally.lines).sort(), FILES_AT_A_TIME, async (path) => {
    return [path, await deps.joinParts(of, path, partsOf(runId, shards, path, deps))] as const;
  });
  const joined = { version, tally, parts: Object.fromEntries(parts), rows };
  await deps.saveJoined(runId, group, joined);
  return tallyOf(group, shards, joined, "joined");
};

type ScoredShard = { shard: number; tally: ScoreTally };

async function* rowFiles(runId: string, shards: readonly ScoredShard[], deps: JoinGroupDeps) {
  for (const { shard, tally } of shards) yield await deps.readRowFile(runId, shard, tally.wrote?.[ROWS_PATH]);
}

async function* partsOf(runId: string, shards: readonly ScoredShard[], path: string, deps: JoinGroupDeps) {
  for (const { shard, tally } of shards) {
    if ((tally.lines[path] ?? 0) > 0) yield await deps.readPart(runId, shard, path, tally.wrote?.[path]);
  }
}

const tallyOf = (
  group: number,
  shards: readonly ScoredShard[],
  { parts, rows }: JoinedGroup,
  files: JoinGroupTally["files"],
): JoinGroupTally => ({
  group,
  shards: shards.length,
  files,
  bytes: Object.values(parts).reduce((sum, { bytes }) => sum + bytes, rows.bytes),
});
