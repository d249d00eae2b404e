import type { z } from "zod";
import { RouseError } from "../model/errors.ts";
import { minorDigits } from "../model/minor-units.ts";
import type { NightRun } from "../model/night.ts";
import type { Table } from "../model/table.ts";
import type { FileStore } from "../ports/files.ts";
import { readBytes } from "./json-files.ts";
import { readParquet } from "./parquet-reader.ts";
import { writeParquet } from "./parquet-writer.ts";

/** Rows that are in memory at once while a file is read: an object of 15 to 25 columns each. */
const ROWS_PER_GROUP = 5_000;
export const PARQUET_TYPE = "application/vnd.apache.parquet";

export const moneyDigitsOf = (run: NightRun): number => minorDigits(run.settings.currency);

/** Tables as Parquet files of about one shard: such a file fits in memory, and goes up in one call. */
export const parquetTables = (files: FileStore) => ({
  write: async <Row extends z.ZodObject>(
    key: string,
    table: Table<Row>,
    moneyDigits: number,
    rows: readonly z.infer<Row>[],
  ): Promise<Uint8Array> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeParquet(table, moneyDigits, groups(rows))) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    await files.write(key, bytes, PARQUET_TYPE);
    return bytes;
  },
  /** @throws RouseError `FileMissingError`, `TableFileError` */
  read: async function* <Row extends z.ZodObject>(key: string, table: Table<Row>): AsyncGenerator<z.infer<Row>[]> {
    yield* rowsOf(key, table, await readBytes(files, key));
  },
  readIfThere: async function* <Row extends z.ZodObject>(
    key: string,
    table: Table<Row>,
  ): AsyncGenerator<z.infer<Row>[]> {
    const bytes = await files.read(key);
    if (bytes !== undefined) yield* rowsOf(key, table, bytes);
  },
});

async function* rowsOf<Row extends z.ZodObject>(key: string, table: Table<Row>, bytes: Uint8Array) {
  try {
    yield* readParquet(table, bytes);
  } catch (error) {
    if (!(error instanceof RouseError)) throw error;
    throw new RouseError("TableFileError", `the file "${key}" cannot be read: ${error.message}`, error);
  }
}

async function* groups<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += ROWS_PER_GROUP) yield rows.slice(at, at + ROWS_PER_GROUP);
}
