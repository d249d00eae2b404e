import { minorPerMajor } from "../model/minor-units.ts";
import type { NightRun, RunInput } from "../model/night.ts";
import type { ReadFitRows, SaveModel, TakeUpRun } from "../ports/night.ts";
import type { FindPublishedModel } from "../ports/published.ts";
import { mergeAggregatesFile, newAggregates } from "../scoring/aggregates.ts";
import { type FitNightInput, fitNight } from "../scoring/fit-night.ts";
import { mergeHeldBackFile, newHeldBackCounts, toHeldBack } from "../scoring/held-back/held-back-windows.ts";
import type { ShardAggregates } from "../scoring/shard-aggregates.ts";
import type { SummaryColumns } from "../scoring/summaries/summary-columns.ts";
import { columnsOf } from "./columns-of-rows.ts";

export type FitModelsDeps = {
  takeUpRun: TakeUpRun;
  readAggregates: (runId: string, shard: number) => Promise<ShardAggregates>;
  readFitRows: ReadFitRows;
  findPublishedModel: FindPublishedModel;
  saveModel: SaveModel;
};

export type FitTally = { runId: string; customers: number; chosen: string; statements: string[] };

/**
 * Merges what the shards counted and writes `model.json`: cuts, parameters, and in plain words what falls short.
 * Of every customer it keeps seven numbers (40 bytes) in memory, so that the shard files are read once.
 */
export const fitModels = async ({ runId }: RunInput, deps: FitModelsDeps): Promise<FitTally> => {
  const run = await deps.takeUpRun(runId);
  const counted = await mergeShards(run, deps.readAggregates);
  const model = await fitNight({
    asOf: run.asOf,
    settings: run.settings,
    minorPerMajor: minorPerMajor(run.settings.currency),
    ...counted,
    summaries: keptColumns(run, deps.readFitRows),
    yesterday: run.previous && (await deps.findPublishedModel(run.previous.asOf)),
  });
  await deps.saveModel(runId, model);
  return {
    runId,
    customers: model.customers,
    chosen: model.chosen,
    statements: model.statements.map(({ code }) => code),
  };
};

const mergeShards = async (
  run: NightRun,
  readAggregates: FitModelsDeps["readAggregates"],
): Promise<Pick<FitNightInput, "aggregates" | "heldBack">> => {
  const aggregates = newAggregates();
  const heldBack = newHeldBackCounts({ firstNight: run.previous === undefined });
  for (const shard of shardsOf(run)) {
    const counted = await readAggregates(run.runId, shard);
    mergeAggregatesFile(aggregates, counted.fit);
    mergeHeldBackFile(heldBack, counted.heldBack);
  }
  return { aggregates, heldBack: toHeldBack(heldBack) };
};

const shardsOf = ({ shards }: NightRun): number[] => Array.from({ length: shards }, (_, shard) => shard);

/** Columns of all shards, read when they are first asked for and kept for the rounds that follow. */
const keptColumns = (run: NightRun, readFitRows: ReadFitRows): (() => AsyncIterable<SummaryColumns>) => {
  const kept = new Map<number, SummaryColumns>();
  return async function* () {
    for (const shard of shardsOf(run)) {
      const columns = kept.get(shard) ?? (await columnsOf(readFitRows(run.runId, shard)));
      kept.set(shard, columns);
      yield columns;
    }
  };
};
