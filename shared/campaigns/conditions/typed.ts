import type { CustomerRow } from "../../model/customer-row.ts";
import type { Day } from "../../model/time.ts";
import type { Span } from "./mistakes.ts";

/** What a night knows beside a customer's row: its as-of day, and how many minor units make a unit of the shop's money. */
export type ConditionNight = {
  readonly asOf: Day;
  /** The same in days since 1970-01-01. */
  readonly asOfEpochDay: number;
  readonly minorPerMajor: number;
};

/** What a part of a condition is for one customer; null: not known. */
export type Value<Kind> = (row: CustomerRow, night: ConditionNight) => Kind | null;

/** What is true of everything in a condition that has a value. */
type OfEvery = {
  /** Why it may not be known: columns that may be empty, and where it is divided by 0. Nothing where it is always known. */
  readonly unknown: readonly string[];
  /** The column that it is. */
  readonly column?: keyof CustomerRow;
};

/** Columns that are known where this is true, and where it is false. */
export type Facts = ReadonlySet<string>;
export const noFacts: Facts = new Set();

/** Both are included; absent: without an end. */
export type Within = { readonly least?: number; readonly most?: number };

export type NumberValue = OfEvery & {
  readonly type: "number";
  readonly of: Value<number>;
  readonly constant?: number;
  readonly neverZero?: boolean;
  /** Between which numbers it lies, where that is known. */
  readonly within?: Within;
};
export type TextValue = OfEvery & {
  readonly type: "text";
  readonly of: Value<string>;
  readonly constant?: string;
  /** All that it may be. */
  readonly among?: readonly string[];
};
/** In days since 1970-01-01. */
export type DayValue = OfEvery & { readonly type: "day"; readonly of: Value<number> };
export type YesNo = OfEvery & {
  readonly type: "yes-no";
  readonly of: Value<boolean>;
  readonly ifTrue: Facts;
  readonly ifFalse: Facts;
};

/** A part of a condition, of its type, and what makes its value. */
export type Typed = NumberValue | TextValue | DayValue | YesNo;

/** One side of an operator: what stands there, and its value. */
export type Side = { readonly at: Span; readonly value: Typed };
export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

export const typeWords: Readonly<Record<Typed["type"], string>> = {
  number: "a number",
  text: "text",
  day: "a day",
  "yes-no": "a yes or no",
};

/** Both names lists, each name once. */
export const both = (a: OfEvery, b: OfEvery): readonly string[] =>
  a.unknown.length === 0 ? b.unknown : [...new Set([...a.unknown, ...b.unknown])];

export const yesNo = (of: Value<boolean>): YesNo => ({
  type: "yes-no",
  of,
  unknown: [],
  ifTrue: noFacts,
  ifFalse: noFacts,
});
