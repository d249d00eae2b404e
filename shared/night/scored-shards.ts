import { CSV_START } from "../model/csv.ts";
import { ROWS_PATH } from "../model/customer-row.ts";
import type { NightRun } from "../model/night.ts";
import type { ScoreTally } from "../model/score-tally.ts";
import type { ReadPart, ReadRowFile, ReadScoreTally } from "../ports/night.ts";
import type { PublishFile, PublishRowFiles } from "../ports/published.ts";
import { emptyScoreTally, mergeScoreTally } from "../scoring/score-tally.ts";
import type { Scored } from "./scored.ts";

export type ScoredShardsDeps = {
  readScoreTally: ReadScoreTally;
  readRowFile: ReadRowFile;
  readPart: ReadPart;
  publishFile: PublishFile;
  publishRowFiles: PublishRowFiles;
};

/** A night of few shards: whoever publishes reads all that they wrote. */
export const scoredShards = async (run: NightRun, deps: ScoredShardsDeps): Promise<Scored> => {
  const tally = emptyScoreTally();
  const byShard: ScoreTally[] = [];
  for (let shard = 0; shard < run.shards; shard++) {
    const one = await deps.readScoreTally(run.runId, shard);
    mergeScoreTally(tally, one);
    byShard.push(one);
  }
  return {
    tally,
    publishLines: (path, header) =>
      deps.publishFile(run.asOf, path, joined(run, { path, header }, byShard, deps), tally.lines[path] ?? 0),
    publishRows: () => deps.publishRowFiles(run, ROWS_PATH, rowFiles(run, deps)),
  };
};

/** The header once, then every shard's lines; a shard without lines of that file wrote no part. */
async function* joined(
  run: NightRun,
  { path, header }: { path: string; header: string },
  tallies: readonly ScoreTally[],
  deps: ScoredShardsDeps,
) {
  yield CSV_START + header;
  for (const [shard, tally] of tallies.entries()) {
    if ((tally.lines[path] ?? 0) > 0) yield await deps.readPart(run.runId, shard, path);
  }
}

async function* rowFiles({ runId, shards }: NightRun, deps: ScoredShardsDeps): AsyncGenerator<Uint8Array> {
  for (let shard = 0; shard < shards; shard++) yield await deps.readRowFile(runId, shard);
}
