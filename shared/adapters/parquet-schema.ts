import type { SchemaElement } from "hyparquet";
import type { z } from "zod";
import type { ColumnKind, Table } from "../model/table.ts";

/** Parquet's own names for our kinds of columns; a decimal takes its digits from the shop's currency. */
const elements: Record<ColumnKind, (digits: number) => Omit<SchemaElement, "name">> = {
  text: () => ({ type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } }),
  integer: () => ({ type: "INT32" }),
  number: () => ({ type: "DOUBLE" }),
  day: () => ({ type: "INT32", converted_type: "DATE", logical_type: { type: "DATE" } }),
  money: (digits) => ({
    type: "INT64",
    converted_type: "DECIMAL",
    precision: 18,
    scale: digits,
    logical_type: { type: "DECIMAL", precision: 18, scale: digits },
  }),
  bytes: () => ({ type: "BYTE_ARRAY" }),
};

export const columnsOf = <Row extends z.ZodObject>(table: Table<Row>): [string, ColumnKind][] =>
  Object.entries<ColumnKind>(table.columns);

/** The schema of a file: columns in the table's order; one whose row schema takes null is optional. */
export const parquetSchemaOf = <Row extends z.ZodObject>(table: Table<Row>, moneyDigits: number): SchemaElement[] => {
  const columns = columnsOf(table);
  return [
    { name: "root", num_children: columns.length },
    ...columns.map(([name, kind]): SchemaElement => {
      const mayBeNull = table.row.shape[name]?.safeParse(null).success ?? false;
      return { name, repetition_type: mayBeNull ? "OPTIONAL" : "REQUIRED", ...elements[kind](moneyDigits) };
    }),
  ];
};
