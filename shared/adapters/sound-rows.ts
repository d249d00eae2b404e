import * as z from "zod";
import type { Table } from "../model/table.ts";

/** Values of a column that are remembered: columns with more are asked about each. */
const MOST_KNOWN = 1_000;

/**
 * Whether rows are such as their table's schema gives back the way they are, told from their values: a column has few, and what its
 * schema said of one holds for the next. What is said of the others, the schema of the row says.
 */
export const soundRowsOf = <Row extends z.ZodObject>({ row: schema }: Table<Row>) => {
  const columns = Object.entries(schema.shape).map(([name, value]) => [name, soundValuesOf(value)] as const);
  const isOfValues = (schema.def.checks ?? []).length === 0;
  return (rows: readonly Record<string, unknown>[]): rows is z.infer<Row>[] =>
    isOfValues && rows.every((row) => columns.every(([name, isSound]) => isSound(row[name])));
};

const soundValuesOf = (schema: z.core.$ZodType): ((value: unknown) => boolean) => {
  const known = new Set<unknown>();
  return (value) => {
    if (known.has(value)) return true;
    const parsed = z.safeParse(schema, value);
    if (!parsed.success || !Object.is(parsed.data, value)) return false;
    if (known.size < MOST_KNOWN && (value === null || typeof value !== "object")) known.add(value);
    return true;
  };
};
