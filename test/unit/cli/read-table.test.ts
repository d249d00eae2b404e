import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ImportError } from "../../../cli/import/import-error.ts";
import { openTable, type TableRow } from "../../../cli/import/read-table.ts";
import { historyFileOf } from "../../../cli/import/reading-options.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";
import { ordersHistory } from "../../../shared/sources/orders-history.ts";
import { settings } from "../../support/recording-deps.ts";

const header = "order_id,customer_id,ordered_at,currency,total";

describe("openTable", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const read = async (text: string | Uint8Array) => {
    const file = join(folder, "file.csv");
    await writeFile(file, text);
    const table = await openTable(file, { formats: historyFormats });
    const rows: TableRow[] = [];
    for await (const piece of table.rows()) rows.push(...piece);
    return { ...table, rows };
  };
  const lines = (rows: readonly TableRow[]) => rows.map(({ line }) => line);

  const shopify = "Name,Email,Financial Status,Currency,Total,Created at,Lineitem name";
  const stripe = "id,Created date (UTC),Amount,Amount Refunded,Currency,Status,Customer Email";
  it.each([
    ["shopify", shopify, "Id", "Plain CSV file"],
    ["stripe", stripe, "PaymentIntent ID", "choose all columns"],
  ])("refuses a file of %s without the ids of its webhooks, and says how to export it with them", async (...given) => {
    const [source, columns, column, remedy] = given;
    const open = async (text: string, options: { webhooks?: boolean }, sources: Record<string, object>) => {
      const file = join(folder, "file.csv");
      await writeFile(file, `${text}\n`);
      return openTable(file, historyFileOf(file, options, settings({ sources }), "2026-11-20T12:00:00.000Z"));
    };
    const taken = { [source]: {}, standard: {} };
    const refused = await open(columns, { webhooks: true }, taken).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ImportError);
    for (const words of [`without the column ${column}`, remedy, "--no-webhooks", "Nothing was imported"])
      expect(String(refused)).toContain(words);
    const opened = [
      await open(`${columns},${column}`, { webhooks: true }, taken),
      await open(`${columns},${column.toUpperCase()}`, { webhooks: true }, taken),
      await open(columns, { webhooks: false }, taken),
      await open(columns, { webhooks: true }, { standard: {} }),
      // A night over a file keeps nothing.
      await open(columns, {}, taken),
    ];
    expect(opened.map(({ format }) => format.name)).toEqual(Array.from({ length: 5 }, () => source));
  });

  it("takes a BOM, CRLF, blank lines and line breaks within quotes, and counts lines as an editor does", async () => {
    const { rows } = await read(`\uFEFF${header}\r\n\r\n1,"a\r\nb\r\nc",2026-01-01,USD,1\r\n2,x,2026-01-01,USD,1\r\n`);
    expect(lines(rows)).toEqual([3, 6]);
    expect(rows[0]).toMatchObject({ row: { customer_id: "a\r\nb\r\nc" } });
  });

  it("takes lines that end in different ways in one file, as two files put together have them", async () => {
    const { rows } = await read(
      `${header}\r\n1,a,2026-01-01,USD,1\n2,"b\nc",2026-01-01,USD,1\r3,d,2026-01-01,USD,1\r\n`,
    );
    expect(rows).toMatchObject([
      { line: 2, row: { customer_id: "a" } },
      { line: 3, row: { customer_id: "b\nc" } },
      { line: 5, row: { customer_id: "d", total: "1" } },
    ]);
  });

  it("passes by the separator that a spreadsheet program writes first, and counts its line", async () => {
    expect((await read(`\uFEFFsep=,\r\n${header}\r\n1,a,2026-01-01,USD,1`)).rows).toMatchObject([{ line: 3 }]);
  });

  it.each([
    ["utf-16le", Buffer.from(`\uFEFF${header}\n1,王,2026-01-01,USD,1`, "utf16le")],
    ["utf-16le", Buffer.from(`${header}\n1,王,2026-01-01,USD,1`, "utf16le")],
    ["utf-16be", Buffer.from(`\uFEFF${header}\n1,王,2026-01-01,USD,1`, "utf16le").swap16()],
  ])("reads %s, with and without a mark", async (encoding, bytes) => {
    expect(await read(bytes)).toMatchObject({ form: { encoding }, rows: [{ line: 2, row: { customer_id: "王" } }] });
  });

  it.each([";", "\t", "|"])("takes cells with %j between them, also behind a line that says so", async (separator) => {
    const text = `${header}\n1,ab,2026-01-01,USD,1`.replaceAll(",", separator);
    const row = { row: { customer_id: "ab", total: "1" } };
    expect(await read(text)).toMatchObject({ form: { separator }, rows: [{ line: 2, ...row }] });
    expect(await read(`sep=${separator}\r\n${text}`)).toMatchObject({ rows: [{ line: 3, ...row }] });
  });

  it("passes by titles before the header", async () => {
    const { rows } = await read(`Orders of our shop\n\n2026\n${header}\n1,a,2026-01-01,USD,1`);
    expect(rows).toMatchObject([{ line: 5 }]);
  });

  it("keeps ids as they are written, also numbers past 2^53 and leading zeros", async () => {
    const { rows } = await read(`${header}\n820982911946154508,00004,2026-01-01,USD,1`);
    expect(rows[0]).toMatchObject({ row: { order_id: "820982911946154508", customer_id: "00004" } });
  });

  it("tells a row with too many cells, and reads on", async () => {
    const { rows } = await read(`${header}\n1,a,2026-01-01,USD,1,2\n1,a,2026-01-01,USD,1`);
    expect(rows).toMatchObject([{ line: 2, reason: "6 cells, but the header has 5" }, { line: 3 }]);
  });

  it("takes cells that are left out at a row's end for empty, and passes by what a spreadsheet program leaves", async () => {
    const { rows } = await read(`${header},status,,\n1,a,2026-01-01,USD,1\n,,,,,,,\n2,a,2026-01-01,USD,1,paid,,,,\n,,`);
    expect(rows).toMatchObject([
      { line: 2, row: { total: "1", status: "" } },
      { line: 4, row: { status: "paid" } },
    ]);
    expect(rows).toHaveLength(2);
  });

  it("lists columns that it does not know", async () => {
    expect((await read(`${header},colour\n`)).unknown).toEqual(["colour"]);
  });

  it.each([
    ["order_id;customer_id;total\n1;2;3", "for that it lacks: ordered_at, currency."],
    ['{"a":1}', "file.csv begins with no header of columns: a quote stands where CSV allows none"],
    ["", "file.csv is empty. Its first line must name the columns."],
    [
      "order_id,custmer_id,ordered_at,curency,total\n",
      '"custmer_id" is not known; did you mean "customer_id"?\n"curency" is not known; did you mean "currency"?',
    ],
    ["PK\u0003\u0004\n", 'is a workbook or another archive, and no text. Save the sheet as "CSV UTF-8".'],
    [`${header},total\n`, 'the column "total" twice'],
    ["order_id,ordered_at,currency,total\n", "for that it lacks: customer_id or email."],
    [
      `${header}\n1,a,2026-01-01,USD,1\n2,"b,2026-01-01,USD,1\n3,c,2026-01-01,USD,1\n`,
      /begins on line 3 of .*file\.csv is never closed/,
    ],
    [`${header}\n1,a,2026-01-01,USD,1\n2,b"c,2026-01-01,USD,1\n`, /begins on line 3 of .*file\.csv a quote/],
  ])("refuses the whole file %j and says why", async (text, reason) => {
    await expect(read(text)).rejects.toThrow(reason);
  });

  it("says of a header of a million columns that it is too long", async () => {
    await expect(read(`${"cc,".repeat(600_000)}\n`)).rejects.toThrow(
      /begins on line 1 of .*file\.csv is too long: it has more than 65,536 bytes/,
    );
  });

  it("refuses bytes that are not UTF-8 instead of guessing", async () => {
    await expect(read(Buffer.concat([Buffer.from(`${header}\n1,`), Buffer.from([0xe9, 0x2c])]))).rejects.toThrow(
      "not UTF-8",
    );
  });
});

describe("a format that the operator named", () => {
  it("is refused for a header of another, which is named", async () => {
    const folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    const file = join(folder, "export.csv");
    await writeFile(file, "Name,Email,Financial Status,Currency,Total,Created at,Lineitem name\n");
    await expect(openTable(file, { formats: [ordersHistory] })).rejects.toThrow(
      /is not that of --format orders.*\n.*\nIt looks like --format shopify/,
    );
    await rm(folder, { recursive: true });
  });
});
