import { risingOrder } from "../../stats/rising-order.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import type { RuleScores } from "./rule-scores.ts";

/** Customers in rising order of a score, those of equal score as one rank: sums over each rank. */
export type RankedCustomers = {
  readonly length: number;
  readonly customers: Float64Array;
  /** Those who bought within the horizon. */
  readonly buyers: Float64Array;
  /** Sum of the chances that the rule gives; zeros where it gives none. */
  readonly chances: Float64Array;
  /** Net value within the horizon in minor units; a cell that gave more back than it paid counts as nothing. */
  readonly netMinor: Float64Array;
};

/** What customers did, by cell: how many there are, how many bought, and for what, in minor units. */
type Outcomes = { readonly count: Float64Array; readonly bought: Float64Array; readonly netMinor?: Float64Array };

/** Ranks customers of time held back by a rule. */
export const rankHeldBack = (cells: HeldBackCells, rule: RuleScores): RankedCustomers => {
  const bought = cells.count.map((customers, i) => (cells.nextDay[i] === 0 ? 0 : customers));
  return rankOutcomes({ count: cells.count, bought, netMinor: cells.netMinor }, rule);
};

/** Ranks customers by a rule. Ties are one rank, so that no order of customers or cells can tell in what is made of it. */
export const rankOutcomes = (
  { count, bought, netMinor }: Outcomes,
  { scores, chances }: Pick<RuleScores, "scores" | "chances">,
): RankedCustomers => {
  const order = risingOrder(scores);
  const ranks = distinctValues(scores, order);
  const out = {
    customers: new Float64Array(ranks),
    buyers: new Float64Array(ranks),
    chances: new Float64Array(ranks),
    netMinor: new Float64Array(ranks),
  };
  let last = -1;
  let score = Number.NaN;
  for (let k = 0; k < order.length; k++) {
    const i = order[k] ?? 0;
    const here = scores[i] ?? 0;
    const customers = count[i] ?? 0;
    if (here !== score) last += 1;
    score = here;
    out.customers[last] = (out.customers[last] ?? 0) + customers;
    if (chances !== undefined) out.chances[last] = (out.chances[last] ?? 0) + customers * (chances[i] ?? 0);
    out.buyers[last] = (out.buyers[last] ?? 0) + (bought[i] ?? 0);
    if (netMinor !== undefined) out.netMinor[last] = (out.netMinor[last] ?? 0) + Math.max(0, netMinor[i] ?? 0);
  }
  return { length: ranks, ...out };
};

const distinctValues = (values: Float64Array, order: Uint32Array): number => {
  let distinct = order.length === 0 ? 0 : 1;
  for (let k = 1; k < order.length; k++) {
    if (values[order[k] ?? 0] !== values[order[k - 1] ?? 0]) distinct += 1;
  }
  return distinct;
};

/**
 * Walks down from the highest rank until `customers` are taken, the last rank by the share of it that still fits:
 * buyers and net value among those taken, as expected if equals were taken by lot.
 */
export const takeHighest = (ranked: RankedCustomers, customers: number): { buyers: number; netMinor: number } => {
  let left = customers;
  let buyers = 0;
  let netMinor = 0;
  // Stryker disable next-line ArithmeticOperator,EqualityOperator: a rank beyond the last, or none of one, adds nothing
  for (let k = ranked.length - 1; k >= 0 && left > 0; k--) {
    const here = ranked.customers[k] ?? 0;
    const share = Math.min(1, left / here);
    buyers += share * (ranked.buyers[k] ?? 0);
    netMinor += share * (ranked.netMinor[k] ?? 0);
    left -= here;
  }
  return { buyers, netMinor };
};
