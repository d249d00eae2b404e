import type { NightRun } from "../../shared/model/night.ts";
import type { PreviousScore } from "../../shared/model/previous-score.ts";
import type { SummaryRow } from "../../shared/model/summary-row.ts";
import type { ReadPreviousScores } from "../../shared/ports/night.ts";

/**
 * What the night before said of a shard's customers, by id. With as many shards as then, a customer is nearly always in
 * the shard of the same number; only who should be known and is not there is looked for in the others, shard by shard.
 */
export const findPreviousScores = async (
  { previous, shards }: NightRun,
  shard: number,
  customers: readonly SummaryRow[],
  readPreviousScores: ReadPreviousScores,
): Promise<Map<string, PreviousScore>> => {
  const found = new Map<string, PreviousScore>();
  if (previous === undefined) return found;
  const known = customers.filter((customer) => customer.first_day <= previous.asOf);
  const missing = new Set(known.map((customer) => customer.customer_id));
  for (const candidate of inOrderOfHope(previous.shards, shards === previous.shards ? shard : 0)) {
    if (missing.size === 0) break;
    for await (const batch of readPreviousScores(previous.runId, candidate)) {
      for (const score of batch) if (missing.delete(score.customer_id)) found.set(score.customer_id, score);
    }
  }
  return found;
};

const inOrderOfHope = (shards: number, first: number): number[] => [
  first,
  ...Array.from({ length: shards }, (_, shard) => shard).filter((shard) => shard !== first),
];
