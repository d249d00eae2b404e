import { VarintReader, VarintWriter } from "../../stats/varint.ts";
import type { HeldBackCustomer } from "./held-back-of.ts";
import type { YearCells } from "./year-cells.ts";

/** A week: silence and age are graded by it. */
const DAYS = 7;

/** Least value of each grade: every whole number up to 8, then steps of a quarter, rounded down. */
const LEAST = ((): readonly number[] => {
  const least = [0];
  for (let from = 1; from < 2 ** 30; from = Math.max(from + 1, Math.floor((5 * from) / 4))) least.push(from);
  return least;
})();

/** What becomes of the customers of a cell; every part is an integer, so that sums hang on no order. */
type Sums = { customers: number; returned: number; repeats: number; silentDays: number; ageDays: number };

/**
 * Gathers customers, as known at a cut, into coarse cells by grades of x, silence and age: a few thousand at most, however many
 * customers there are, and of each no more than sums. Not a value: `add` and `merge` change it.
 */
export class YearCounter {
  readonly #cells = new Map<number, Sums>();

  add({ repeats, recencyDays, ageDays, nextDay }: HeldBackCustomer): void {
    const silentDays = ageDays - recencyDays;
    this.#sum(keyOf(repeats, silentDays, ageDays), {
      customers: 1,
      returned: nextDay === 0 ? 0 : 1,
      repeats,
      silentDays,
      ageDays,
    });
  }

  /** Cells in rising order of their grades: equal shops give equal bytes. */
  toBytes(): Uint8Array {
    const writer = new VarintWriter();
    let before = 0;
    for (const [key, { customers, returned, repeats, silentDays, ageDays }] of this.#inOrder()) {
      writer.unsigned(key - before);
      for (const sum of [customers, returned, repeats, silentDays, ageDays]) writer.unsigned(sum);
      before = key;
    }
    return writer.toBytes();
  }

  /** Adds what `toBytes` wrote. Throws a RangeError for damaged bytes. */
  merge(bytes: Uint8Array): void {
    const reader = new VarintReader(bytes);
    let key = 0;
    while (!reader.done) {
      key += reader.unsigned();
      const customers = reader.unsigned();
      const returned = reader.unsigned();
      if (customers === 0 || returned > customers)
        throw new RangeError(`a cell of ${customers} customers says that ${returned} of them returned`);
      const repeats = reader.unsigned();
      const silentDays = reader.unsigned();
      const ageDays = reader.unsigned();
      if (silentDays > ageDays) throw new RangeError("customers of a cell are silent for longer than they are known");
      this.#sum(key, { customers, returned, repeats, silentDays, ageDays });
    }
  }

  /** One entry a cell, with the means of its customers in whole days and purchases. */
  toCells(): YearCells {
    const cells = this.#inOrder();
    const column = (of: (sums: Sums) => number) => Int32Array.from(cells, ([, sums]) => of(sums));
    return {
      length: cells.length,
      customers: Float64Array.from(cells, ([, { customers }]) => customers),
      returned: Float64Array.from(cells, ([, { returned }]) => returned),
      repeats: column(({ repeats, customers }) => Math.round(repeats / customers)),
      recencyDays: column(
        ({ ageDays, silentDays, customers }) => Math.round(ageDays / customers) - Math.round(silentDays / customers),
      ),
      ageDays: column(({ ageDays, customers }) => Math.round(ageDays / customers)),
    };
  }

  #inOrder(): readonly (readonly [number, Sums])[] {
    return [...this.#cells].sort(([a], [b]) => a - b);
  }

  #sum(key: number, more: Sums): void {
    const sums = this.#cells.get(key);
    if (sums === undefined) {
      this.#cells.set(key, more);
      return;
    }
    sums.customers += more.customers;
    sums.returned += more.returned;
    sums.repeats += more.repeats;
    sums.silentDays += more.silentDays;
    sums.ageDays += more.ageDays;
  }
}

const keyOf = (repeats: number, silentDays: number, ageDays: number): number =>
  (gradeOf(repeats) * LEAST.length + gradeOf(Math.floor(ageDays / DAYS))) * LEAST.length +
  gradeOf(Math.floor(silentDays / DAYS));

/** Place of the last of `LEAST` that is not above the value. */
const gradeOf = (value: number): number => {
  let low = 0;
  let high = LEAST.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((LEAST[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  return low;
};
