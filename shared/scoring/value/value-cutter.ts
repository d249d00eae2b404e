import { Histogram, magnitudeBucket } from "../summaries/histogram.ts";

/** Where the share of a value is full, seen from above: the bucket it happens in, and what lies above that bucket. */
type Boundary = {
  readonly at: number;
  readonly above: number;
  readonly customersAbove: number;
  readonly values: Histogram;
};

/** A share of all value, or of the value of those among whom nobody holds much of it by themselves. */
export type ValueShare = { readonly share: number; readonly of: "all" | "usual" };
/** Who alone holds more than so much of what all others hold, and so many times what the mean of them does, is no measure for them. */
const GREATEST_SHARE = 0.1;
const TIMES_MEAN = 20;
/** Among fewer customers nobody is left out: there each is a large part. */
const FEWEST_OTHERS = 20;

/** The fewest customers who together hold a share of all value, and the value of the least of them; null where nobody is needed. */
export type ValueCut = { readonly customers: number; readonly leastMinor: number | null };

/**
 * Finds the best customers who hold given shares of all value, in two rounds over the shop, exactly and in bounded memory:
 * first counts and sums by bucket of magnitude, then the values of the few buckets in which the shares are filled.
 * Whoever holds a tenth and more of what all others hold, and twenty times their mean, counts in shares of all alone: `usual` are the others.
 * Values are whole minor units, so sums are exact and neither order nor shards matter. Nothing and less than nothing counts as nothing.
 */
export class ValueCutter {
  readonly #shares: readonly ValueShare[];
  #counts = new Float64Array(0);
  #sums = new Float64Array(0);
  #customers = 0;
  #total = 0;
  /** Those who are left out of what is usual. */
  #beyond = { customers: 0, totalMinor: 0 };
  // Stryker disable next-line ArrayDeclaration: made between the rounds, before anybody looks
  #boundaries: readonly (Boundary | undefined)[] = [];

  constructor(shares: readonly ValueShare[]) {
    this.#shares = shares;
  }

  /** Customers of round one, and what they are worth together. */
  get customers(): number {
    return this.#customers;
  }
  get totalMinor(): number {
    return this.#total;
  }

  /** Those of them who hold too much by themselves; known between the rounds. */
  get beyond(): { readonly customers: number; readonly totalMinor: number } {
    return this.#beyond;
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
    const usualFrom = this.#leaveOutBeyond();
    this.#boundaries = this.#shares.map(({ share, of }) => {
      let [above, customersAbove] = [0, of === "usual" ? this.#beyond.customers : 0];
      let found: Boundary | undefined;
      const top = of === "usual" ? usualFrom : this.#sums.length - 1;
      for (let at = top; at > 0 && above < share * this.#totalOf(of); at--) {
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
    return this.#shares.map(({ share, of }, i) => {
      const target = share * this.#totalOf(of);
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

  #totalOf(of: ValueShare["of"]): number {
    return of === "all" ? this.#total : this.#total - this.#beyond.totalMinor;
  }

  /** Goes down from the greatest value for as long as it holds too much, and gives the bucket of the first that does not. */
  #leaveOutBeyond(): number {
    let [customers, totalMinor] = [0, 0];
    let at = this.#sums.length - 1;
    for (; at > 0; at--) {
      const here = this.#counts[at] ?? 0;
      if (here === 0) continue;
      const sum = this.#sums[at] ?? 0;
      const others = this.#total - totalMinor - sum;
      const otherCustomers = this.#customers - customers - here;
      if (otherCustomers < FEWEST_OTHERS || others <= 0) break;
      if (sum / here <= Math.max(GREATEST_SHARE, TIMES_MEAN / otherCustomers) * others) break;
      customers += here;
      totalMinor += sum;
    }
    this.#beyond = { customers, totalMinor };
    return at;
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
