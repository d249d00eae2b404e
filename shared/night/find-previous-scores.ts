import { inParallel, slices } from "../model/in-parallel.ts";
import type { NightRun, PreviousNight } from "../model/night.ts";
import type { PreviousScore } from "../model/previous-score.ts";
import type { SummaryRow } from "../model/summary-row.ts";
import type { WeekBefore } from "../model/week-before.ts";
import type { FindIdIndex, ReadPreviousScores, ReadWeekBefore } from "../ports/night.ts";
import { mayHoldAny } from "../stats/hash-index.ts";
import { stringHash } from "../stats/string-hash.ts";

/** Who is asked for, and where from. */
type Asked = { run: NightRun; shard: number; customers: readonly SummaryRow[] };

/** What the night before said of a shard's customers, by id. */
export const findPreviousScores = (
  asked: Asked,
  deps: { readPreviousScores: ReadPreviousScores; findIdIndex: FindIdIndex },
): Promise<Map<string, PreviousScore>> =>
  findRows(asked.run.previous, asked, { read: deps.readPreviousScores, findIdIndex: deps.findIdIndex });

/** What the night of a week before said of a shard's customers, by id. */
export const findWeekBefore = (
  asked: Asked,
  deps: { readWeekBefore: ReadWeekBefore; findIdIndex: FindIdIndex },
): Promise<Map<string, WeekBefore>> =>
  findRows(asked.run.weekBefore, asked, { read: deps.readWeekBefore, findIdIndex: deps.findIdIndex });

/** Indexes read side by side: 80 KB each. */
const INDEXES_AT_A_TIME = 16;

/**
 * An earlier night's rows of a shard's customers, as far as they are known to it: who had bought by then. They are nearly always in
 * the shards that overlap with this one (`overlapping`). Who is not there may be anywhere, or nowhere: an order that arrived late,
 * another name. Of all other shards only the index of ids is read, and the rows of those that may hold one of them.
 */
const findRows = async <Row extends { customer_id: string }>(
  night: PreviousNight | undefined,
  { run, shard, customers }: Asked,
  deps: { read: (runId: string, shard: number) => AsyncIterable<readonly Row[]>; findIdIndex: FindIdIndex },
): Promise<Map<string, Row>> => {
  const found = new Map<string, Row>();
  if (night === undefined) return found;
  const known = customers.filter((customer) => customer.first_day <= night.asOf);
  const missing = new Map(known.map(({ customer_id }) => [customer_id, stringHash(customer_id)]));
  const takeFrom = async (candidate: number): Promise<void> => {
    for await (const batch of deps.read(night.runId, candidate)) {
      for (const row of batch) if (missing.delete(row.customer_id)) found.set(row.customer_id, row);
    }
  };
  const likely = overlapping(shard, run.shards, night.shards);
  for (const candidate of likely) if (missing.size > 0) await takeFrom(candidate);
  const others = Array.from({ length: night.shards }, (_, candidate) => candidate).filter(
    (candidate) => !likely.includes(candidate),
  );
  for (const some of slices(others, INDEXES_AT_A_TIME)) {
    if (missing.size === 0) break;
    const indexes = await inParallel(some, INDEXES_AT_A_TIME, (candidate) => deps.findIdIndex(night.runId, candidate));
    for (const [at, candidate] of some.entries()) {
      const index = indexes[at];
      // A night of an earlier version has none: its rows are read.
      if (index === undefined || mayHoldAny(index, missing.values())) await takeFrom(candidate);
    }
  }
  return found;
};

/**
 * Shards of a night of `then` shards in which customers of this one of `now` are to be expected: segments of a scan are ranges of a
 * hash, one after the other, so they are those whose share of the whole overlaps with its own. One, where the number is the same or
 * was divided; never more than then / now + 2. The embedded engine does so, and the service was never seen to do otherwise, but does
 * not promise it.
 */
const overlapping = (shard: number, now: number, then: number): number[] => {
  const first = Math.floor((shard * then) / now);
  const end = Math.ceil(((shard + 1) * then) / now);
  return Array.from({ length: end - first }, (_, at) => first + at);
};
