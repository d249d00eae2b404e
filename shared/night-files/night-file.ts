import type { z } from "zod";
import type { keptFiles } from "../model/kept-files.ts";
import type { Table } from "../model/table.ts";

/** The states of a night, as ADR 1 names them, and `compare` (ADR 14). */
type NightStep = "plan" | "compare" | "summarise" | "fit" | "score" | "join" | "publish" | "notify" | "close";
/** Who opens a file: a state of its own night, an hour of its post, a later night, an erasure, `rouse explain`, or marketing. */
type NightFileReader = NightStep | "open-post" | "later-night" | "erasure" | "explain" | "marketing";

/**
 * How a person is erased from a file. `rows`: those of the table whose columns name them. `list`: entries of a JSON array
 * whose field names them. `whole`: the file goes, for nobody needs it once its night has ended. `remade`: it is made again from the
 * rows that it stands beside, when they have lost somebody. `nobody`: no person is in it.
 */
type Erasure =
  | { readonly how: "rows"; readonly customerId?: string; readonly email?: string }
  | { readonly how: "list"; readonly customerId: string }
  | { readonly how: "whole" }
  | { readonly how: "remade" }
  | { readonly how: "nobody" };

export type ErasedByRows = Extract<Erasure, { how: "rows" }>;

type NightFileContent =
  | { readonly format: "parquet"; readonly table: Table<z.ZodObject> }
  | { readonly format: "csv"; readonly columns: readonly string[] }
  | { readonly format: "json"; readonly schema: z.ZodType }
  | { readonly format: "hashes" }
  | { readonly format: "html" };

/** One kind of file of a night. */
export type NightFile = {
  readonly key: { readonly template: string; readonly matches: (key: string) => boolean };
  readonly content: NightFileContent;
  readonly erasure: Erasure;
  readonly writtenBy: NightStep;
  readonly readBy: readonly NightFileReader[];
  /** Where it lies and for how long; undefined: it stays, for it is replaced every night. */
  readonly kept: keyof typeof keptFiles | undefined;
};

/** Columns that name a person. */
type Naming = "customer_id" | "email";
/** A table with such a column says that its rows are erased by every one it has, or that the file goes whole: anything else does not compile. */
type ErasureOf<Column extends string> = [Extract<Column, Naming>] extends [never]
  ? { how: "nobody" }
  :
      | { how: "whole" }
      | ({ how: "rows" } & ("customer_id" extends Column ? { customerId: "customer_id" } : unknown) &
          ("email" extends Column ? { email: "email" } : unknown));

export const parquetOf = <Row extends z.ZodObject>(
  table: Table<Row>,
  erasure: ErasureOf<keyof z.output<Row> & string>,
) => ({ content: { format: "parquet", table }, erasure }) as const;

export const csvOf = <const Column extends string>(columns: readonly Column[], erasure: ErasureOf<Column>) =>
  ({ content: { format: "csv", columns }, erasure }) as const;

/** A list of what customers are named in says by which field they are; anything else does not compile. */
type ErasureOfJson<Value> = Value extends readonly (infer Entry)[]
  ? "customerId" extends keyof Entry
    ? { how: "list"; customerId: "customerId" }
    : { how: "nobody" }
  : { how: "nobody" };

export const jsonOf = <Schema extends z.ZodType>(schema: Schema, erasure: ErasureOfJson<z.output<Schema>>) =>
  ({ content: { format: "json", schema }, erasure }) as const;
