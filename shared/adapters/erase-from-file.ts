import { z } from "zod";
import { csvRecords } from "../model/csv-records.ts";
import { RouseError } from "../model/errors.ts";
import { column, type Table, tableOf } from "../model/table.ts";
import type { Erasure, NightFile } from "../night-files/night-file.ts";
import type { FileStore } from "../ports/files.ts";
import type { Keep } from "../ports/night-erasure.ts";
import { readBytes, writeJson } from "./json-files.ts";
import { moneyDigitsIn, readParquet } from "./parquet-reader.ts";
import { writeParquet } from "./parquet-writer.ts";

/** How many rows or entries a file has now; `misfit`: it is not what the register says, and was left as it is. */
export type FileErased = { fits: true; left: number; erased: number } | { fits: false };

const misfit: FileErased = { fits: false };
const PARQUET_TYPE = "application/vnd.apache.parquet";
const CSV_TYPE = "text/csv; charset=utf-8";

/**
 * Takes the rows or entries of persons out of one file, as the register says; undefined for a file that holds nobody.
 * Two passes: most files of most nights have nothing to erase, and are only read.
 */
export const eraseFromFile = async (
  files: FileStore,
  key: string,
  { content, erasure }: Pick<NightFile, "content" | "erasure">,
  keep: Keep,
): Promise<FileErased | undefined> => {
  if (erasure.how === "rows" && content.format === "csv") return eraseFromCsv(files, key, erasure, keep);
  if (erasure.how === "rows" && content.format === "parquet") {
    return eraseFromParquet(files, key, content.table, erasure, keep);
  }
  if (erasure.how === "list") return eraseFromList(files, key, erasure.customerId, keep);
  return undefined;
};

type ByColumns = Extract<Erasure, { how: "rows" }>;

const eraseFromCsv = async (files: FileStore, key: string, by: ByColumns, keep: Keep): Promise<FileErased> => {
  const judgeRecord = (): ((cells: readonly string[]) => boolean | "misfit") => {
    let stays: ((cells: readonly string[]) => boolean) | undefined;
    return (cells) => {
      if (stays) return stays(cells);
      stays = rowJudge(cells, by, keep);
      return stays === undefined ? "misfit" : true;
    };
  };
  let left = -1;
  let erased = 0;
  const judge = judgeRecord();
  for await (const { cells } of csvRecords(files.readStream(key))) {
    const stays = judge(cells);
    if (stays === "misfit") return misfit;
    if (stays) left += 1;
    else erased += 1;
  }
  if (left < 0) return misfit;
  if (erased > 0) {
    const again = judgeRecord();
    const kept: AsyncGenerator<Uint8Array> = (async function* () {
      for await (const { text, cells } of csvRecords(files.readStream(key))) if (again(cells)) yield Buffer.from(text);
    })();
    await files.writeStream(key, kept, CSV_TYPE);
  }
  return { fits: true, left, erased };
};

/** Judges records by the header; undefined where it lacks a column that names a person. */
const rowJudge = (header: readonly string[], by: ByColumns, keep: Keep) => {
  const [id, email] = [by.customerId, by.email].map((name) => (name === undefined ? undefined : header.indexOf(name)));
  if (id === -1 || email === -1) return undefined;
  return (cells: readonly string[]): boolean =>
    keep({
      customerId: id === undefined ? undefined : cells[id],
      email: email === undefined ? undefined : cells[email],
    });
};

const eraseFromParquet = async (
  files: FileStore,
  key: string,
  table: Table<z.ZodObject>,
  by: ByColumns,
  keep: Keep,
): Promise<FileErased> => {
  const bytes = await readBytes(files, key);
  const stays = (row: Record<string, unknown>): boolean => {
    const [customerId, email] = [by.customerId, by.email].map((name) => textOf(name && row[name]));
    return keep({ customerId, email });
  };
  try {
    let [left, erased] = [0, 0];
    for await (const batch of readParquet(namesOnly(by), bytes)) {
      const kept = batch.filter(stays).length;
      left += kept;
      erased += batch.length - kept;
    }
    if (erased > 0) {
      const kept = keptRows(readParquet(table, bytes), stays);
      await files.writeStream(key, writeParquet(table, moneyDigitsIn(bytes), kept), PARQUET_TYPE);
    }
    return { fits: true, left, erased };
  } catch (error) {
    if (error instanceof RouseError && error.name === "TableFileError") return misfit;
    throw error;
  }
};

/** The columns that name a person, alone: to look for somebody costs no more than these. An id is never empty. */
const namesOnly = ({ customerId, email }: ByColumns): Table<z.ZodObject> =>
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

/** Entries of another version may have other fields: the one that names a person is all that matters here. */
const eraseFromList = async (files: FileStore, key: string, field: string, keep: Keep): Promise<FileErased> => {
  const entries = z.array(z.looseObject({ [field]: z.string() }));
  const parsed = z.preprocess(parseJson, entries).safeParse(Buffer.from(await readBytes(files, key)).toString("utf8"));
  if (!parsed.success) return misfit;
  const kept = parsed.data.filter((entry) => keep({ customerId: textOf(entry[field]) }));
  if (kept.length < parsed.data.length) await writeJson(files, key, kept);
  return { fits: true, left: kept.length, erased: parsed.data.length - kept.length };
};

const parseJson = (text: unknown): unknown => {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
};
