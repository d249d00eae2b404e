import { csvUnguarded } from "../../shared/model/csv.ts";
import type { HistoryFormat } from "../../shared/sources/history-format.ts";
import { columnKey, columnsOf, recogniseHistory } from "../../shared/sources/recognise-history.ts";
import { CsvFault, type CsvRecord, createCsvParser } from "./csv-parser.ts";
import { rejectColumns } from "./reject-columns.ts";

/** Where a file names its columns, and what it is by them; or the place that comes nearest to that. */
export type FoundHeader = {
  separator: string;
  /** Records before the header: a separator that spreadsheet programs write for each other, titles. */
  before: number;
  header: readonly string[];
  recognised: ReturnType<typeof recogniseHistory>;
};

const separators = [",", ";", "\t", "|"];
/** Titles and notes that stand before a header are few. */
const MOST_BEFORE = 10;

/**
 * The first record of a file's beginning that is a format's header, whatever stands between its cells.
 *
 * @returns the nearest to one where none is; undefined for a file without any record
 */
export const findHeader = (start: string, formats: readonly HistoryFormat[]): FoundHeader | undefined => {
  const candidates = separators.flatMap((separator) =>
    recordsIn(start, separator).map((cells, before): FoundHeader => {
      const header = namesIn(cells);
      return { separator, before, header, recognised: recogniseHistory(header, formats) };
    }),
  );
  return candidates.find(({ recognised }) => "format" in recognised) ?? nearest(candidates);
};

/** What an import itself put before the rows that it listed as rejected says nothing of what the file is. */
const namesIn = (cells: readonly string[]): string[] => {
  const names = cells.map((name) => csvUnguarded(name.trim()).trim());
  const isListOfRejects = rejectColumns.every((name, at) => names[at] === name);
  return isListOfRejects ? names.map((name, at) => (at < rejectColumns.length ? "" : name)) : names;
};

/** What can be read of the beginning, which may end within a record: with another separator quotes may stand out of place. */
const recordsIn = (start: string, separator: string): (readonly string[])[] => {
  const parser = createCsvParser(separator);
  const records: CsvRecord[] = [];
  try {
    for (const piece of start.split(/(?<=[\r\n])/)) {
      records.push(...parser.push(piece));
      if (records.length >= MOST_BEFORE) break;
    }
    records.push(...parser.end());
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
  }
  return records.slice(0, MOST_BEFORE).map(({ cells }) => cells);
};

const nearest = (candidates: readonly FoundHeader[]): FoundHeader | undefined => {
  const [first, ...others] = candidates;
  return others.reduce((a, b) => (a && knownIn(b) > knownIn(a) ? b : a), first);
};

const knownIn = ({ header, recognised }: FoundHeader): number => {
  const keys = new Set(header.map(columnKey));
  const format = "format" in recognised ? recognised.format : recognised.nearest;
  return columnsOf(format).filter((name) => keys.has(columnKey(name))).length;
};
