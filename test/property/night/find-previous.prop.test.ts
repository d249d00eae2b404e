import fc from "fast-check";
import { expect, test } from "vitest";
import { nightFiles } from "../../../shared/adapters/night-files.ts";
import { parquetTables } from "../../../shared/adapters/parquet-tables.ts";
import { firstPartOf, hashPartOf, scanKeyOf } from "../../../shared/adapters/scan-segments.ts";
import { customerTable } from "../../../shared/model/customer-row.ts";
import { type NightRun, nightRunSchema, workKeys } from "../../../shared/model/night.ts";
import type { SummaryRow } from "../../../shared/model/summary-row.ts";
import { findPreviousScores, findWeekBefore } from "../../../shared/night/find-previous-scores.ts";
import { hashIndexOf } from "../../../shared/stats/hash-index.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { rowOf } from "../../support/published-night.ts";
import { settings } from "../../support/recording-deps.ts";

const before = "2026-11-19";
const runId = `${before}-1`;

/** What a night of so many shards left in a bucket that counts what is read of it. */
const nightBefore = async (shards: readonly (readonly string[])[], withoutIndex: (shard: number) => boolean) => {
  const files = fakeFiles();
  const read = { rows: [] as number[], indexes: 0 };
  const store = {
    ...files,
    read: async (key: string) => {
      if (key.includes("/rows/")) read.rows.push(Number.parseInt(key.slice(-13), 10));
      if (key.includes("/ids/")) read.indexes += 1;
      return files.read(key);
    },
  };
  const night = nightFiles(store);
  for (const [shard, ids] of shards.entries()) {
    const rows = ids.map((customer_id) => rowOf({ customer_id, email: null }));
    await parquetTables(files).write(workKeys.rows(runId, shard), customerTable, 2, rows);
    if (!withoutIndex(shard)) await night.saveIdIndex(runId, shard, hashIndexOf(ids));
  }
  return { night, read };
};

const askedOf = (customers: readonly string[], shard: number, now: number, then: number) => {
  const previous = { runId, asOf: before, shards: then, customers: 1 };
  const run: NightRun = nightRunSchema.parse({
    ...{ runId: "2026-11-20-1", asOf: "2026-11-20", attempt: 1, at: "2026-11-21T03:00:00.000Z", simulated: false },
    ...{ sendDay: "2026-11-21", customersCounted: 1, codeVersion: "0", settings: settings({}), maxSendRate: 1 },
    ...{ shards: now, previous, weekBefore: previous },
  });
  const known = customers.map((customer_id) => ({ customer_id, first_day: before }));
  return { run, shard, customers: known as SummaryRow[] };
};

const idsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `csv:${index}`);

/** The segment of a scan that the embedded engine finds a customer in. */
const segmentOf = (id: string, segments: number): number => {
  const part = hashPartOf(scanKeyOf(id));
  return Array.from({ length: segments }, (_, segment) => segment).findLastIndex(
    (segment) => firstPartOf(segment, segments) <= part,
  );
};
const inSegments = (ids: readonly string[], segments: number): string[][] =>
  Array.from({ length: segments }, (_, segment) => ids.filter((id) => segmentOf(id, segments) === segment));

test("whoever was known is found, wherever they were: shards changed, customers moved, came, or lost their index", async () => {
  const shards = fc.integer({ min: 1, max: 6 });
  const anywhere = fc.array(fc.nat(), { minLength: 30, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(shards, shards, fc.nat(), anywhere, anywhere, async (now, then, picked, places, lacking) => {
      const shard = picked % now;
      // Of forty ids thirty were known: one in three of them moved, the others are where the scan had them.
      const ids = idsOf(40);
      const known = ids.slice(0, 30);
      const shardOf = (id: string, at: number) =>
        (places[at] ?? 0) % 3 === 0 ? (places[at] ?? 0) % then : segmentOf(id, then);
      const then_ = Array.from({ length: then }, (_, of) => known.filter((id, at) => shardOf(id, at) === of));
      const { night } = await nightBefore(then_, (of) => (lacking[of] ?? 0) % 4 === 0);
      const asked = askedOf(inSegments(ids, now)[shard] ?? [], shard, now, then);
      const expected = asked.customers.map((customer) => customer.customer_id).filter((id) => known.includes(id));
      expect([...(await findPreviousScores(asked, night)).keys()].sort()).toEqual(expected.sort());
      expect([...(await findWeekBefore(asked, night)).keys()].sort()).toEqual(expected.sort());
    }),
    { numRuns: 60 },
  );
});

test("segments of a scan lie in those that overlap with them: nothing else is read when the number of shards changes", async () => {
  const ids = idsOf(500);
  for (const [now, then] of [
    [7, 7],
    [16, 8],
    [8, 16],
    [11, 10],
    [10, 11],
    [1, 5],
  ] as const) {
    const { night, read } = await nightBefore(inSegments(ids, then), () => false);
    for (const [shard, customers] of inSegments(ids, now).entries()) {
      read.rows = [];
      expect((await findPreviousScores(askedOf(customers, shard, now, then), night)).size).toBe(customers.length);
      expect(read.rows.length).toBeLessThanOrEqual(Math.ceil(then / now) + 1);
    }
    expect(read.indexes).toBe(0);
  }
});

test("of who is nowhere, the indexes alone are read, and no rows but the likely ones", async () => {
  const { night, read } = await nightBefore(inSegments(idsOf(500), 20), () => false);
  await findPreviousScores(
    askedOf([...(inSegments(idsOf(500), 20)[3] ?? []), "csv:new", "csv:late"], 3, 20, 20),
    night,
  );
  expect(read).toEqual({ rows: [3], indexes: 19 });
});
