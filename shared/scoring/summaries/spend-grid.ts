import { VarintReader, VarintWriter } from "../../stats/varint.ts";
import type { PurchaseDay } from "./purchase-days.ts";

/** Steps of amounts, in logarithms: within one they differ by a quarter, far less than one customer's purchases do. */
const LOG_STEP = 0.25;
/** Bins of an amount that numbers can say are fewer. */
const BINS = 256;

/** 0 for nothing or less; else the step of an amount's logarithm, from 1 for one minor unit on. */
const binOf = (amountMinor: number): number => (amountMinor > 0 ? 1 + Math.round(Math.log(amountMinor) / LOG_STEP) : 0);
const amountOf = (bin: number): number => (bin > 0 ? Math.exp((bin - 1) * LOG_STEP) : 0);

/** Customers who at a past cut had spent alike, and what they did since. */
export type SpendGridCell = {
  /** x at the cut. */
  readonly repeats: number;
  /** Middle of the step that their first purchase day's net value lies in, and of the mean of their repeat days; minor units. */
  readonly firstMinor: number;
  readonly meanRepeatMinor: number;
  readonly customers: number;
  /** Purchase days since, within the horizon, of those among them who bought, and their net value. */
  readonly buyers: number;
  readonly purchases: number;
  readonly netMinor: number;
};

type Counts = { customers: number; buyers: number; purchases: number; netMinor: number };

/**
 * What a model of spend is learned from at a past cut, and judged by since: customers by (x, first day's net value, mean of repeat
 * days), amounts in steps of a quarter. Mergeable counts, at most a few ten thousand of a shop of any size. Not a value: `add` changes it.
 */
export class SpendGrid {
  readonly #cells = new Map<number, Counts>();

  /** Counts a customer who had bought by `cutDay`, and what came in the `horizonDays` after it. Days must rise. */
  add(days: readonly PurchaseDay[], cutDay: number, horizonDays: number): void {
    const [first] = days;
    if (first === undefined || first.day > cutDay) return;
    let [repeats, repeatMinor, purchases, netMinor] = [-1, -first.netMinor, 0, 0];
    for (const { day, netMinor: ofDay } of days) {
      if (day > cutDay + horizonDays) break;
      if (day <= cutDay) {
        repeats += 1;
        repeatMinor += ofDay;
      } else {
        purchases += 1;
        netMinor += ofDay;
      }
    }
    const key = keyOf(repeats, binOf(first.netMinor), repeats === 0 ? 0 : binOf(repeatMinor / repeats));
    this.#count(key, { customers: 1, buyers: purchases > 0 ? 1 : 0, purchases, netMinor });
  }

  /** In rising order of x, first day's and mean value. */
  *cells(): Generator<SpendGridCell> {
    for (const [key, counts] of this.#sorted()) {
      const [repeats, first, mean] = partsOf(key);
      yield { repeats, firstMinor: amountOf(first), meanRepeatMinor: amountOf(mean), ...counts };
    }
  }

  /** About 6 bytes a cell: steps of the key, customers, buyers, and of these purchases and signed net value. */
  encode(): Uint8Array {
    const writer = new VarintWriter();
    let before = 0;
    for (const [key, { customers, buyers, purchases, netMinor }] of this.#sorted()) {
      writer.unsigned(key - before);
      writer.unsigned(customers);
      writer.unsigned(buyers);
      if (buyers > 0) {
        writer.unsigned(purchases);
        writer.signed(netMinor);
      }
      before = key;
    }
    return writer.toBytes();
  }

  /** Adds what `encode` wrote. Throws a RangeError for damaged bytes. */
  merge(bytes: Uint8Array): void {
    const reader = new VarintReader(bytes);
    let key = 0;
    while (!reader.done) {
      key += reader.unsigned();
      const customers = reader.unsigned();
      const buyers = reader.unsigned();
      const [purchases, netMinor] = buyers > 0 ? [reader.unsigned(), reader.signedSum()] : [0, 0];
      this.#count(key, { customers, buyers, purchases, netMinor });
    }
  }

  #count(key: number, { customers, buyers, purchases, netMinor }: Counts): void {
    const counts = this.#cells.get(key);
    if (counts === undefined) {
      this.#cells.set(key, { customers, buyers, purchases, netMinor });
      return;
    }
    counts.customers += customers;
    counts.buyers += buyers;
    counts.purchases += purchases;
    counts.netMinor += netMinor;
  }

  #sorted(): [number, Counts][] {
    return [...this.#cells].sort(([a], [b]) => a - b);
  }
}

const keyOf = (repeats: number, first: number, mean: number): number => (repeats * BINS + first) * BINS + mean;
const partsOf = (key: number): [repeats: number, first: number, mean: number] => {
  const amounts = Math.floor(key / BINS);
  return [Math.floor(amounts / BINS), amounts % BINS, key % BINS];
};
