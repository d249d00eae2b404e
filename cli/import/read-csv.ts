import { createReadStream } from "node:fs";
import { CsvError, parse } from "csv-parse";
import { grouped } from "../../shared/model/counted.ts";
import { ImportError } from "./import-error.ts";

/** One record: its cells as they stand in the file, and the line it begins on (1 is the first). */
export type CsvRecord = { line: number; cells: readonly string[] };

/** Longest record there can be: a quote that is never closed must not swallow a file into memory. */
const MAX_RECORD_CHARACTERS = 1_000_000;

/** The parser turns a whole chunk into records before any of them is taken, so a chunk is small. */
const CHUNK_BYTES = 32 * 1024;

/**
 * The records of a CSV file (RFC 4180, UTF-8 with or without BOM, lines that end in CRLF, LF or CR, also mixed), one at a time; blank lines are skipped.
 * `onBytes` hears how many bytes of the file have been read.
 *
 * A quote out of place makes everything after it doubtful, so it ends the reading instead of costing some rows unseen.
 * @throws ImportError for that, and for bytes that are not UTF-8
 */
export async function* readCsv(file: string, onBytes?: (bytes: number) => void): AsyncGenerator<CsvRecord> {
  let line = 1;
  let blankLines = 0;
  const begins: number[] = [];
  const parser = parse({
    relax_column_count: true,
    // Found out by the parser, they would be those of the header: a file put together of two has both.
    record_delimiter: ["\r\n", "\n", "\r"],
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    // Called while the chunk is parsed, so that `line` is right also when a later record of the chunk is not.
    on_record: (cells: string[], { empty_lines }) => {
      begins.push(line + empty_lines - blankLines);
      line += 1 + empty_lines - blankLines + breaksWithin(cells);
      blankLines = empty_lines;
      return cells;
    },
  });
  const fed = feed(file, parser, onBytes);
  try {
    const records: AsyncIterable<string[]> = parser;
    for await (const cells of records) yield { line: begins.shift() ?? line, cells };
    await fed;
  } catch (error) {
    await fed.catch(() => undefined);
    throw error instanceof CsvError ? explained(error, file, line) : error;
  } finally {
    parser.destroy();
  }
}

/** Decodes strictly: a wrong encoding must not turn names into question marks. The decoder drops a BOM. */
const feed = async (file: string, parser: ReturnType<typeof parse>, onBytes?: (bytes: number) => void) => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const bytes: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    for await (const chunk of bytes) {
      if (parser.destroyed) return;
      const text = decode(file, () => decoder.decode(chunk, { stream: true }));
      if (!parser.write(text)) await drained(parser);
      onBytes?.(chunk.length);
    }
    parser.end(decode(file, () => decoder.decode()));
  } catch (error) {
    parser.destroy(error instanceof Error ? error : undefined);
    throw error;
  }
};

const decode = (file: string, read: () => string): string => {
  try {
    return read();
  } catch (cause) {
    throw new ImportError(`${file} is not UTF-8. Save it as UTF-8 ("CSV UTF-8" in spreadsheet programs).`, cause);
  }
};

const drained = (parser: ReturnType<typeof parse>): Promise<void> =>
  new Promise((resume) => {
    const settle = () => {
      parser.off("drain", settle).off("close", settle);
      resume();
    };
    parser.on("drain", settle).on("close", settle);
  });

/** The parser's own line count takes a CRLF inside quotes for two lines. */
const breaksWithin = (cells: readonly string[]): number => {
  let breaks = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf("\n"); at !== -1; at = cell.indexOf("\n", at + 1)) breaks += 1;
  }
  return breaks;
};

const explained = (error: CsvError, file: string, line: number): ImportError => {
  const where = `the record that begins on line ${line} of ${file}`;
  switch (error.code) {
    case "CSV_MAX_RECORD_SIZE":
      return new ImportError(
        `The record that begins on line ${line} of ${file} is too long: it has more than ${grouped(MAX_RECORD_CHARACTERS)} characters. Is a quote in it never closed, or does the file not end its lines?`,
      );
    case "CSV_QUOTE_NOT_CLOSED":
      return new ImportError(
        `A quote opened in ${where} is never closed. Close it, or double a quote within a cell ("").`,
      );
    default:
      return new ImportError(
        `In ${where}, or soon after, a quote stands where CSV allows none. Quote the whole cell and double the quotes within it (""). Nothing was imported.`,
        error,
      );
  }
};
