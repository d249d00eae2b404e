import { aheadInOrder } from "../model/ahead-in-order.ts";
import type { NightRun } from "../model/night.ts";
import type { NotCounted } from "../model/order.ts";
import type { ReadScoreTally } from "../ports/night.ts";
import { emptyScoreTally, mergeScoreTally } from "../scoring/score-tally.ts";
import type { SummaryTally } from "../scoring/shard-aggregates.ts";
import { addNotCounted, withFewWords } from "../scoring/summaries/not-counted.ts";
import { OrderWeeks } from "../scoring/summaries/order-weeks.ts";
import { addSales, noSales } from "../scoring/summaries/sales.ts";

export type MergedTalliesDeps = {
  readScoreTally: ReadScoreTally;
  readSummaryTally: (runId: string, shard: number) => Promise<SummaryTally>;
};

/** Tallies that are read before their turn comes. */
const TALLIES_AHEAD = 8;

/** Merges what the shards counted, in the order of their numbers. */
export const mergedTallies = async ({ runId, shards }: NightRun, deps: MergedTalliesDeps) => {
  const tally = emptyScoreTally();
  const weeks = new OrderWeeks();
  const notCounted: NotCounted = {};
  const sales = noSales();
  let scanned = 0;
  const read = (shard: number) => Promise.all([deps.readScoreTally(runId, shard), deps.readSummaryTally(runId, shard)]);
  const all = Array.from({ length: shards }, (_, shard) => shard);
  for await (const [scored, summarised] of aheadInOrder(all, TALLIES_AHEAD, read)) {
    mergeScoreTally(tally, scored);
    weeks.merge(summarised.weeks);
    addNotCounted(notCounted, summarised.notCounted);
    addSales(sales, summarised.sales);
    scanned += summarised.scanned;
  }
  return { tally, scanned, weeks: weeks.toWeeks(), notCounted: withFewWords(notCounted), sales };
};
