import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { eraseFromFile } from "../../../shared/adapters/erase-from-file.ts";
import { nightFileErasure } from "../../../shared/adapters/erase-from-night-file.ts";
import { readParquet } from "../../../shared/adapters/parquet-reader.ts";
import { writeParquet } from "../../../shared/adapters/parquet-writer.ts";
import { customerRowSchema, customerTable } from "../../../shared/model/customer-row.ts";
import { manifestSchema } from "../../../shared/model/manifest.ts";
import { marketingFolder, marketingKeys } from "../../../shared/model/night.ts";
import { column, tableOf } from "../../../shared/model/table.ts";
import { nightFileOf } from "../../../shared/night-files/register.ts";
import type { FileStore } from "../../../shared/ports/files.ts";
import { soughtBy } from "../../../shared/sweeping/sought.ts";
import { expectManifestTrue, textOfFile } from "../../support/expect-files-true.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { FaultSchedule } from "../../support/fault-schedule.ts";
import { filesInTurn } from "../../support/files-in-turn.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld } from "../../support/night-world.ts";
import { rowOf } from "../../support/published-night.ts";
import { hash } from "../../support/recording-deps.ts";
import { sweepOut } from "../../support/sweep-now.ts";

const asOf = "2026-11-20";
const later = "2026-11-22T12:00:00.000Z";
const customers = smallShop(400, asOf).map((customer, at) => ({ ...customer, customerId: `Person!${at}!` }));

let world: NightWorld;
beforeAll(async () => {
  world = nightWorld({ customers, counted: 140_000, joins: { shardsPerGroup: 3, wholeBytes: 20_000 } });
  await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
});

/** A copy of the night. All its files with rows are taken for too large for memory. */
const copy = () => ({
  marketing: fakeFiles(world.marketing.objects),
  data: fakeFiles(world.data.objects),
  moreThanBytes: 0,
});
type Night = ReturnType<typeof copy>;

const textsOf = ({ marketing }: Pick<Night, "marketing">) =>
  Promise.all(
    [...marketing.objects]
      .filter(([key]) => !key.endsWith("manifest.json"))
      .map(async ([key, bytes]) => [key, await textOfFile(key, bytes)] as const),
  );

const manifestOf = ({ marketing }: Pick<Night, "marketing">) =>
  manifestSchema.parse(JSON.parse(Buffer.from(marketing.objects.get(marketingKeys.manifest(asOf)) ?? []).toString()));
const fileOf = (night: Pick<Night, "marketing">, path: string) =>
  manifestOf(night).files.find((file) => file.path === path);

describe("files too large for memory", () => {
  test.each([
    ["one", ["Person!7!"]],
    ["one in ten", customers.filter((_, at) => at % 10 === 0).map(({ customerId }) => customerId)],
    ["all but one", customers.slice(1).map(({ customerId }) => customerId)],
    ["everybody", customers.map(({ customerId }) => customerId)],
  ])("lose %s, and are what files in memory would be", async (_how, erased) => {
    const [large, small] = [copy(), { ...copy(), moreThanBytes: 1e9 }];
    expect(await sweepOut(large, erased, later)).toMatchObject({ done: 1, left: 0 });
    await sweepOut(small, erased, later);
    expect(await textsOf(large)).toEqual(await textsOf(small));
    await expectManifestTrue(large.marketing, asOf);
  });

  test("keep the parts that their manifest tells of, and the sums of those that nobody was taken out of", async () => {
    const night = copy();
    await sweepOut(night, ["Person!7!"], later);
    for (const path of ["customers.csv", "customers.parquet"]) {
      const [before, after] = [fileOf(world, path), fileOf(night, path)];
      if (before === undefined || after === undefined || !("parts" in before && "parts" in after))
        throw new Error(`${path} is in no parts`);
      expect([path, after.parts.length]).toEqual([path, before.parts.length]);
      const changed = after.parts.flatMap((part, at) => (part.sha256 === before.parts[at]?.sha256 ? [] : at));
      expect([path, changed.length]).toEqual([path, path.endsWith(".csv") ? 1 : 2]);
    }
  });

  test("are made of ranges that the store copies, but for row groups that lose somebody", async () => {
    const night = copy();
    let passed = 0;
    const marketing: FileStore = {
      ...night.marketing,
      compose: async (key, pieces, options) => {
        for (const piece of pieces) if (piece instanceof Uint8Array) passed += key.endsWith(".csv") ? 1 : 0;
        return night.marketing.compose(key, pieces, options);
      },
    };
    await sweepOut({ ...night, marketing }, ["Person!7!"], later);
    expect(passed).toBe(0);
  });

  test("are never in hand as a whole, however many are taken out of them: what is written anew is laid down, and taken away again", async () => {
    const night = copy();
    const dropped = customers.filter((_, at) => at % 10 === 0).map(({ customerId }) => customerId);
    let inHand = 0;
    const staged = new Set<string>();
    const watched = (files: ReturnType<typeof fakeFiles>): FileStore => ({
      ...files,
      write: async (key, ...rest) => {
        if (key.startsWith("archive/sweeps/staged/")) staged.add(key);
        return files.write(key, ...rest);
      },
      compose: async (key, pieces, options) => {
        for (const piece of pieces) inHand += piece instanceof Uint8Array ? piece.byteLength : 0;
        return files.compose(key, pieces, options);
      },
    });
    await sweepOut({ ...night, marketing: watched(night.marketing), data: watched(night.data) }, dropped, later);
    expect(inHand).toBe(0);
    expect(staged.size).toBeGreaterThan(3);
    expect([...night.data.objects.keys()].filter((key) => key.includes("/staged/"))).toEqual([]);
    await expectManifestTrue(night.marketing, asOf);
  });

  test("that nobody is in are not written", async () => {
    const night = copy();
    const marketing: FileStore = { ...night.marketing, compose: async (key) => expect.unreachable(key) };
    expect(await sweepOut({ ...night, marketing }, ["Nobody!1!"], later)).toMatchObject({ done: 1, rows: 0 });
  });

  test("have a true manifest after a sweep that died between a file and its manifest", async () => {
    const night = copy();
    const marketing: FileStore = {
      ...night.marketing,
      replace: async (key, ...rest) => {
        if (key.endsWith("manifest.json")) throw new Error("died");
        return night.marketing.replace(key, ...rest);
      },
    };
    await expect(sweepOut({ ...night, marketing }, ["Person!7!"], later)).rejects.toThrow("died");
    await sweepOut(night, ["Person!7!"], later);
    await expectManifestTrue(night.marketing, asOf);
  });

  test.each([1, 2, 3])("lose all of them to sweeps side by side, and the manifest is true (%i)", async (seed) => {
    const night = copy();
    const schedule = new FaultSchedule(seed, { crashes: 0 });
    const [erased, paths] = [
      ["Person!7!", "Person!8!", "Person!9!"],
      ["customers.csv", "customers.parquet"],
    ];
    let left = erased.length;
    for (const id of erased) {
      void schedule
        .begin(async (inTurn) => {
          const erase = nightFileErasure(filesInTurn(night.marketing, inTurn), night.data, 0);
          const sought = soughtBy([{ customerIds: [id], identities: [] }], hash);
          for (const path of paths) expect(await erase(marketingFolder(asOf) + path, sought)).toEqual({ rows: 1 });
        })
        .then(() => left--);
    }
    await schedule.drive(() => left === 0);
    const texts = new Map(await textsOf(night));
    for (const path of paths)
      expect(erased.filter((id) => texts.get(marketingFolder(asOf) + path)?.includes(id))).toEqual([]);
    await expectManifestTrue(night.marketing, asOf);
  });
});

