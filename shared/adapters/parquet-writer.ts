import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { z } from "zod";
import type { ColumnKind, Table } from "../model/table.ts";
import { toEpochDay } from "../scoring/summaries/epoch-day.ts";
import { takeBytes } from "./parquet-join.ts";
import { columnsOf, parquetSchemaOf } from "./parquet-schema.ts";

/** Days as Parquet counts them and amounts as unscaled decimals; what the writer takes as it is stays. */
const valuesOf = (kind: ColumnKind, values: readonly unknown[]): unknown[] => {
  switch (kind) {
    case "day": {
      const epochDays = new Map<string, number>();
      return values.map((value) => (typeof value === "string" ? epochDayOf(value, epochDays) : value));
    }
    case "money":
      return values.map((value) => (typeof value === "number" ? BigInt(value) : value));
    default:
      return [...values];
  }
};

/** A file has many customers and few days: each day is converted once. */
const epochDayOf = (day: string, known: Map<string, number>): number => {
  const epochDay = known.get(day) ?? toEpochDay(day);
  known.set(day, epochDay);
  return epochDay;
};

/**
 * A Parquet file as chunks of bytes: one row group for each batch of rows, compressed with Snappy, which every reader knows.
 * The same batches give the same bytes. Memory is bounded by the largest batch. No statistics and no page index: these
 * files are read whole, and without them `joinParquet` can move row groups as they are.
 */
export async function* writeParquet<Row extends z.ZodObject>(
  table: Table<Row>,
  moneyDigits: number,
  batches: AsyncIterable<readonly z.infer<Row>[]>,
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const schema = parquetSchemaOf(table, moneyDigits);
  const file = new ParquetWriter({ writer: bytes, schema, statistics: false, createdBy: "rouse" });
  for await (const rows of batches) {
    if (rows.length === 0) continue;
    const columnData = columnsOf(table).map(([name, kind]) => ({
      name,
      offsetIndex: false,
      data: valuesOf(
        kind,
        rows.map((row: Record<string, unknown>) => row[name]),
      ),
    }));
    await file.write({ columnData, rowGroupSize: rows.length });
    yield takeBytes(bytes);
  }
  await file.finish();
  yield takeBytes(bytes);
}
