import { counted } from "../../shared/model/counted.ts";
import { nearMiss } from "../../shared/model/near-miss.ts";
import { ImportError } from "./import-error.ts";
import { type CsvRecord, readCsv } from "./read-csv.ts";

/** The columns a format knows. `needed` must all be there, and of each list in `oneOf` at least one. */
export type Columns = {
  needed: readonly string[];
  oneOf: readonly (readonly string[])[];
  optional: readonly string[];
};

/** A data record with as many cells as the header, by column name; or one that has not, with what is wrong. */
export type TableRow = CsvRecord & ({ row: Readonly<Record<string, string>> } | { reason: string });

export type CsvTable = {
  header: readonly string[];
  /** Columns that are not known, and are therefore not read. */
  unknown: readonly string[];
  rows: AsyncGenerator<TableRow>;
};

/**
 * Opens a CSV file with a header.
 * @throws ImportError for an empty file, another separator, a column twice, and columns missing, with the list expected
 */
export const readTable = async (
  file: string,
  columns: Columns,
  onBytes?: (bytes: number) => void,
): Promise<CsvTable> => {
  const records = readCsv(file, onBytes);
  const first = await headerOf(records);
  if (first.done) throw new ImportError(`${file} is empty. Its first line must name the columns.`);
  const header = first.value.cells.map((name) => name.trim().toLowerCase());
  try {
    checkHeader(file, header, columns);
  } catch (error) {
    await records.return(undefined);
    throw error;
  }
  const known = new Set(columnNames(columns));
  return { header, unknown: header.filter((name) => !known.has(name)), rows: named(records, header) };
};

/** Spreadsheet programs write the separator before the header, for each other: `sep=,` is two cells here, the second one empty. */
const headerOf = async (records: AsyncGenerator<CsvRecord>) => {
  const first = await records.next();
  const isSeparator = !first.done && first.value.cells.join(",").trim().toLowerCase() === "sep=,";
  return isSeparator ? records.next() : first;
};

/** Every column that a format knows. */
export const columnNames = ({ needed, oneOf, optional }: Columns): string[] => [
  ...needed,
  ...oneOf.flat(),
  ...optional,
];

/** How a workbook begins, and any other archive. */
const ARCHIVE = "pk\u0003\u0004";

const checkHeader = (file: string, header: readonly string[], columns: Columns) => {
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
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw new ImportError(`The header of ${file} names the column "${twice}" twice.`);
  checkMissing(file, header, columns);
};

const checkMissing = (file: string, header: readonly string[], columns: Columns): void => {
  const { needed, oneOf, optional } = columns;
  const missing = [
    ...needed.filter((name) => !header.includes(name)),
    ...oneOf.filter((names) => !names.some((name) => header.includes(name))).map((names) => names.join(" or ")),
  ];
  if (missing.length === 0) return;
  const known = columnNames(columns);
  const meant = header.flatMap((name) => {
    const near = known.includes(name) ? undefined : nearMiss(name, known);
    return near === undefined ? [] : [`"${name}" is not known; did you mean "${near}"?\n`];
  });
  const expected = [...needed, ...oneOf.map((names) => names.join(" and/or "))].join(", ");
  throw new ImportError(
    `The header of ${file} (line 1) lacks: ${missing.join(", ")}.\n${meant.join("")}Expected columns: ${expected}; and, if you have them: ${optional.join(", ")}.`,
  );
};

async function* named(records: AsyncGenerator<CsvRecord>, header: readonly string[]): AsyncGenerator<TableRow> {
  for await (const record of records) {
    const { line, cells } = record;
    if (cells.length !== header.length) {
      yield { line, cells, reason: `${counted(cells.length, "cell")}, but the header has ${header.length}` };
      continue;
    }
    const row: Record<string, string> = {};
    for (const [index, name] of header.entries()) row[name] = cells[index]?.trim() ?? "";
    yield { line, cells, row };
  }
}
