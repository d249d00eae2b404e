/**
 * Counts by integer key: exact, merged by adding, the same whatever the order.
 * Serves R in days, F in orders, and M and CLV in buckets of their magnitude (numerics: the two-round exact quintile).
 */
export class Histogram {
  readonly #counts = new Map<number, number>();
  #total = 0;

  static from(entries: Iterable<readonly [key: number, count: number]>): Histogram {
    const histogram = new Histogram();
    for (const [key, count] of entries) histogram.add(key, count);
    return histogram;
  }

  add(key: number, count = 1): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
    this.#total += count;
  }

  merge(other: Histogram): void {
    for (const [key, count] of other.#counts) this.add(key, count);
  }

  get total(): number {
    return this.#total;
  }

  /** Keys in rising order with their counts. */
  sorted(): [key: number, count: number][] {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }
}

const BUCKETS_PER_OCTAVE = 1024;

/**
 * Bucket of an amount in minor units: sign, binary exponent and ten bits of mantissa, so that a bucket is at most 0.1 % wide.
 * Rises with the amount: amounts in different buckets are in the buckets' order. 0 for amounts under one minor unit.
 */
export const magnitudeBucket = (amountMinor: number): number => {
  const size = Math.abs(amountMinor);
  if (size < 1) return 0;
  const exponent = Math.floor(Math.log2(size));
  // log2 may round up to the next integer just below a power of two; the exact power decides.
  const octave = 2 ** exponent > size ? exponent - 1 : exponent;
  const bucket = 1 + octave * BUCKETS_PER_OCTAVE + Math.floor((size / 2 ** octave - 1) * BUCKETS_PER_OCTAVE);
  return amountMinor < 0 ? -bucket : bucket;
};
