import { type FileMetaData, parquetMetadata, parquetMetadataAsync, type RowGroup } from "hyparquet";
import * as z from "zod";
import { csvRecords } from "../model/csv-records.ts";
import { RouseError } from "../model/errors.ts";
import { type Table, tableOf } from "../model/table.ts";
import type { ErasedByRows, NightFile } from "../night-files/night-file.ts";
import type { Keep } from "../ports/sweep.ts";
import { CSV_TYPE, recordJudge } from "./erase-from-csv.ts";
import { namesOnly, rowStays } from "./erase-from-parquet.ts";
import { keptPieces, type LargeFile, readAhead, readSpan, type Staging, windowsOf } from "./kept-pieces.ts";
import { MAGIC_BYTES, movedRowGroup, pagesOf, parquetJoin } from "./parquet-join.ts";
import { moneyDigitsOfFile, readRowGroup } from "./parquet-reader.ts";
import { PARQUET_TYPE } from "./parquet-tables.ts";
import { writeParquet } from "./parquet-writer.ts";
import { type ErasureTried, misfit } from "./replace-measured.ts";

type Given = { content: NightFile["content"]; by: ErasedByRows; keep: Keep };
type Counted = { rows: number; erased: number };
type Keeping = ReturnType<typeof keptPieces>;

/**
 * Takes rows out of a file that is too large for a worker's memory. It is gone through once, window by window; what stays is copied by
 * the store itself, and only row groups that somebody is taken out of are written anew. Each part of it is measured on the way.
 *
 * @param ends where the parts of the file end, as its manifest has them
 */
export const eraseFromLarge = async (
  file: LargeFile,
  given: Given,
  { ends, staging }: { ends: readonly number[]; staging: Staging },
): Promise<ErasureTried> => {
  const keeping = keptPieces(file, ends, staging);
  try {
    return await eraseKeeping(file, given, keeping);
  } finally {
    await keeping.clear();
  }
};

const eraseKeeping = async (file: LargeFile, { content, by, keep }: Given, keeping: Keeping): Promise<ErasureTried> => {
  const isCsv = content.format === "csv";
  const counted = await (isCsv
    ? keepRecords(file, { by, keep }, keeping)
    : keepRowGroups(file, content, { by, keep }, keeping).catch(notOurs));
  if (counted === "misfit") return misfit;
  const { pieces, measures } = keeping.finish();
  const bytes = measures.reduce((sum, part) => sum + part.bytes, 0);
  const [first] = measures;
  const is = measures.length === 1 && first !== undefined ? first : { bytes, parts: [...measures] };
  if (counted.erased === 0) return { fits: true, ...counted, was: is, is };
  const contentType = isCsv ? CSV_TYPE : PARQUET_TYPE;
  const end = await file.files.compose(file.key, pieces, { contentType, over: file.version });
  return end === "changed" ? "changed" : { fits: true, ...counted, was: { bytes: file.bytes }, is };
};

/** A table that cannot be read, or has columns that this version does not know, is left for somebody to look at. */
const notOurs = (error: unknown): "misfit" => {
  if (error instanceof RouseError && error.name === "TableFileError") return "misfit";
  throw error;
};

const keepRecords = async (
  file: LargeFile,
  { by, keep }: Omit<Given, "content">,
  keeping: Keeping,
): Promise<Counted | "misfit"> => {
  const judge = recordJudge(by, keep);
  // The header is counted too.
  const counted = { rows: -1, erased: 0 };
  let at = 0;
  for await (const { text, cells } of csvRecords(windowsOf(file))) {
    const stays = judge(cells);
    if (stays === "misfit") return "misfit";
    const bytes = Buffer.from(text);
    if (stays) keeping.keep(at, bytes);
    counted[stays ? "rows" : "erased"] += 1;
    at += bytes.byteLength;
  }
  // Bytes that are no text of ours were read as something else.
  return at === file.bytes && counted.rows >= 0 ? counted : "misfit";
};

