import { counted, grouped } from "../../shared/model/counted.ts";
import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import { columnKey, columnsOf, foreignIn } from "../../shared/sources/recognise-history.ts";
import { createCellReader } from "./cell-reader.ts";
import type { CsvRecord } from "./csv-parser.ts";
import { encodingNamed, findEncoding, readStart, START_BYTES } from "./find-encoding.ts";
import { type FoundHeader, findHeader } from "./find-header.ts";
import { ImportError } from "./import-error.ts";
import { whyOtherIds } from "./other-ids.ts";
import { type CsvForm, readCsv } from "./read-csv.ts";
import { unknownHeader } from "./unknown-header.ts";

/** A data record by its format's cells; or one that has more cells than the header has columns, with what is wrong. */
export type TableRow = CsvRecord & ({ row: HistoryCells } | { reason: string });

export type HistoryTable = {
  /** What the file was taken for. */
  format: HistoryFormat;
  /** How it is written. */
  form: CsvForm;
  /** As it stands in the file. */
  header: readonly string[];
  /** Columns that are not known, and are therefore not read. */
  unknown: readonly string[];
  /** Reads the file: the rows of one piece of it at a time. */
  rows: (onBytes?: (bytes: number) => void) => AsyncGenerator<readonly TableRow[]>;
};

/** What a file may be: one format where the operator said which, and the encoding where they named it. */
export type TableOptions = {
  formats: readonly HistoryFormat[];
  encoding?: string | undefined;
  /** Sources whose webhooks may tell of the same orders. */
  webhooksOf?: readonly string[];
};

/**
 * Opens a file of orders or customers by its header.
 *
 * @throws ImportError for an empty file, an encoding that nobody can tell, a column twice, a header that is of none of the formats, and one
 * without the ids by which webhooks know its orders
 */
export const openTable = async (
  file: string,
  { formats, encoding: named, webhooksOf = [] }: TableOptions,
): Promise<HistoryTable> => {
  const start = await readStart(file);
  if (start.subarray(0, ARCHIVE.length).toString("latin1") === ARCHIVE) {
    throw new ImportError(`${file} is a workbook or another archive, and no text. Save the sheet as "CSV UTF-8".`);
  }
  const encoding = named === undefined ? await findEncoding(file, start) : encodingNamed(named);
  const found = headerIn(file, start, encoding, formats);
  const { header, recognised, separator } = found;
  if ("nearest" in recognised) throw new ImportError(unknownHeader(file, header, recognised, formats));
  const { format } = recognised;
  if (format.people === "nobody") {
    throw new ImportError(
      `${file} is ${format.title}. It names no buyer by anything, so there is nobody in it to score or to write to. Nothing was imported.`,
    );
  }
  const otherIds = whyOtherIds(file, header, format, webhooksOf);
  if (otherIds !== undefined) throw new ImportError(otherIds);
  checkTwice(file, header, format);
  const form = { encoding, separator };
  const unknown = unknownIn(header, format);
  return { format, form, header, unknown, rows: (onBytes) => rowsOf(readCsv(file, form, onBytes), found, format) };
};

/** How a workbook begins, and any other archive. */
const ARCHIVE = "PK\u0003\u0004";

const headerIn = (file: string, start: Buffer, encoding: string, formats: readonly HistoryFormat[]): FoundHeader => {
  const text = new TextDecoder(encoding).decode(start);
  const found = findHeader(text, formats);
  if (found === undefined) {
    throw new ImportError(
      text.trim() === ""
        ? `${file} is empty. Its first line must name the columns.`
        : `${file} begins with no header of columns: a quote stands where CSV allows none. Export it as CSV.`,
    );
  }
  if (start.length === START_BYTES && !/[\r\n]/.test(text)) {
    throw new ImportError(
      `The record that begins on line 1 of ${file} is too long: it has more than ${grouped(START_BYTES)} bytes. Is a quote in it never closed, or does the file not end its lines?`,
    );
  }
  return found;
};

/** A column that nobody reads may stand twice; exports have such. */
const checkTwice = (file: string, header: readonly string[], format: HistoryFormat): void => {
  const read = new Set(columnsOf(format).map(columnKey));
  const keys = header.map(columnKey);
  const twice = header.find((_, at) => read.has(keys[at] ?? "") && keys.indexOf(keys[at] ?? "") !== at);
  if (twice !== undefined) throw new ImportError(`The header of ${file} names the column "${twice}" twice.`);
};

const unknownIn = (header: readonly string[], format: HistoryFormat): string[] =>
  format.otherColumns === "expected" ? [] : foreignIn(header, format);

/** Cells that are left out at a row's end are empty; rows without any cell are none, as spreadsheet programs leave them. */
async function* rowsOf(
  records: AsyncGenerator<readonly CsvRecord[]>,
  { header, before }: FoundHeader,
  format: HistoryFormat,
): AsyncGenerator<readonly TableRow[]> {
  const read = createCellReader(header, format);
  let toPass = before + 1;
  for await (const piece of records) {
    const rows: TableRow[] = [];
    for (const { line, cells } of piece.slice(toPass)) {
      if (cells.every((cell) => cell.trim() === "")) continue;
      if (cells.length > header.length && cells.slice(header.length).some((cell) => cell.trim() !== "")) {
        rows.push({ line, cells, reason: `${counted(cells.length, "cell")}, but the header has ${header.length}` });
        continue;
      }
      const row = read(cells);
      if (format.isNoOrder?.(row) !== true) rows.push({ line, cells, row });
    }
    toPass = Math.max(0, toPass - piece.length);
    yield rows;
  }
}
