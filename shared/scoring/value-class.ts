import type { ValueClass } from "../model/customer.ts";
import type { ValueClassRule } from "../model/model-file.ts";
import { Histogram, magnitudeBucket } from "./histogram.ts";

/** Shares of all value: `a` of it is class A's, the next `b` class B's, the rest class C's. */
export type ValueShares = { readonly a: number; readonly b: number };

/** The bucket in which a cut lies, and the sum of all value above it. */
type Boundary = { readonly at: number; readonly above: number; readonly values: Histogram };

/**
 * Cuts customers into A, B and C by cumulative share of value, in two rounds over the shop, in bounded memory and exactly:
 * first counts and sums by bucket of magnitude, then the values of the two buckets in which the cuts lie.
 * Values are whole minor units, so sums are exact and neither order nor shards matter. Nothing and less than nothing is class C.
 *
 * A value is in class A if all greater values together are less than the share `a` of the total: equal values, equal class.
 */
export class ValueClassCutter {
  readonly #shares: ValueShares;
  readonly #sums = new Histogram();
  #exact: readonly (Boundary | undefined)[] = [];
  #targets: readonly number[] = [];

  constructor(shares: ValueShares) {
    this.#shares = shares;
  }

  /** Round one, every customer's value in whole minor units. */
  count(valueMinor: number): void {
    if (valueMinor > 0) this.#sums.add(magnitudeBucket(valueMinor), valueMinor);
  }

  /** Between the rounds: finds the bucket of each cut, the last one (from above) that begins before its share is full. */
  startRoundTwo(): void {
    const { a, b } = this.#shares;
    this.#targets = [a, a + b].map((share) => share * this.#sums.total);
    this.#exact = this.#targets.map((target) => {
      let above = 0;
      let found: Boundary | undefined;
      for (const [at, sum] of this.#sums.sorted().reverse()) {
        if (above < target) found = { at, above, values: new Histogram() };
        above += sum;
      }
      return found;
    });
  }

  /** Round two, every customer again. */
  countExactly(valueMinor: number): void {
    if (!(valueMinor > 0)) return;
    const bucket = magnitudeBucket(valueMinor);
    for (const boundary of this.#exact) if (boundary?.at === bucket) boundary.values.add(valueMinor, valueMinor);
  }

  /** The least value of A, and of B; null where there is no value at all. */
  cuts(): ValueClassRule["cutsMinor"] {
    const [a = null, b = null] = this.#exact.map((boundary, i) => {
      let sum = boundary?.above ?? 0;
      let cut: number | null = null;
      for (const [value, total] of boundary?.values.sorted().reverse() ?? []) {
        if (sum >= (this.#targets[i] ?? 0)) break;
        cut = value;
        sum += total;
      }
      return cut;
    });
    return { a, b };
  }
}

/** Class of a value in minor units, rounded as it was when the cuts were made. */
export const valueClassOf = (valueMinor: number, { cutsMinor: { a, b } }: ValueClassRule): ValueClass => {
  const value = Math.round(valueMinor);
  if (a !== null && value >= a) return "A";
  return b !== null && value >= b ? "B" : "C";
};
