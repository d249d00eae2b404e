import type { NightRun, PreviousNight } from "../model/night.ts";
import type { PreviousScore } from "../model/previous-score.ts";
import type { SummaryRow } from "../model/summary-row.ts";
import type { WeekBefore } from "../model/week-before.ts";
import type { ReadPreviousScores, ReadWeekBefore } from "../ports/night.ts";

/** What the night before said of a shard's customers, by id. */
export const findPreviousScores = (
  run: NightRun,
  shard: number,
  customers: readonly SummaryRow[],
  readPreviousScores: ReadPreviousScores,
): Promise<Map<string, PreviousScore>> => findRows(run.previous, { run, shard }, customers, readPreviousScores);

/** What the night of a week before said of a shard's customers, by id. */
export const findWeekBefore = (
  run: NightRun,
  shard: number,
  customers: readonly SummaryRow[],
  readWeekBefore: ReadWeekBefore,
): Promise<Map<string, WeekBefore>> => findRows(run.weekBefore, { run, shard }, customers, readWeekBefore);

/**
 * An earlier night's rows of a shard's customers. With as many shards as then, a customer is nearly always in the shard of the same
 * number; only who should be known, since they had bought by then, and is not there is looked for in the others, shard by shard.
 */
const findRows = async <Row extends { customer_id: string }>(
  night: PreviousNight | undefined,
  { run, shard }: { run: NightRun; shard: number },
  customers: readonly SummaryRow[],
  read: (runId: string, shard: number) => AsyncIterable<readonly Row[]>,
): Promise<Map<string, Row>> => {
  const found = new Map<string, Row>();
  if (night === undefined) return found;
  const known = customers.filter((customer) => customer.first_day <= night.asOf);
  const missing = new Set(known.map((customer) => customer.customer_id));
  for (const candidate of inOrderOfHope(night.shards, run.shards === night.shards ? shard : 0)) {
    if (missing.size === 0) break;
    for await (const batch of read(night.runId, candidate)) {
      for (const row of batch) if (missing.delete(row.customer_id)) found.set(row.customer_id, row);
    }
  }
  return found;
};

const inOrderOfHope = (shards: number, first: number): number[] => [
  first,
  ...Array.from({ length: shards }, (_, shard) => shard).filter((shard) => shard !== first),
];
