import { type FileMetaData, parquetMetadata, type RowGroup } from "hyparquet";
import * as z from "zod";
import { type Table, tableOf } from "../model/table.ts";
import type { ErasedByRows, NightFile } from "../night-files/night-file.ts";
import type { Keep } from "../ports/sweep.ts";
import { namesOnly, rowStays } from "./erase-from-parquet.ts";
import {
  type ByParts,
  type Counted,
  type Keeping,
  type LargeFile,
  readAhead,
  readSpan,
  type Span,
} from "./kept-pieces.ts";
import { notingNames } from "./noting-names.ts";
import { MAGIC_BYTES, movedRowGroup, pagesOf, parquetJoin, TAIL_BYTES } from "./parquet-join.ts";
import { moneyDigitsOfFile, readRowGroup } from "./parquet-reader.ts";
import { writeParquet } from "./parquet-writer.ts";

/** Row groups that nobody is taken out of stay as they are, and are found by a new footer at their new places. */
export const keepRowGroups = async (
  file: LargeFile,
  content: NightFile["content"],
  { by, sought, parts }: ByParts,
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
  const addAsItIs = ({ group, start, end }: GroupSpan) =>
    joined.add(only(metadata, movedRowGroup(group, BigInt(MAGIC_BYTES - start))), end - start);
  for (const span of groups) {
    const { group, start, end, rowStart } = span;
    if (parts.some((part) => part.unread !== undefined && part.start <= start && end <= part.end)) {
      keeping.keepUnread(span);
      counted.rows += Number(group.num_rows);
      addAsItIs(span);
      continue;
    }
    const bytes = await read(start, end);
    const keep = notingNames(sought, () => keeping.namesAt(start));
    const erased = await eraseFromGroup({ bytes, start, rowStart, group, metadata, table }, { by, keep });
    keeping.count(span, erased.rows);
    counted.rows += erased.rows;
    counted.erased += erased.erased;
    if (erased.erased === 0) {
      keeping.keep(start, bytes);
      addAsItIs(span);
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

/** It ends with its own length, and four letters. It is read first, and then understood: what the store says is no matter of the file's. */
const readFooter = async (file: LargeFile): Promise<FileMetaData | undefined> => {
  if (file.bytes < MAGIC_BYTES + TAIL_BYTES) return undefined;
  const tail = Buffer.from(await readSpan(file, file.bytes - TAIL_BYTES, file.bytes));
  const start = file.bytes - TAIL_BYTES - tail.readUInt32LE();
  if (start < MAGIC_BYTES || tail.toString("latin1", 4) !== "PAR1") return undefined;
  const footer = arrayBufferOf(await readSpan(file, start, file.bytes));
  try {
    return parquetMetadata(footer);
  } catch {
    return undefined;
  }
};

/** The table as the file has it: an earlier version wrote fewer columns, or had them in another order. */
const writtenOf = ({ row }: Table<z.ZodObject>, { schema }: FileMetaData): Table<z.ZodObject> => {
  const columns = schema.flatMap(({ name }) => {
    const column = row.shape[name];
    return column === undefined ? [] : [[name, column] as const];
  });
  return tableOf<z.ZodObject>(z.object(Object.fromEntries(columns)));
};

type GroupSpan = Span & { group: RowGroup; rowStart: number };

/** Row groups lie one behind the other, from the letters at the beginning to the footer. */
const spansOf = (metadata: FileMetaData, fileBytes: number): GroupSpan[] => {
  const footerStart = fileBytes - metadata.metadata_length - TAIL_BYTES;
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

type GroupInHand = Omit<GroupSpan, "end"> & { bytes: Uint8Array; metadata: FileMetaData; table: Table<z.ZodObject> };

/** `pages`: those of the rows that stay, and where they are; none where nobody stays. */
const eraseFromGroup = async (
  { bytes, start, rowStart, group, metadata, table }: GroupInHand,
  { by, keep }: { by: ErasedByRows; keep: Keep },
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
