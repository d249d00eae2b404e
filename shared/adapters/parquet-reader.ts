import { type AsyncBuffer, type FileMetaData, parquetMetadata, parquetMetadataAsync, parquetRead } from "hyparquet";
import * as z from "zod";
import { RouseError } from "../model/errors.ts";
import type { ColumnKind, Table } from "../model/table.ts";
import { fromEpochDay } from "../scoring/summaries/epoch-day.ts";
import { columnsOf } from "./parquet-schema.ts";
import { soundRowsOf } from "./sound-rows.ts";

/** A file has many customers and few days: each day is converted once. */
const dayParsers = () => {
  const known = new Map<number, string>();
  const dateFromDays = (epochDay: number | undefined): string | undefined => {
    if (epochDay === undefined) return undefined;
    const day = known.get(epochDay) ?? fromEpochDay(epochDay);
    known.set(epochDay, day);
    return day;
  };
  return { dateFromDays };
};

/**
 * The rows of a Parquet file in memory, one batch for each of its row groups, each row parsed by the table's schema.
 * @throws RouseError `TableFileError` where a row does not fit, or the bytes are no Parquet file
 */
export async function* readParquet<Row extends z.ZodObject>(
  table: Table<Row>,
  bytes: Uint8Array,
): AsyncGenerator<z.infer<Row>[]> {
  try {
    yield* readRowGroups(table, bytes);
  } catch (error) {
    throw unreadable(error);
  }
}

const unreadable = (error: unknown): RouseError =>
  error instanceof RouseError ? error : new RouseError("TableFileError", "it is not whole, or no Parquet file", error);

async function* readRowGroups<Row extends z.ZodObject>(
  table: Table<Row>,
  bytes: Uint8Array,
): AsyncGenerator<z.infer<Row>[]> {
  const file = inMemory(bytes);
  const parsers = dayParsers();
  const metadata = await parquetMetadataAsync(file, { parsers });
  const read = groupReader(table, { file, metadata, parsers });
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    yield await read(rowStart, Number(group.num_rows));
    rowStart += Number(group.num_rows);
  }
}

/**
 * The rows of one row group of a file, of which nothing else has to be at hand.
 * @throws RouseError `TableFileError` where a row does not fit, or the bytes are no row group
 */
export const readRowGroup = async <Row extends z.ZodObject>(
  table: Table<Row>,
  { file, metadata, rowStart, count }: { file: AsyncBuffer; metadata: FileMetaData; rowStart: number; count: number },
): Promise<z.infer<Row>[]> => {
  try {
    return await groupReader(table, { file, metadata, parsers: dayParsers() })(rowStart, count);
  } catch (error) {
    throw unreadable(error);
  }
};

type Opened = { file: AsyncBuffer; metadata: FileMetaData; parsers: ReturnType<typeof dayParsers> };

const groupReader = <Row extends z.ZodObject>(table: Table<Row>, { file, metadata, parsers }: Opened) => {
  // A file that an earlier version wrote lacks what was not known then: those cells are empty.
  const written = new Set(metadata.schema.map(({ name }) => name));
  const columns = Object.keys(table.columns).filter((name) => written.has(name));
  const restore = restorerOf(table, metadata, columns);
  const rowsSchema = z.array(table.row);
  const areSound = soundRowsOf(table);
  return async (rowStart: number, count: number): Promise<z.infer<Row>[]> => {
    const restored: Record<string, unknown>[] = [];
    await parquetRead({
      ...{ file, metadata, columns, parsers, utf8: false },
      ...{ rowStart, rowEnd: rowStart + count },
      onComplete: (rows) => {
        for (const cells of rows) restored.push(restore(cells));
      },
    });
    if (areSound(restored)) return restored;
    const parsed = rowsSchema.safeParse(restored);
    if (!parsed.success) throw new RouseError("TableFileError", misfit(parsed.error, rowStart));
    return parsed.data;
  };
};

/** Digits of a file's amounts: those of the currency that it was written in. A file without amounts has none. */
export const moneyDigitsIn = (bytes: Uint8Array): number => moneyDigitsOfFile(parquetMetadata(bytes));
export const moneyDigitsOfFile = ({ schema }: FileMetaData): number =>
  schema.find(({ scale }) => scale !== undefined)?.scale ?? 0;

/** Says where, and what was expected; never the value, which may be an address. */
const misfit = (error: z.ZodError, rowStart: number): string => {
  const [issue] = error.issues;
  const [row, ...path] = issue?.path ?? [];
  return `a row of a table file does not fit its schema: row ${rowStart + Number(row)}, ${path.join(".")}: expected ${issue?.code}`;
};

/** Undoes what a file does to values: absent becomes null, decimals become minor units again. */
const restorerOf = <Row extends z.ZodObject>(table: Table<Row>, metadata: FileMetaData, read: readonly string[]) => {
  const restorers = columnsOf(table).map(([name, kind]) => {
    const scale = metadata.schema.find((element) => element.name === name)?.scale ?? 0;
    return { name, at: read.indexOf(name), restore: restoreValue(kind, 10 ** scale) };
  });
  return (cells: readonly unknown[]): Record<string, unknown> => {
    const row: Record<string, unknown> = {};
    for (const { name, at, restore } of restorers) row[name] = restore(cells[at]);
    return row;
  };
};

const restoreValue = (kind: ColumnKind, minorPerUnit: number) => (value: unknown) => {
  if (value === undefined) return null;
  return kind === "money" && typeof value === "number" ? Math.round(value * minorPerUnit) : value;
};

const inMemory = (bytes: Uint8Array): AsyncBuffer => ({
  byteLength: bytes.byteLength,
  slice: (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer,
});