describe("a table too large for memory", () => {
  const key = marketingKeys.customersTable(asOf);
  const file = nightFileOf(key);
  const names = customerRowSchema.keyof().options;
  const rows = ["p!1", "p!2", "p!3"].map((customer_id) => rowOf({ customer_id, email: null }));
  const sought = soughtBy([{ customerIds: ["p!2"], identities: [] }], hash);

  /** The file with these columns, some of which this version may not know. */
  const writtenWith = async (columns: readonly string[]) => {
    const files = fakeFiles();
    const shape = columns.map((name) => [name, customerTable.row.shape[name as "email"] ?? unknownColumn]);
    const table = tableOf<z.ZodObject>(z.object(Object.fromEntries(shape)));
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeParquet(table, 2, eachAlone(rows.map((row) => ({ old_column: null, ...row })))))
      chunks.push(chunk);
    await files.write(key, Buffer.concat(chunks));
    return files;
  };
  const unknownColumn = column("text", z.string().nullable());
  /** A row group each. */
  async function* eachAlone<Row>(all: readonly Row[]): AsyncGenerator<Row[]> {
    for (const row of all) yield [row];
  }
  const eraseFrom = (files: ReturnType<typeof fakeFiles>) =>
    file &&
    eraseFromFile(files, key, file, sought, {
      ...{ moreThanBytes: 0, endsOf: async (bytes) => [bytes], seen: undefined },
      staging: { files: fakeFiles(), nameOf: String },
    });
  const idsIn = async (files: ReturnType<typeof fakeFiles>) => {
    const ids: string[] = [];
    for await (const batch of readParquet(customerTable, files.objects.get(key) ?? new Uint8Array()))
      ids.push(...batch.map((row) => row.customer_id));
    return ids;
  };

  test.each([
    ["fewer columns at its end", names.slice(0, 25)],
    ["fewer columns in the middle", names.filter((name) => name !== "loyalty" && name !== "reachable")],
    ["its columns in another order", [...names.slice(0, 20), ...names.slice(20).reverse()]],
  ])("with %s, as an earlier version wrote it, loses who is to be taken out", async (_how, columns) => {
    const files = await writtenWith(columns);
    expect(await eraseFrom(files)).toMatchObject({ fits: true, erased: 1, rows: 2 });
    expect(await idsIn(files)).toEqual(["p!1", "p!3"]);
  });

  test.each([0, 1, 2])("is no other table where the store is not reached (call %i)", async (call) => {
    const files = await writtenWith(names);
    let calls = 0;
    const readRange: FileStore["readRange"] = async (range) => {
      // As Node has it: an answer of the store itself says of itself that it is one.
      if (calls++ === call) throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
      return files.readRange(range);
    };
    await expect(eraseFrom({ ...files, readRange })).rejects.toThrow("socket hang up");
  });

  test("with a column that this version does not know, or with broken pages, is left to be looked at, as one in memory is", async () => {
    expect(await eraseFrom(await writtenWith(["customer_id", "old_column", ...names.slice(1)]))).toEqual({
      fits: false,
    });
    const files = await writtenWith(names);
    const bytes = Buffer.from(files.objects.get(key) ?? []);
    await files.write(key, bytes.fill(0xee, 10, 200));
    expect(await eraseFrom(files)).toEqual({ fits: false });
  });
});
