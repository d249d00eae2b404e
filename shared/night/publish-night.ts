import { COMPARISON_PATH, comparisonLines } from "../marketing/comparison-csv.ts";
import { movedHeader, movementLines } from "../marketing/movement.ts";
import { PROMISES_PATH, promisesLines } from "../marketing/promises-csv.ts";
import { segmentIndexLines, segmentPath } from "../marketing/segment-index.ts";
import { CSV_START, csvHeader } from "../model/csv.ts";
import { customerTable } from "../model/customer-row.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { PublishedFile } from "../model/manifest.ts";
import type { ModelFile } from "../model/model-file.ts";
import type { RunInput } from "../model/night.ts";
import { segments } from "../model/segments.ts";
import type { FindComparison, ReadCampaigns, ReadModel, SavePublished, TakeUpRun } from "../ports/night.ts";
import type { WithdrawManifest } from "../ports/published.ts";
import { type ScoredGroupsDeps, scoredGroups } from "./scored-groups.ts";
import { type ScoredShardsDeps, scoredShards } from "./scored-shards.ts";

/** Each holds a shard's part and the part of an upload that it fills: some 20 MB. */
const FILES_AT_A_TIME = 3;

export type PublishNightDeps = ScoredShardsDeps &
  ScoredGroupsDeps & {
    takeUpRun: TakeUpRun;
    findComparison: FindComparison;
    readModel: ReadModel;
    readCampaigns: ReadCampaigns;
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
  const { tally, publishLines, publishRows } =
    run.joins === undefined ? await scoredShards(run, deps) : await scoredGroups({ ...run, joins: run.joins }, deps);
  await deps.withdrawManifest(run.asOf);
  const movement = movementLines(tally);
  const { segments: own = [] } = await deps.readCampaigns(run.campaigns.version);
  const index = segmentIndexLines(tally, own);
  const comparison = await deps.findComparison(runId);
  const differences = comparison && comparisonLines(comparison, run.settings.currency);
  const model = await deps.readModel(runId);
  const promises = promisesLines(model.promises);
  const publish: (() => Promise<PublishedFile>)[] = [
    ...["customers.csv", ...[...segments, ...own].map(({ name }) => segmentPath(name))].map(
      (path) => () => publishLines(path, csvHeader(customerTable)),
    ),
    () => publishLines("moved.csv", movedHeader),
    () => deps.publishFile(run.asOf, "segments.csv", lines(index), index.length - 1),
    ...(differences === undefined
      ? []
      : [() => deps.publishFile(run.asOf, COMPARISON_PATH, lines(differences), differences.length - 1)]),
    publishRows,
    () => deps.publishFile(run.asOf, "movement.csv", lines(movement), movement.length - 1),
    () => deps.publishFile(run.asOf, PROMISES_PATH, lines(promises), promises.length - 1),
    () => deps.publishFile(run.asOf, "model.json", modelText(model), null),
  ];
  const files = await inParallel(publish, FILES_AT_A_TIME, (file) => file());
  await deps.savePublished(runId, files);
  return { runId, files: files.length };
};

async function* lines(of: readonly string[]) {
  yield CSV_START + of.join("");
}

async function* modelText(model: ModelFile) {
  yield `${JSON.stringify(model, null, 2)}\n`;
}
