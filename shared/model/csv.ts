import type { z } from "zod";
import { decimalOf } from "./minor-units.ts";
import type { Currency } from "./money.ts";
import type { ColumnKind, Table } from "./table.ts";

/** UTF-8 byte order mark: without it spreadsheet programs read names in the wrong alphabet. */
export const CSV_START = "\uFEFF";
const LINE_END = "\r\n";

/**
 * What a spreadsheet program would run as a formula, or hide one behind; full-width signs are as good as their like. What looks as if it
 * were guarded is guarded as well: else nobody could tell the two apart, and an erasure goes by what it reads.
 */
const STARTS_FORMULA = /^'*[=+\-@＝＋－＠\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Text as RFC 4180 writes it, its content untouched. */
export const csvQuoted = (cell: string): string => (NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Text as a cell: an apostrophe before what could be read as a formula, quotes where RFC 4180 asks for them. */
export const csvText = (text: string): string => csvQuoted(STARTS_FORMULA.test(text) ? `'${text}` : text);

/** The text of a cell without the apostrophe that `csvText` put before it. */
export const csvUnguarded = (cell: string): string =>
  cell.startsWith("'") && STARTS_FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;

/** One line of cells that are already written as cells. */
export const csvLine = (cells: readonly string[]): string => cells.join(",") + LINE_END;

export const csvHeader = <Row extends z.ZodObject>(table: Table<Row>): string => csvLine(Object.keys(table.columns));

/** A number is not text: its minus is no formula. Whole numbers and shortest exact decimals, never an exponent. */
const csvNumber = (value: number): string => {
  if (Math.abs(value) >= 1e21) return BigInt(value).toString();
  const text = String(value);
  return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text;
};

/**
 * Writes rows of a table as CSV lines: money as decimals with a dot, empty where null.
 * Bytes have no place in a CSV file and are refused with a TypeError.
 */
export const csvLinesOf = <Row extends z.ZodObject>(table: Table<Row>, currency: Currency) => {
  const columns = Object.entries<ColumnKind>(table.columns).map(
    ([name, kind]) => [name, kind, table.decimals[name]] as const,
  );
  return (row: z.infer<Row>): string => {
    const values: Record<string, unknown> = row;
    return csvLine(columns.map(([name, kind, decimals]) => cellOf(kind, rounded(values[name], decimals), currency)));
  };
};

/** A number as a CSV file has it: to so many digits after the point, where so many are said to mean anything. */
export const rounded = <Value>(value: Value, decimals: number | undefined): Value | number =>
  typeof value === "number" && decimals !== undefined ? Number(value.toFixed(decimals)) : value;

const cellOf = (kind: ColumnKind, value: unknown, currency: Currency): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return kind === "money" ? decimalOf(value, currency) : csvNumber(value);
  if (typeof value === "string") return kind === "day" ? value : csvText(value);
  throw new TypeError(`a CSV file has no cell for a ${kind} column's ${typeof value}`);
};
