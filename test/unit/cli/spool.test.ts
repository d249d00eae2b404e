import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { createSpool, readPartition } from "../../../cli/import/spool.ts";
import { factsOf } from "../../support/order-facts.ts";

const rowOf = (line: number, firstName = "Ann"): ImportRow => ({
  line,
  customerId: `c${line}`,
  order: factsOf({ source: "csv", orderId: String(line) }),
  profile: { updatedAt: "2026-01-01T00:00:00.000Z", firstName },
});

describe("the rows between the two passes of an import", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const put = async (rows: readonly ImportRow[]): Promise<number[]> => {
    const spool = createSpool(folder);
    for (const [index, row] of rows.entries()) spool.add(index, row);
    return spool.split((set) => set);
  };
  const taken = async (rows: number) => {
    const all: ImportRow[] = [];
    for await (const row of readPartition(folder, 0, rows)) all.push(row);
    return all;
  };
  const partition = () => join(folder, "part-0000.ndjson");

  it.each(["\u2028", "\u2029", "\u0085", "\r", "\n", "\r\n", "\v", "\f"])(
    "come back as they were with %j in a cell",
    async (character) => {
      const rows = [rowOf(2), rowOf(3, `A${character}n${character}`), rowOf(4)];
      expect(await put(rows)).toEqual([3]);
      expect(await taken(3)).toEqual(rows);
    },
  );

  it("come back as they were where a piece of the file ends within a line", async () => {
    const rows = Array.from({ length: 600 }, (_, index) =>
      rowOf(index + 2, "\u00e9\u2028\u{1f375}".repeat(index % 50)),
    );
    await put(rows);
    expect(await taken(rows.length)).toEqual(rows);
  });

  it("are refused where the last of them are missing, or the last was not written to its end, or all are gone", async () => {
    await put([rowOf(2), rowOf(3), rowOf(4)]);
    const text = await readFile(partition(), "utf8");
    const [first = ""] = text.split("\n");
    await writeFile(partition(), `${first}\n`);
    await expect(taken(3)).rejects.toThrow("it has 1 rows, and 3 were put there");
    await writeFile(partition(), text.slice(0, -1));
    await expect(taken(3)).rejects.toThrow("it has 2 rows, and 3 were put there");
    await rm(partition());
    await expect(taken(3)).rejects.toThrow("it has 0 rows, and 3 were put there");
  });

  it("are refused where a line is not what was put there", async () => {
    await put([rowOf(2), rowOf(3)]);
    await writeFile(partition(), "\0\0\0\0\n\0\0\0\0\n");
    await expect(taken(2)).rejects.toThrow("a line of it is not what was put there");
  });

  it("are not split where somebody else wrote to them, or took them away", async () => {
    const spool = createSpool(folder);
    await writeFile(join(folder, "rows.ndjson"), `${JSON.stringify([0, rowOf(9)])}\n`);
    spool.add(0, rowOf(2));
    await expect(spool.split((set) => set)).rejects.toThrow("it has 2 rows, and 1 were put there");
    const other = createSpool(folder);
    await writeFile(join(folder, "rows.ndjson"), "no set\n");
    other.add(0, rowOf(2));
    await expect(other.split((set) => set)).rejects.toThrow("a line of it is not what was put there");
  });
});
