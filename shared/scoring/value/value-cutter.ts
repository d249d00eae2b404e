import { Histogram, magnitudeBucket } from "../summaries/histogram.ts";

/** Where the share of a value is full, seen from above: the bucket it happens in, and what lies above that bucket. */
type Boundary = {
  readonly at: number;
  readonly above: number;
  readonly customersAbove: number;
  readonly values: Histogram;
};

/** The fewest customers who together hold a share of all value, and the value of the least of them; null where nobody is needed. */
export type ValueCut = { readonly customers: number; readonly leastMinor: number | null };

/**
 * Finds the best customers who hold given shares of all value, in two rounds over the shop, exactly and in bounded memory:
 * first counts and sums by bucket of magnitude, then the values of the few buckets in which the shares are filled.
 * Values are whole minor units, so sums are exact and neither order nor shards matter. Nothing and less than nothing counts as nothing.
 */
export class ValueCutter {
  readonly #shares: readonly number[];
  #counts = new Float64Array(0);
  #sums = new Float64Array(0);
  #customers = 0;
  #total = 0;
  // Stryker disable next-line ArrayDeclaration: made between the rounds, before anybody looks
  #boundaries: readonly (Boundary | undefined)[] = [];

  constructor(shares: readonly number[]) {
    this.#shares = shares;
  }

  /** Customers of round one, and what they are worth together. */
  get customers(): number {
    return this.#customers;
  }
  get totalMinor(): number {
    return this.#total;
  }

  /** Round one, every customer's value in whole minor units; equal ones may come together. */
  count(valueMinor: number, customers = 1): void {
    this.#customers += customers;
    // Stryker disable next-line EqualityOperator: who is worth nothing adds nothing
    if (!(valueMinor > 0)) return;
    const bucket = magnitudeBucket(valueMinor);
    if (bucket >= this.#counts.length) this.#grow(bucket);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + customers;
    this.#sums[bucket] = (this.#sums[bucket] ?? 0) + customers * valueMinor;
    this.#total += customers * valueMinor;
  }

  /** Between the rounds: finds the bucket of each share, the last one (from above) that begins before the share is full. */
  startRoundTwo(): void {
    this.#boundaries = this.#shares.map((share) => {
      let [above, customersAbove] = [0, 0];
      let found: Boundary | undefined;
      for (let at = this.#sums.length - 1; at > 0 && above < share * this.#total; at--) {
        const sum = this.#sums[at] ?? 0;
        if (sum > 0) found = { at, above, customersAbove, values: new Histogram() };
        above += sum;
        customersAbove += this.#counts[at] ?? 0;
      }
      return found;
    });
  }

  /** Round two, every customer again. */
  countExactly(valueMinor: number, customers = 1): void {
    const bucket = magnitudeBucket(valueMinor);
    for (const boundary of this.#boundaries) if (boundary?.at === bucket) boundary.values.add(valueMinor, customers);
  }

  /** One cut for each share, in their order. */
  cuts(): ValueCut[] {
    return this.#shares.map((share, i) => {
      const target = share * this.#total;
      const boundary = this.#boundaries[i];
      if (boundary === undefined) return { customers: 0, leastMinor: null };
      let { above: sum, customersAbove: customers } = boundary;
      let leastMinor: number | null = null;
      for (const [value, equals] of boundary.values.sorted().reverse()) {
        if (sum >= target) break;
        leastMinor = value;
        const needed = Math.min(equals, Math.ceil((target - sum) / value));
        customers += needed;
        sum += needed * value;
      }
      return { customers, leastMinor };
    });
  }

  #grow(bucket: number): void {
    const counts = new Float64Array(Math.max(bucket + 1, 2 * this.#counts.length));
    const sums = new Float64Array(counts.length);
    counts.set(this.#counts);
    sums.set(this.#sums);
    this.#counts = counts;
    this.#sums = sums;
  }
}
