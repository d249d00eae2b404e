import * as z from "zod";
import { type CustomerRow, customerRowSchema, customerTable } from "../../model/customer-row.ts";
import type { ColumnKind } from "../../model/table.ts";
import { toEpochDay } from "../../scoring/summaries/epoch-day.ts";
import type { Typed, Within } from "./typed.ts";

type Column = keyof CustomerRow;

/** What own segments made of a row: `in_segment` asks for it. */
const MADE_OF_CONDITIONS: ReadonlySet<string> = new Set(["segments", "segments_since"]);

const isColumn = (name: string): name is Column =>
  Object.hasOwn(customerRowSchema.shape, name) && !MADE_OF_CONDITIONS.has(name);

/** A column as conditions see it: its type from the table, whether it may be empty, and what it may hold where that is a few words. */
const valueIn = (column: Column): Typed | undefined => {
  const schema = customerRowSchema.shape[column];
  const unknown = schema.safeParse(null).success ? [column] : [];
  const kind = customerTable.columns[column];
  return kind && typedBy(kind, { column, unknown }, schema);
};

type OfColumn = { readonly column: Column; readonly unknown: readonly string[] };

const typedBy = (kind: ColumnKind, of: OfColumn, schema: z.ZodType): Typed | undefined => {
  const { column } = of;
  switch (kind) {
    case "text": {
      const among = wordsOf(schema);
      return { type: "text", of: (row) => textIn(row[column]), ...of, ...(among && { among }) };
    }
    case "integer":
    case "number":
      return {
        type: "number",
        of: (row) => numberIn(row[column]),
        ...of,
        neverZero: !schema.safeParse(0).success,
        within: withinOf(schema),
      };
    case "money":
      return { type: "number", of: (row, night) => inMajor(numberIn(row[column]), night.minorPerMajor), ...of };
    case "day":
      return { type: "day", of: (row) => dayIn(row[column]), ...of };
    case "bytes":
      return undefined;
  }
};

const textIn = (value: string | number | null): string | null => (typeof value === "string" ? value : null);
const numberIn = (value: string | number | null): number | null => (typeof value === "number" ? value : null);
const dayIn = (value: string | number | null): number | null => (typeof value === "string" ? toEpochDay(value) : null);
/** The number that a decimal of the file stands for: 19.99 is 1999 hundredths, exactly as the condition writes it. */
const inMajor = (minor: number | null, minorPerMajor: number): number | null =>
  minor === null ? null : minor / minorPerMajor;

const withinOf = (schema: z.ZodType): Within => {
  const bare = schema instanceof z.ZodNullable ? schema.unwrap() : schema;
  if (!(bare instanceof z.ZodNumber)) return {};
  const { minValue: least, maxValue: most } = bare;
  return { ...(isBound(least) && { least }), ...(isBound(most) && { most }) };
};

/** A whole number has the ends of what a computer counts exactly, where it has no others. */
const isBound = (end: number | null): end is number => end !== null && Math.abs(end) < Number.MAX_SAFE_INTEGER;

const wordsOf = (schema: z.ZodType): readonly string[] | undefined => {
  const bare = schema instanceof z.ZodNullable ? schema.unwrap() : schema;
  if (!(bare instanceof z.ZodEnum)) return undefined;
  return bare.options.filter((option) => typeof option === "string");
};

/** Every column that a condition may name, by its name. */
export const columnValues: ReadonlyMap<string, Typed> = new Map(
  Object.keys(customerRowSchema.shape)
    .filter(isColumn)
    .flatMap((column) => {
      const value = valueIn(column);
      return value === undefined ? [] : [[column, value]];
    }),
);
