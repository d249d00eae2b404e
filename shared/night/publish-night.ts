import { COMPARISON_PATH, comparisonLines } from "../marketing/comparison-csv.ts";
import { movedHeader, movementLines } from "../marketing/movement.ts";
import { segmentIndexLines, segmentPath } from "../marketing/segment-index.ts";
import { CSV_START, csvHeader } from "../model/csv.ts";
import { customerTable } from "../model/customer-row.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { PublishedFile } from "../model/manifest.ts";
import type { ModelFile } from "../model/model-file.ts";
import type { NightRun, RunInput } from "../model/night.ts";
import type { ScoreTally } from "../model/score-tally.ts";
import { segments } from "../model/segments.ts";
import type {
  FindComparison,
  ReadModel,
  ReadPart,
  ReadRowFile,
  ReadScoreTally,
  SavePublished,
  TakeUpRun,
} from "../ports/night.ts";
import type { PublishFile, PublishRowFiles, WithdrawManifest } from "../ports/published.ts";
import { emptyScoreTally, mergeScoreTally } from "../scoring/score-tally.ts";

/** Each holds a shard's part and the part of an upload that it fills: some 20 MB. */
const FILES_AT_A_TIME = 3;

export type PublishNightDeps = {
  takeUpRun: TakeUpRun;
  findComparison: FindComparison;
  readModel: ReadModel;
  readScoreTally: ReadScoreTally;
  readRowFile: ReadRowFile;
  readPart: ReadPart;
  publishFile: PublishFile;
  publishRowFiles: PublishRowFiles;
  savePublished: SavePublished;
  withdrawManifest: WithdrawManifest;
};

/**
 * Joins what the shards wrote into the files that marketing receives. They are not announced yet: the manifest and the
 * pointer are the last thing that `close` writes, so that a night is there complete or not at all. A day published before
 * loses its manifest until then.
 */
export const publishNight = async (
  { runId }: RunInput,
  deps: PublishNightDeps,
): Promise<{ runId: string; files: number }> => {
  const run = await deps.takeUpRun(runId);
  const tally = await mergedTally(run, deps);
  await deps.withdrawManifest(run.asOf);
  const movement = movementLines(tally.all);
  const joinedFile = (path: string, header: string) => () =>
    deps.publishFile(run.asOf, path, joined(run, { path, header }, tally.byShard, deps), tally.all.lines[path] ?? 0);
  const index = segmentIndexLines(tally.all);
  const comparison = await deps.findComparison(runId);
  const differences = comparison && comparisonLines(comparison, run.settings.currency);
  const publish: (() => Promise<PublishedFile>)[] = [
    ...["customers.csv", ...segments.map(({ name }) => segmentPath(name))].map((path) =>
      joinedFile(path, csvHeader(customerTable)),
    ),
    joinedFile("moved.csv", movedHeader),
    () => deps.publishFile(run.asOf, "segments.csv", lines(index), index.length - 1),
    ...(differences === undefined
      ? []
      : [() => deps.publishFile(run.asOf, COMPARISON_PATH, lines(differences), differences.length - 1)]),
    () => deps.publishRowFiles(run, "customers.parquet", rowFiles(run, deps)),
    () => deps.publishFile(run.asOf, "movement.csv", lines(movement), movement.length - 1),
    async () => deps.publishFile(run.asOf, "model.json", modelText(await deps.readModel(runId)), null),
  ];
  const files = await inParallel(publish, FILES_AT_A_TIME, (file) => file());
  await deps.savePublished(runId, files);
  return { runId, files: files.length };
};

const mergedTally = async ({ runId, shards }: NightRun, deps: PublishNightDeps) => {
  const all = emptyScoreTally();
  const byShard: ScoreTally[] = [];
  for (let shard = 0; shard < shards; shard++) {
    const tally = await deps.readScoreTally(runId, shard);
    mergeScoreTally(all, tally);
    byShard.push(tally);
  }
  return { all, byShard };
};

/** The header once, then every shard's lines; a shard without lines of that file wrote no part. */
async function* joined(
  run: NightRun,
  { path, header }: { path: string; header: string },
  tallies: readonly ScoreTally[],
  deps: PublishNightDeps,
) {
  yield CSV_START + header;
  for (const [shard, tally] of tallies.entries()) {
    if ((tally.lines[path] ?? 0) > 0) yield await deps.readPart(run.runId, shard, path);
  }
}

async function* rowFiles({ runId, shards }: NightRun, deps: PublishNightDeps): AsyncGenerator<Uint8Array> {
  for (let shard = 0; shard < shards; shard++) yield await deps.readRowFile(runId, shard);
}

async function* lines(of: readonly string[]) {
  yield CSV_START + of.join("");
}

async function* modelText(model: ModelFile) {
  yield `${JSON.stringify(model, null, 2)}\n`;
}
