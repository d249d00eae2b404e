import type { Rating } from "../../model/scorecard.ts";
import type { RankedCustomers } from "./rank-held-back.ts";

type Tenth = NonNullable<Rating["tenths"]>[number];

/**
 * Calibration by tenth of customers, lowest chance first: what was predicted of each on average, and what it did.
 * The k-th tenth ends with customer floor(1 + k (n - 1)/10), as deciles by linear interpolation do; where that cuts through
 * customers of equal score, each side gets its share of them. Under ten customers some tenths are empty, and left out.
 * Only for scores that rise with chances.
 */
export const calibrationTenths = (ranked: RankedCustomers): Tenth[] => {
  const customers = ranked.customers.reduce((sum, n) => sum + n, 0);
  const tenths: Tenth[] = [];
  let rank = 0;
  let used = 0;
  let start = 0;
  for (let k = 1; k <= 10; k++) {
    const end = Math.floor(1 + (k * (customers - 1)) / 10);
    let left = end - start;
    let chances = 0;
    let buyers = 0;
    // Stryker disable next-line ConditionalExpression,EqualityOperator: counts are whole, and end with the last tenth
    while (left > 0 && rank < ranked.length) {
      const here = ranked.customers[rank] ?? 0;
      const taken = Math.min(left, here - used);
      chances += (taken / here) * (ranked.chances[rank] ?? 0);
      buyers += (taken / here) * (ranked.buyers[rank] ?? 0);
      left -= taken;
      used += taken;
      if (used < here) continue;
      rank += 1;
      used = 0;
    }
    if (end > start) tenths.push(tenthOf(end - start, chances, buyers));
    start = end;
  }
  return tenths;
};

/** Expected calibration error: the customer-weighted mean distance of predicted and actual share. null for nobody. */
export const calibrationError = (tenths: readonly Tenth[]): number | null => {
  let customers = 0;
  let off = 0;
  for (const tenth of tenths) {
    customers += tenth.customers;
    off += tenth.customers * Math.abs(tenth.predicted - tenth.actual);
  }
  return customers > 0 ? off / customers : null;
};

/** Sums of shares may end a rounding error above 1. */
const tenthOf = (customers: number, chances: number, buyers: number): Tenth => ({
  customers,
  predicted: Math.min(1, chances / customers),
  actual: Math.min(1, buyers / customers),
});
