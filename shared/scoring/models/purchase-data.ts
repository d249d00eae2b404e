import type { Cells } from "../summaries/cells.ts";

/** Model time is in weeks; cells count days. */
export const DAYS_PER_WEEK = 7;

/**
 * Cells as the likelihoods of the purchase models read them. Every gamma and beta function of theirs is a product over
 * purchases, so that only `moreThan` and sums per T are needed; single cells matter for the chance of having left alone.
 */
export type PurchaseData = {
  readonly cells: Cells;
  /** Cells from `starts[i]` up to `starts[i + 1]` have x = `runs[i]`. */
  readonly runs: readonly number[];
  readonly starts: readonly number[];
  readonly customers: number;
  /** Sum of x. */
  readonly repeats: number;
  /** Customers with x > j, at j. */
  readonly moreThan: Float64Array;
  /** Customers, and sum of their x, by T in days. */
  readonly customersByAge: Float64Array;
  readonly repeatsByAge: Float64Array;
  /** Days in one unit of model time: 7 for weeks. */
  readonly daysPerUnit: number;
};

export const toPurchaseData = (cells: Cells, daysPerUnit = DAYS_PER_WEEK): PurchaseData => {
  const mostRepeats = cells.repeats[cells.length - 1] ?? 0;
  const oldest = cells.ageDays.reduce((a, b) => Math.max(a, b), 0);
  const moreThan = new Float64Array(mostRepeats + 1);
  const customersByAge = new Float64Array(oldest + 1);
  const repeatsByAge = new Float64Array(oldest + 1);
  const runs: number[] = [];
  const starts: number[] = [];
  for (let i = 0; i < cells.length; i++) {
    const x = cells.repeats[i] ?? 0;
    const age = cells.ageDays[i] ?? 0;
    const n = cells.count[i] ?? 0;
    if (x !== runs.at(-1)) {
      runs.push(x);
      starts.push(i);
    }
    moreThan[x] = (moreThan[x] ?? 0) + n;
    customersByAge[age] = (customersByAge[age] ?? 0) + n;
    repeatsByAge[age] = (repeatsByAge[age] ?? 0) + n * x;
  }
  starts.push(cells.length);
  const { customers, repeats } = countDown(moreThan);
  return { cells, runs, starts, customers, repeats, moreThan, customersByAge, repeatsByAge, daysPerUnit };
};

/** The first of every `n` cells, as they are. */
export const everyNthCell = (cells: Cells, n: number): Cells => {
  const length = Math.ceil(cells.length / n);
  const every = <Column extends Int32Array | Float64Array>(from: Column, to: Column): Column => {
    for (let i = 0; i < length; i++) to[i] = from[i * n] ?? 0;
    return to;
  };
  return {
    length,
    repeats: every(cells.repeats, new Int32Array(length)),
    ageDays: every(cells.ageDays, new Int32Array(length)),
    recencyDays: every(cells.recencyDays, new Int32Array(length)),
    count: every(cells.count, new Float64Array(length)),
  };
};

/** Turns counts of x = j into counts of x > j, in place; gives the number of customers and of repeat purchases. */
const countDown = (counts: Float64Array): { customers: number; repeats: number } => {
  let above = 0;
  let repeats = 0;
  // Stryker disable next-line ArithmeticOperator: beyond the end of a typed array nothing is read or written
  for (let j = counts.length - 1; j >= 0; j--) {
    const here = counts[j] ?? 0;
    counts[j] = above;
    repeats += above;
    above += here;
  }
  return { customers: above, repeats };
};
