import type { CustomerRow } from "../../shared/model/customer-row.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import type { PreviousScore } from "../../shared/model/previous-score.ts";
import type { SummaryRow } from "../../shared/model/summary-row.ts";
import type { CustomerScore } from "../../shared/scoring/customer-score.ts";

/** One number about a customer: its value, the formula it comes from, and what went into that formula. */
export type Evidence = {
  /** The column of `customers.csv`. */
  name: string;
  /** What the column says, as report and documentation have it. */
  says: string;
  /** As the file's cell has it, money as a decimal; null for an empty cell. */
  value: number | string | null;
  /** All digits, where the file's cell is rounded to what they mean. */
  exact?: number;
  /** How it is computed; where that is a rule and no sum, the column's own sentence. */
  formula: string;
  from: Readonly<Record<string, unknown>>;
  /** Models that it rests on besides: their parameters stand once for all numbers (`models-behind.ts`). */
  uses?: readonly ("purchase model" | "spend model")[];
  /** What the rule in force was proved on: a sentence, and all its figures. */
  proof?: Proof;
  /** What the night's file has, where that is another value. */
  filed?: number | string | null;
};

export type Proof = { sentence: string; figures: unknown };

/** What is known of one customer on one night. */
export type Facts = {
  readonly summary: SummaryRow;
  readonly row: CustomerRow;
  readonly model: ModelFile;
  /** What lies behind the row: values not rounded, and the measure of silence. */
  readonly score: CustomerScore;
  /** What the night took for yesterday's scores. */
  readonly before: PreviousScore | undefined;
  /** The row of the night a week before, that the early warning compares with. */
  readonly weekBefore: Pick<CustomerRow, "repeat_score" | "last_order_on" | "value_class" | "value_band"> | undefined;
};

export type Ground = Pick<Evidence, "from" | "uses" | "proof"> & Partial<Pick<Evidence, "formula">>;
/** How columns of a row come about. */
export type Grounds<Column extends keyof CustomerRow> = { readonly [Name in Column]: (facts: Facts) => Ground };

const DAYS_PER_WEEK = 7;

/** A customer's history as the models read it: time in weeks. */
export const historyOf = ({
  repeats,
  recency_days,
  age_days,
}: Pick<SummaryRow, "repeats" | "recency_days" | "age_days">) => ({
  x: repeats,
  t_x_weeks: recency_days / DAYS_PER_WEEK,
  T_weeks: age_days / DAYS_PER_WEEK,
});