/** Row groups that nobody is taken out of stay as they are, and are found by a new footer at their new places. */
const keepRowGroups = async (
  file: LargeFile,
  content: NightFile["content"],
  { by, keep }: Omit<Given, "content">,
  keeping: Keeping,
): Promise<Counted | "misfit"> => {
  if (content.format !== "parquet") return "misfit";
  const metadata = await readFooter(file);
  if (metadata === undefined) return "misfit";
  const table = writtenOf(content.table, metadata);
  const joined = parquetJoin(table, moneyDigitsOfFile(metadata));
  const counted = { rows: 0, erased: 0 };
  keeping.keep(0, joined.start);
  const groups = spansOf(metadata, file.bytes);
  const read = readAhead(file);
  for (const { group, start, end, rowStart } of groups) {
    const bytes = await read(start, end);
    const erased = await eraseFromGroup({ bytes, start, rowStart, group, metadata, table }, { by, keep });
    counted.rows += erased.rows;
    counted.erased += erased.erased;
    if (erased.erased === 0) {
      keeping.keep(start, bytes);
      joined.add(only(metadata, movedRowGroup(group, BigInt(MAGIC_BYTES - start))), bytes.byteLength);
    } else if (erased.pages) {
      await keeping.put(start, erased.pages.bytes);
      joined.add(erased.pages.metadata, erased.pages.bytes.byteLength);
    }
  }
  const footerStart = groups.at(-1)?.end ?? MAGIC_BYTES;
  const footer = await joined.finish();
  if (counted.erased === 0) keeping.keep(footerStart, await readSpan(file, footerStart, file.bytes));
  else await keeping.put(footerStart, footer);
  return counted;
};

const readFooter = async (file: LargeFile): Promise<FileMetaData | undefined> => {
  const slice = async (start: number, end = file.bytes) => arrayBufferOf(await readSpan(file, start, end));
  return parquetMetadataAsync({ byteLength: file.bytes, slice }).catch((error: unknown) => {
    // What the store says of itself is no matter of the file's.
    if (error instanceof RouseError || !(error instanceof Error) || "$fault" in error) throw error;
    return undefined;
  });
};

/** The table as the file has it: an earlier version wrote fewer columns, or had them in another order. */
const writtenOf = ({ row }: Table<z.ZodObject>, { schema }: FileMetaData): Table<z.ZodObject> => {
  const columns = schema.flatMap(({ name }) => {
    const column = row.shape[name];
    return column === undefined ? [] : [[name, column] as const];
  });
  return tableOf<z.ZodObject>(z.object(Object.fromEntries(columns)));
};

type Span = { group: RowGroup; start: number; end: number; rowStart: number };

/** Row groups lie one behind the other, from the letters at the beginning to the footer. */
const spansOf = (metadata: FileMetaData, fileBytes: number): Span[] => {
  const footerStart = fileBytes - metadata.metadata_length - 8;
  const starts = metadata.row_groups.map(startOf);
  let rowStart = 0;
  return metadata.row_groups.map((group, at) => {
    const span = { group, start: starts[at] ?? footerStart, end: starts[at + 1] ?? footerStart, rowStart };
    rowStart += Number(group.num_rows);
    return span;
  });
};

const startOf = ({ columns }: RowGroup): number =>
  Math.min(
    ...columns.flatMap(({ meta_data }) =>
      meta_data === undefined ? [] : Number(meta_data.dictionary_page_offset ?? meta_data.data_page_offset),
    ),
  );

type GroupInHand = Omit<Span, "end"> & { bytes: Uint8Array; metadata: FileMetaData; table: Table<z.ZodObject> };

/** `pages`: those of the rows that stay, and where they are; none where nobody stays. */
const eraseFromGroup = async (
  { bytes, start, rowStart, group, metadata, table }: GroupInHand,
  { by, keep }: Omit<Given, "content">,
): Promise<Counted & { pages?: { bytes: Uint8Array; metadata: FileMetaData } }> => {
  const count = Number(group.num_rows);
  const slice = (from: number, to?: number) => arrayBufferOf(bytes.subarray(from - start, to && to - start));
  const read = <Row extends z.ZodObject>(of: Table<Row>) =>
    readRowGroup(of, { file: { byteLength: start + bytes.byteLength, slice }, metadata, rowStart, count });
  const stays = rowStays(by, keep);
  const rows = (await read(namesOnly(by))).filter(stays).length;
  if (rows === count || rows === 0) return { rows, erased: count - rows };
  const kept = (await read(table)).filter(stays);
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeParquet(table, moneyDigitsOfFile(metadata), justThis(kept))) chunks.push(chunk);
  const file = Buffer.concat(chunks);
  const written = parquetMetadata(arrayBufferOf(file));
  return { rows, erased: count - rows, pages: { bytes: pagesOf(file, written), metadata: written } };
};

async function* justThis<Value>(value: Value): AsyncGenerator<Value> {
  yield value;
}

const only = (metadata: FileMetaData, group: RowGroup): FileMetaData => ({
  ...metadata,
  row_groups: [group],
  num_rows: group.num_rows,
});

const arrayBufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
