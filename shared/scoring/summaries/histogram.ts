import { VarintReader, VarintWriter } from "../../stats/varint.ts";

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

/** A histogram as bytes, two to four a key: keys in rising order, the first signed, the others as steps, each with its count. */
export const encodeHistogram = (histogram: Histogram): Uint8Array => {
  const writer = new VarintWriter();
  let previous: number | undefined;
  for (const [key, count] of histogram.sorted()) {
    if (previous === undefined) writer.signed(key);
    else writer.unsigned(key - previous);
    writer.unsigned(count);
    previous = key;
  }
  return writer.toBytes();
};

/** Adds to `histogram` what `encodeHistogram` wrote. Throws a RangeError for damaged bytes. */
export const addEncodedHistogram = (histogram: Histogram, bytes: Uint8Array): void => {
  const reader = new VarintReader(bytes);
  for (let previous: number | undefined; !reader.done; ) {
    const key: number = previous === undefined ? reader.signed() : previous + reader.unsigned();
    histogram.add(key, reader.unsigned());
    previous = key;
  }
};

/** Bits of a double's upper half below those that a bucket is made of: 20 of mantissa there, of which ten count. */
const FINER_BITS = 10;
/** Upper half of 1, in buckets. */
const FIRST = 0x3ff00000 >> FINER_BITS;
const bits = new DataView(new ArrayBuffer(8));

/**
 * Bucket of an amount in minor units: sign, binary exponent and ten bits of mantissa, so that a bucket is at most 0.1 % wide.
 * Rises with the amount: amounts in different buckets are in the buckets' order. 0 for amounts under one minor unit.
 * Read off the number's own bits (IEEE 754), in a tenth of the time of a logarithm.
 */
export const magnitudeBucket = (amountMinor: number): number => {
  const size = Math.abs(amountMinor);
  if (!(size >= 1)) return 0;
  bits.setFloat64(0, size);
  const bucket = 1 + (bits.getInt32(0) >> FINER_BITS) - FIRST;
  return Math.sign(amountMinor) * bucket;
};
