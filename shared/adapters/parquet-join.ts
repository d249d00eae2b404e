import { type ColumnChunk, type FileMetaData, parquetMetadata, type RowGroup } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { z } from "zod";
import { RouseError } from "../model/errors.ts";
import type { Table } from "../model/table.ts";
import { parquetSchemaOf } from "./parquet-schema.ts";

/** Every Parquet file begins with four letters, and ends with the length of its footer and the letters again. */
export const MAGIC_BYTES = 4;
export const TAIL_BYTES = 8;

/** `pages` are those of one file, and lie between the letters at the beginning and the footer. */
export type JoinedChunk = { bytes: Uint8Array; rows: number; is: "start" | "pages" | "footer" };

/**
 * Several Parquet files of one table as one: their row groups are copied byte by byte, and a new footer says where they are
 * now. Nothing is decoded, so it costs little more than the copying. Memory is bounded by the largest file.
 * @throws RouseError `TableFileError` for a file with other columns
 */
export async function* joinParquet<Row extends z.ZodObject>(
  table: Table<Row>,
  moneyDigits: number,
  files: AsyncIterable<Uint8Array>,
): AsyncGenerator<JoinedChunk> {
  const joined = parquetJoin(table, moneyDigits);
  yield { bytes: joined.start, rows: 0, is: "start" };
  for await (const file of files) {
    const metadata = parquetMetadata(file);
    const bytes = pagesOf(file, metadata);
    yield { bytes, rows: joined.add(metadata, bytes.byteLength), is: "pages" };
  }
  yield { bytes: await joined.finish(), rows: 0, is: "footer" };
}

/** All of a joined file but its pages: what it begins with, and the footer that is made from the footers of its files. */
export const parquetJoin = <Row extends z.ZodObject>(table: Table<Row>, moneyDigits: number) => {
  const writer = new ByteWriter();
  const schema = parquetSchemaOf(table, moneyDigits);
  const joined = new ParquetWriter({ writer, schema, createdBy: "rouse" });
  const start = takeBytes(writer);
  let pagesBefore = 0n;
  return {
    start,
    /**
     * Takes up the row groups of the next file, and answers how many rows they hold.
     * @throws RouseError `TableFileError` for a file with other columns
     */
    add: ({ schema: columns, row_groups, num_rows }: FileMetaData, pagesBytes: number): number => {
      if (!columns.every(({ name, type }, at) => schema[at]?.name === name && schema[at]?.type === type)) {
        throw new RouseError("TableFileError", "a table file has other columns than those it is to be joined with");
      }
      for (const group of row_groups) joined.row_groups.push(movedRowGroup(group, pagesBefore));
      joined.num_rows += num_rows;
      pagesBefore += BigInt(pagesBytes);
      return Number(num_rows);
    },
    finish: async (): Promise<Uint8Array> => {
      await joined.finish();
      return takeBytes(writer);
    },
  };
};

/** The pages of a file in hand. */
export const pagesOf = (file: Uint8Array, { metadata_length }: FileMetaData): Uint8Array =>
  file.subarray(MAGIC_BYTES, file.byteLength - TAIL_BYTES - metadata_length);

/** A row group whose bytes begin so much later in the new file. */
export const movedRowGroup = (group: RowGroup, shift: bigint): RowGroup => ({
  ...group,
  ...(group.file_offset !== undefined && { file_offset: group.file_offset + shift }),
  columns: group.columns.map((column) => movedColumn(column, shift)),
});

const movedColumn = ({ file_offset, meta_data, ...rest }: ColumnChunk, shift: bigint): ColumnChunk => ({
  ...rest,
  file_offset: file_offset + shift,
  ...(meta_data && {
    meta_data: {
      ...meta_data,
      data_page_offset: meta_data.data_page_offset + shift,
      ...(meta_data.dictionary_page_offset !== undefined && {
        dictionary_page_offset: meta_data.dictionary_page_offset + shift,
      }),
    },
  }),
});

/** What was written since the last time. `offset`, by which the footer finds its pages, goes on counting. */
export const takeBytes = (writer: ByteWriter): Uint8Array => {
  const taken = new Uint8Array(writer.getBuffer());
  writer.index = 0;
  return taken;
};
