import * as z from "zod";
import { RouseError } from "../model/errors.ts";
import { column, type Table, tableOf } from "../model/table.ts";
import type { ErasedByRows } from "../night-files/night-file.ts";
import type { FileStore } from "../ports/files.ts";
import type { Keep } from "../ports/sweep.ts";
import { openBytes } from "./json-files.ts";
import { measureOf } from "./measure-bytes.ts";
import { moneyDigitsIn, readParquet } from "./parquet-reader.ts";
import { PARQUET_TYPE } from "./parquet-tables.ts";
import { writeParquet } from "./parquet-writer.ts";
import { misfit, replaceMeasured, unchanged, type WholeErasureTried } from "./replace-measured.ts";

type ByTable = { table: Table<z.ZodObject>; by: ErasedByRows; keep: Keep };

/** The columns that name a person are read first, alone. */
export const eraseFromParquet = async (
  files: FileStore,
  key: string,
  { table, by, keep }: ByTable,
): Promise<WholeErasureTried> => {
  const opened = await openBytes(files, key);
  if (opened === undefined) return "gone";
  const { version, bytes } = opened;
  const stays = rowStays(by, keep);
  try {
    let [rows, erased] = [0, 0];
    for await (const batch of readParquet(namesOnly(by), bytes)) {
      const kept = batch.filter(stays).length;
      rows += kept;
      erased += batch.length - kept;
    }
    if (erased === 0) return unchanged(rows, measureOf(bytes), version);
    const kept = writeParquet(table, moneyDigitsIn(bytes), keptRows(readParquet(table, bytes), stays));
    const file = { key, version, type: PARQUET_TYPE, was: measureOf(bytes) };
    return await replaceMeasured(files, file, kept, { rows, erased });
  } catch (error) {
    if (error instanceof RouseError && error.name === "TableFileError") return misfit;
    throw error;
  }
};

export const rowStays =
  (by: ErasedByRows, keep: Keep) =>
  (row: Record<string, unknown>): boolean => {
    const [customerId, email] = [by.customerId, by.email].map((name) => textOf(name && row[name]));
    return keep({ customerId, email });
  };

/** The columns that name a person, alone: to look for somebody costs no more than these. An id is never empty. */
export const namesOnly = ({ customerId, email }: ErasedByRows): Table<z.ZodObject> =>
  tableOf<z.ZodObject>(
    z.object({
      ...(customerId && { [customerId]: column("text", z.string()) }),
      ...(email && { [email]: column("text", z.string().nullable()) }),
    }),
  );

async function* keptRows<Row>(batches: AsyncIterable<readonly Row[]>, stays: (row: Row) => boolean) {
  for await (const batch of batches) yield batch.filter(stays);
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
