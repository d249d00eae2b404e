import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { joinParquet } from "../../../shared/adapters/parquet-join.ts";
import { readParquet } from "../../../shared/adapters/parquet-reader.ts";
import { writeParquet } from "../../../shared/adapters/parquet-writer.ts";
import { column, tableOf } from "../../../shared/model/table.ts";
import { fromEpochDay } from "../../../shared/scoring/summaries/epoch-day.ts";

const shape = {
  id: column("text", z.string()),
  text: column("text", z.string().nullable()),
  count: column("integer", z.int()),
  ratio: column("number", z.number().nullable()),
  day: column("day", z.iso.date().nullable()),
  amount: column("money", z.int().nullable()),
};
const table = tableOf(z.object(shape));
const few = tableOf(z.object({ amount: shape.amount, id: shape.id }));
const row = fc.record({
  id: fc.string({ unit: "grapheme" }),
  text: fc.option(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("same", "again"))),
  count: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  ratio: fc.option(fc.double({ noNaN: true })),
  day: fc.option(fc.integer({ min: -200_000, max: 200_000 }).map(fromEpochDay)),
  amount: fc.option(fc.integer({ min: -(10 ** 14), max: 10 ** 14 })),
});
type Row = z.infer<typeof table.row>;

const bytesOf = async (batches: readonly (readonly Row[])[], digits: number) => {
  const chunks: Uint8Array[] = [];
  const source = (async function* () {
    yield* batches;
  })();
  for await (const chunk of writeParquet(table, digits, source)) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const collect = async <T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const rows: T[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
};
const batches = fc.array(fc.array(row, { maxLength: 30 }), { maxLength: 4 });
const digits = fc.constantFrom(0, 2, 3);

test("rows read back as they were written, in their order, whatever the batches", async () => {
  await fc.assert(
    fc.asyncProperty(batches, digits, async (written, moneyDigits) => {
      const file = await bytesOf(written, moneyDigits);
      expect(await collect(readParquet(table, file))).toEqual(written.flat());
      expect(await collect(readParquet(few, file))).toEqual(written.flat().map(({ amount, id }) => ({ amount, id })));
    }),
    { seed: 20261121, numRuns: 60 },
  );
});

test("the same rows give the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (written) => {
      expect(await bytesOf(written, 2)).toEqual(await bytesOf(written, 2));
    }),
    { seed: 20261121, numRuns: 20 },
  );
});

test("joined files read back as all their rows, one file after the other", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batches, { maxLength: 4 }), digits, async (files, moneyDigits) => {
      const parts = (async function* () {
        for (const file of files) yield await bytesOf(file, moneyDigits);
      })();
      const chunks: Uint8Array[] = [];
      let counted = 0;
      for await (const { bytes, rows } of joinParquet(table, moneyDigits, parts)) {
        chunks.push(bytes);
        counted += rows;
      }
      expect(await collect(readParquet(table, Buffer.concat(chunks)))).toEqual(files.flat(2));
      expect(counted).toBe(files.flat(2).length);
    }),
    { seed: 20261121, numRuns: 40 },
  );
});

test("a file with other columns is not joined", async () => {
  const file = await bytesOf([], 2);
  const parts = (async function* () {
    yield file;
  })();
  await expect(collect(joinedBytes(parts))).rejects.toMatchObject({ name: "TableFileError" });
});
const joinedBytes = async function* (parts: AsyncIterable<Uint8Array>) {
  for await (const { bytes } of joinParquet(few, 2, parts)) yield [bytes];
};

test("a file whose rows do not fit says which column of which row, and not what stands there", async () => {
  const strict = tableOf(z.object({ id: column("text", z.string().max(3)) }));
  const rows = [{ id: "abc" }, { id: "secret@example.com" }];
  const file = await bytesOf(
    [rows.map((r) => ({ ...r, text: null, count: 1, ratio: null, day: null, amount: null }))],
    2,
  );
  const reading = collect(readParquet(strict, file));
  await expect(reading).rejects.toMatchObject({ name: "TableFileError", message: expect.stringMatching(/row 1, id/) });
  await expect(collect(readParquet(strict, file))).rejects.not.toThrow(/secret/);
});

test("a file from before a column was known reads with that column empty", async () => {
  const later = tableOf(z.object({ id: shape.id, score: column("number", z.number().nullable()) }));
  const file = await bytesOf([[{ id: "a", text: null, count: 1, ratio: null, day: null, amount: null }]], 2);
  expect(await collect(readParquet(later, file))).toEqual([{ id: "a", score: null }]);
});
