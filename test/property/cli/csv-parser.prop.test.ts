import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type CsvRecord, createCsvParser } from "../../../cli/import/csv-parser.ts";

const rowsSchema = z.array(z.array(z.string()));
const cell = fc.string({ unit: fc.constantFrom("a", "é", "1", " ", ",", ";", '"', "\n", "\r"), maxLength: 5 });
const quoted = (text: string) => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const file = fc
  .record({
    rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
    ends: fc.array(fc.constantFrom("\n", "\r\n", "\r", "\n\n"), { minLength: 6, maxLength: 6 }),
    separator: fc.constantFrom(",", ";"),
    isOpen: fc.boolean(),
  })
  .map(({ rows, ends, separator, isOpen }) => {
    const text = rows.map((row, at) => row.map(quoted).join(separator) + (ends[at] ?? "\n")).join("");
    return { separator, text: isOpen ? text.replace(/[\r\n]+$/, "") : text };
  });

/** Parsed in pieces that end at the given places. */
const inPieces = (text: string, separator: string, places: readonly number[]): CsvRecord[] => {
  const parser = createCsvParser(separator);
  const cuts = [0, ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  const records = cuts.slice(1).flatMap((to, at) => parser.push(text.slice(cuts[at], to)));
  return [...records, ...parser.end()];
};

describe("createCsvParser", () => {
  it("finds what another parser finds, wherever the text is cut into pieces", () => {
    fc.assert(
      fc.property(file, fc.array(fc.nat(), { maxLength: 5 }), ({ text, separator }, places) => {
        const expected = rowsSchema.parse(
          parse(text, {
            delimiter: separator,
            record_delimiter: ["\r\n", "\n", "\r"],
            relax_column_count: true,
            skip_empty_lines: true,
          }),
        );
        const found = inPieces(text, separator, places);
        expect(found.map(({ cells }) => cells)).toEqual(expected);
        expect(found).toEqual(inPieces(text, separator, []));
      }),
      { seed: 9, numRuns: 1_000 },
    );
  });
});
