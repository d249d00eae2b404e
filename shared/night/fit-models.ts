import { aheadInOrder } from "../model/ahead-in-order.ts";
import { minorPerMajor } from "../model/minor-units.ts";
import type { NightRun, RunInput } from "../model/night.ts";
import type { FindPromise, SaveModel, TakeUpRun } from "../ports/night.ts";
import type { FindPublishedModel } from "../ports/published.ts";
import { mergeAggregatesFile, newAggregates } from "../scoring/aggregates.ts";
import { type FitNightInput, fitNight } from "../scoring/fit-night.ts";
import { mergeHeldBackFile, newHeldBackCounts, toHeldBack } from "../scoring/held-back/held-back-windows.ts";
import { mergePastCutsFile, newPastCutCounts, toPastCuts } from "../scoring/past-cuts/past-cuts.ts";
import type { QuarterBefore } from "../scoring/promises/promises-of-night.ts";
import type { ShardAggregates } from "../scoring/shard-aggregates.ts";
import { type MoneyCounts, type MoneyFile, moneyCounts } from "../scoring/summaries/money.ts";

export type FitModelsDeps = {
  takeUpRun: TakeUpRun;
  readAggregates: (runId: string, shard: number) => Promise<ShardAggregates>;
  readMoney: (runId: string, shard: number) => Promise<MoneyFile>;
  findPublishedModel: FindPublishedModel;
  findPromise: FindPromise;
  saveModel: SaveModel;
};

export type FitTally = { runId: string; customers: number; chosen: string; statements: string[] };

/**
 * Merges what the shards counted and writes `model.json`: cuts, parameters, and in plain words what falls short.
 * It reads counts alone: customers who are alike are one of them, and nobody is named.
 */
export const fitModels = async ({ runId }: RunInput, deps: FitModelsDeps): Promise<FitTally> => {
  const run = await deps.takeUpRun(runId);
  const counted = await mergeShards(run, deps.readAggregates);
  const model = await fitNight({
    asOf: run.asOf,
    settings: run.settings,
    minorPerMajor: minorPerMajor(run.settings.currency),
    ...counted,
    money: moneyOf(run, deps.readMoney),
    yesterday: run.previous && (await deps.findPublishedModel(run.previous.asOf)),
    quarterBefore: await promisedBefore(run, deps.findPromise),
  });
  await deps.saveModel(runId, model);
  return {
    runId,
    customers: model.customers,
    chosen: model.chosen,
    statements: model.statements.map(({ code }) => code),
  };
};

/** The night whose promise is settled tonight. */
const promisedBefore = async ({ quarterBefore }: NightRun, findPromise: FindPromise): Promise<QuarterBefore> =>
  quarterBefore === undefined ? "no-night" : ((await findPromise(quarterBefore)) ?? "unreadable");

/** Files that are read before their turn comes: about 500 KB each. */
const FILES_AHEAD = 8;

const mergeShards = async (
  run: NightRun,
  readAggregates: FitModelsDeps["readAggregates"],
): Promise<Pick<FitNightInput, "aggregates" | "heldBack" | "pastCuts">> => {
  const aggregates = newAggregates();
  const heldBack = newHeldBackCounts({ firstNight: run.previous === undefined });
  const pastCuts = newPastCutCounts();
  const files = aheadInOrder(shardsOf(run), FILES_AHEAD, (shard) => readAggregates(run.runId, shard));
  for await (const counted of files) {
    mergeAggregatesFile(aggregates, counted.fit);
    mergeHeldBackFile(heldBack, counted.heldBack);
    if (counted.pastCuts) mergePastCutsFile(pastCuts, counted.pastCuts);
  }
  return { aggregates, heldBack: toHeldBack(heldBack), pastCuts: toPastCuts(pastCuts) };
};

const shardsOf = ({ shards }: NightRun): number[] => Array.from({ length: shards }, (_, shard) => shard);

/** Characters of counts that are kept for the rounds that follow: all of a shop of a few hundred thousand customers. */
const KEPT_CHARACTERS = 64 * 1024 * 1024;

/** Counts of money of all shards; what is not kept is read again in each round. */
const moneyOf = (run: NightRun, readMoney: FitModelsDeps["readMoney"]): (() => AsyncIterable<MoneyCounts>) => {
  const kept = new Map<number, MoneyFile>();
  let characters = 0;
  const read = async (shard: number): Promise<MoneyFile> => {
    const known = kept.get(shard);
    if (known !== undefined) return known;
    const file = await readMoney(run.runId, shard);
    const more = file.spend.length + file.once.length + file.beside.length + file.windowNet.length + file.net.length;
    if (characters + more <= KEPT_CHARACTERS) {
      kept.set(shard, file);
      characters += more;
    }
    return file;
  };
  return async function* () {
    for await (const file of aheadInOrder(shardsOf(run), FILES_AHEAD, read)) yield moneyCounts(file);
  };
};
