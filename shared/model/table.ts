import type { z } from "zod";

/**
 * How a column's values look in memory, and what they are in a file:
 * `text` string, `integer` 32-bit, `number` double, `day` `YYYY-MM-DD` kept as a date,
 * `money` integer minor units kept as a decimal with the currency's digits, `bytes` as they are.
 */
export type ColumnKind = "text" | "integer" | "number" | "day" | "money" | "bytes";

/**
 * A table in a columnar file: the schema that every row read is parsed by, and its columns in their order.
 * A column that may be absent has null in a row, so that every row has every column.
 */
export type Table<Row extends z.ZodObject> = {
  readonly row: Row;
  readonly columns: { readonly [Name in keyof z.infer<Row> & string]: ColumnKind };
};

/** Ties a row's schema to the kinds of its columns: one missing on either side does not compile. */
export const defineTable = <Row extends z.ZodObject>(row: Row, columns: Table<Row>["columns"]): Table<Row> => ({
  row,
  columns,
});
