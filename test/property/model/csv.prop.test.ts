import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { CSV_START, csvHeader, csvLine, csvLinesOf, csvText } from "../../../shared/model/csv.ts";
import { csvRecords } from "../../../shared/model/csv-records.ts";
import { column, tableOf } from "../../../shared/model/table.ts";
import { often } from "../../support/often.ts";

const table = tableOf(
  z.object({
    text: column("text", z.string().nullable()),
    number: column("number", z.number().nullable()),
    money: column("money", z.int().nullable()),
    day: column("day", z.string()),
  }),
);
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "\t", "=", "+", "-", "@", "'", "a", "é", "汉", "שׁ") }),
);
const row = fc.record({
  text: fc.option(anyText),
  number: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  money: fc.option(fc.integer({ min: -1_000_000_000_00, max: 1_000_000_000_00 })),
  day: fc.constant("2026-11-20"),
});
const read = (text: string) =>
  z.array(z.array(z.string())).parse(parse(text, { bom: true, relaxColumnCount: false, recordDelimiter: "\r\n" }));
const neutralised = (text: string) => (/^'*[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text);

test("whatever a text begins with, an erasure reads it in a file as it is: no guard is taken for a part of it, nor the other way round", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 5 }), async (texts) => {
      const lines = csvRecords(justThis(Buffer.from(csvLine(["x", ...texts].map(csvText)))));
      const read: string[][] = [];
      for await (const { cells } of lines) read.push([...cells()]);
      expect(read).toEqual([["x", ...texts]]);
    }),
    { numRuns: often(1000), seed: 20261130, examples: [[["'=a", "=a", "''+", "'"]]] },
  );
});

async function* justThis(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test("a CSV file reads back as what was written, whatever the text", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      const file = CSV_START + csvHeader(table) + rows.map(csvLinesOf(table, "EUR")).join("");
      const [header, ...lines] = read(file);
      expect(header).toEqual(["text", "number", "money", "day"]);
      expect(lines.map(([text]) => text)).toEqual(rows.map(({ text }) => neutralised(text ?? "")));
      expect(lines.map((line) => line[2])).toEqual(
        rows.map(({ money }) => (money === null ? "" : (money / 100).toFixed(2))),
      );
    }),
    { seed: 20261121 },
  );
});

test("no cell of text begins with what a spreadsheet would run, and no number has an exponent", () => {
  fc.assert(
    fc.property(row, (values) => {
      const [cells = []] = read(csvLinesOf(table, "EUR")(values));
      expect(cells[0]).not.toMatch(/^[=+\-@＝＋－＠\t\r\n]/);
      expect(cells[1]).toMatch(/^(-?\d+(\.\d+)?)?$/);
    }),
    { seed: 20261121 },
  );
});

test("a number that needs no exponent reads back exactly", () => {
  const plain = fc.double({ min: 1e-6, max: 1e20, noNaN: true });
  fc.assert(
    fc.property(plain, (number) => {
      const [cells = []] = read(csvLinesOf(table, "EUR")({ text: null, number, money: null, day: "2026-11-20" }));
      expect(Number(cells[1])).toBe(number);
    }),
    { seed: 20261121 },
  );
});
