import * as z from "zod";

/**
 * How a column's values look in memory, and what they are in a file:
 * `text` string, `integer` 32-bit, `number` double, `day` `YYYY-MM-DD` kept as a date,
 * `money` integer minor units kept as a decimal with the currency's digits, `bytes` as they are.
 */
const columnKindSchema = z.enum(["text", "integer", "number", "day", "money", "bytes"]);
export type ColumnKind = z.infer<typeof columnKindSchema>;

/**
 * A column of a table: the schema its values are parsed by, and with it what they are in a file. `decimals`: how many digits
 * after the point mean anything to a reader; a CSV file has no more, a columnar file has all.
 */
export const column = <Value extends z.ZodType>(kind: ColumnKind, value: Value, decimals?: number): Value =>
  value.meta({ kind, decimals });

/**
 * A table in a columnar or a CSV file: the schema that every row read is parsed by, and its columns in their order.
 * A column that may be absent has null in a row, so that every row has every column.
 */
export type Table<Row extends z.ZodObject> = {
  readonly row: Row;
  readonly columns: Readonly<Record<string, ColumnKind>>;
  /** Of columns that are rounded for readers, to how many digits. */
  readonly decimals: Readonly<Record<string, number>>;
};

/** The table of a row whose fields are all made by `column`; throws a TypeError at a field that is not. */
export const tableOf = <Row extends z.ZodObject>(row: Row): Table<Row> => ({
  row,
  columns: kindsOf(row),
  decimals: decimalsOf(row),
});

const kindsOf = (row: z.ZodObject) =>
  Object.fromEntries(Object.entries(row.shape).map(([name, value]) => [name, kindOf(name, value)]));

const decimalsOf = (row: z.ZodObject): Record<string, number> =>
  Object.fromEntries(
    Object.entries(row.shape).flatMap(([name, value]) => {
      const decimals = z.globalRegistry.get(value)?.decimals;
      return typeof decimals === "number" ? [[name, decimals]] : [];
    }),
  );

const kindOf = (name: string, value: z.core.$ZodType): ColumnKind => {
  const kind = columnKindSchema.safeParse(z.globalRegistry.get(value)?.kind).data;
  if (kind === undefined) throw new TypeError(`the field ${name} is not made by column(): a file could not hold it`);
  return kind;
};
