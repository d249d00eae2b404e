import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import { daysSilent } from "./days-silent.ts";

/** What a rule and a day limit that predict equally many customers to buy got right. */
export type SameShareComparison = {
  readonly customers: number;
  readonly buyers: number;
  readonly predicted: number;
  /** Customers predicted to buy who did; of the day limit with a fraction, where its last day is taken in part. */
  readonly hits: number;
  readonly hitsOfLimit: number;
  /** (hits - hitsOfLimit) in standard errors: McNemar's statistic over buyers whom the two judge differently. */
  readonly standardErrors: number;
};

/**
 * Compares a rule with the day limit ("silent for fewer than N days") that predicts exactly as many customers to buy. There is
 * one such limit; where whole days cannot give the share, the customers of the last day count in part, each with the same
 * weight, which is what drawing among them gives on average.
 * Predicting equally many, the one with more hits has both the lower error rate and the lower omission rate.
 * Source of the test: McNemar (1947), Psychometrika 12; weights between 0 and 1 in place of yes and no.
 */
export const compareAtSameShare = (
  heldBack: HeldBackCells,
  predicts: (cell: number) => boolean,
): SameShareComparison => {
  const { length, count, nextDay } = heldBack;
  const silence = daysSilent(heldBack);
  const rule = new Uint8Array(length).map((_, i) => (predicts(i) ? 1 : 0));
  const sum = { customers: 0, buyers: 0, predicted: 0, hits: 0 };
  for (let i = 0; i < length; i++) {
    const n = count[i] ?? 0;
    const buyers = nextDay[i] === 0 ? 0 : n;
    sum.customers += n;
    sum.buyers += buyers;
    if (rule[i] === 0) continue;
    sum.predicted += n;
    sum.hits += buyers;
  }
  const weightOfDay = weightsByDay(silence, count, sum.predicted);
  let hitsOfLimit = 0;
  let variance = 0;
  for (let i = 0; i < length; i++) {
    if (nextDay[i] === 0) continue;
    const weight = weightOfDay[silence[i] ?? 0] ?? 0;
    const n = count[i] ?? 0;
    hitsOfLimit += weight * n;
    variance += n * ((rule[i] ?? 0) - weight) ** 2;
  }
  // Parts of the last day may add up to a hair more than all there is.
  hitsOfLimit = Math.min(hitsOfLimit, sum.predicted, sum.buyers);
  const standardErrors = variance === 0 ? 0 : (sum.hits - hitsOfLimit) / Math.sqrt(variance);
  return { ...sum, hitsOfLimit, standardErrors };
};

/** How much of each day of silence is taken, shortest first, until `wanted` customers are. */
const weightsByDay = (silence: Int32Array, count: Float64Array, wanted: number): Float64Array => {
  const longest = silence.reduce((a, b) => Math.max(a, b), 0);
  const customers = new Float64Array(longest + 1);
  for (let i = 0; i < silence.length; i++)
    customers[silence[i] ?? 0] = (customers[silence[i] ?? 0] ?? 0) + (count[i] ?? 0);
  let left = wanted;
  return customers.map((n) => {
    const taken = Math.min(n, left);
    left -= taken;
    return n === 0 ? 0 : taken / n;
  });
};
