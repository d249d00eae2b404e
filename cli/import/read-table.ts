import { counted } from "../../shared/model/counted.ts";
import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import { columnKey, columnsOf, recogniseHistory } from "../../shared/sources/recognise-history.ts";
import { createCellReader } from "./cell-reader.ts";
import { ImportError } from "./import-error.ts";
import { type CsvRecord, readCsv } from "./read-csv.ts";
import { unknownHeader } from "./unknown-header.ts";

/** A data record by its format's cells; or one that has more cells than the header has columns, with what is wrong. */
export type TableRow = CsvRecord & ({ row: HistoryCells } | { reason: string });

export type HistoryTable = {
  /** What the file was taken for. */
  format: HistoryFormat;
  /** As it stands in the file. */
  header: readonly string[];
  /** Columns that are not known, and are therefore not read. */
  unknown: readonly string[];
  rows: AsyncGenerator<TableRow>;
};

/**
 * Opens a file of orders by its header.
 *
 * @param formats what it may be: one where the operator said which
 * @throws ImportError for an empty file, another separator, a column twice, and a header that is of none of the formats
 */
export const readTable = async (
  file: string,
  formats: readonly HistoryFormat[],
  onBytes?: (bytes: number) => void,
): Promise<HistoryTable> => {
  const records = readCsv(file, onBytes);
  const first = await headerOf(records);
  if (first.done) throw new ImportError(`${file} is empty. Its first line must name the columns.`);
  const header = first.value.cells.map((name) => name.trim());
  try {
    const format = formatOfHeader(file, header, formats);
    return { format, header, unknown: unknownIn(header, format), rows: rowsOf(records, header, format) };
  } catch (error) {
    await records.return(undefined);
    throw error;
  }
};

/** Spreadsheet programs write the separator before the header, for each other: `sep=,` is two cells here, the second one empty. */
const headerOf = async (records: AsyncGenerator<CsvRecord>) => {
  const first = await records.next();
  const isSeparator = !first.done && first.value.cells.join(",").trim().toLowerCase() === "sep=,";
  return isSeparator ? records.next() : first;
};

/** How a workbook begins, and any other archive. */
const ARCHIVE = "PK\u0003\u0004";

const formatOfHeader = (file: string, header: readonly string[], formats: readonly HistoryFormat[]): HistoryFormat => {
  const [only = ""] = header;
  if (only.startsWith(ARCHIVE)) {
    throw new ImportError(`${file} is a workbook or another archive, and no text. Save the sheet as "CSV UTF-8".`);
  }
  if (header.some((name) => name.includes("\u0000"))) {
    throw new ImportError(`${file} is UTF-16, and not UTF-8. Save it as UTF-8 ("CSV UTF-8" in spreadsheet programs).`);
  }
  if (header.length === 1 && /[;\t|]/.test(only)) {
    const separator = only.includes(";") ? "semicolons" : only.includes("\t") ? "tabs" : "vertical bars";
    throw new ImportError(
      `In ${file} the columns are separated by ${separator}; expected commas. Export the file with commas (and amounts with a dot).`,
    );
  }
  const recognised = recogniseHistory(header, formats);
  if ("nearest" in recognised) throw new ImportError(unknownHeader(file, header, recognised));
  checkTwice(file, header, recognised.format);
  return recognised.format;
};

/** A column that nobody reads may stand twice; exports have such. */
const checkTwice = (file: string, header: readonly string[], format: HistoryFormat): void => {
  const read = new Set(columnsOf(format).map(columnKey));
  const keys = header.map(columnKey);
  const twice = header.find((_, at) => read.has(keys[at] ?? "") && keys.indexOf(keys[at] ?? "") !== at);
  if (twice !== undefined) throw new ImportError(`The header of ${file} names the column "${twice}" twice.`);
};

const unknownIn = (header: readonly string[], format: HistoryFormat): string[] => {
  if (format.otherColumns === "expected") return [];
  const known = new Set(columnsOf(format).map(columnKey));
  return header.filter((name) => name !== "" && !known.has(columnKey(name)));
};

/** Cells that are left out at a row's end are empty; rows without any cell are none, as spreadsheet programs leave them. */
async function* rowsOf(
  records: AsyncGenerator<CsvRecord>,
  header: readonly string[],
  format: HistoryFormat,
): AsyncGenerator<TableRow> {
  const read = createCellReader(header, format);
  for await (const record of records) {
    const { line, cells } = record;
    if (cells.every((cell) => cell.trim() === "")) continue;
    if (cells.slice(header.length).some((cell) => cell.trim() !== "")) {
      yield { line, cells, reason: `${counted(cells.length, "cell")}, but the header has ${header.length}` };
      continue;
    }
    const row = read(cells);
    if (format.isNoOrder?.(row) !== true) yield { line, cells, row };
  }
}
