import { VarintReader, VarintWriter } from "../../stats/varint.ts";
import type { HeldBackCustomer } from "./held-back-of.ts";
import type { YearCells, YearWaits } from "./year-cells.ts";

/** A week: silence and age are graded by it. */
const DAYS = 7;

/** Least value of each grade: every whole number at first, then steps of so great a share, rounded down. */
const leastBy = (step: number): readonly number[] => {
  const least = [0];
  for (let from = 1; from < 2 ** 30; from = Math.max(from + 1, Math.floor((1 + step) * from))) least.push(from);
  return least;
};
/** Grades of x, and of silence and age in weeks: whole numbers up to 8. */
const LEAST = leastBy(1 / 4);
/** Grades of the day of the next purchase: whole numbers up to 4. */
const LEAST_DAY = leastBy(1 / 2);

/** What becomes of the customers of a cell; every part is an integer, so that sums hang on no order. */
type Sums = { customers: number; returned: number; repeats: number; silentDays: number; ageDays: number };
/** The same of those who bought on days of one grade. */
type WaitSums = { customers: number; repeats: number; ageDays: number };

/**
 * Gathers customers, as known at a cut, into coarse cells by grades of x, silence and age: a few thousand at most, however many
 * customers there are, and of each no more than sums. Not a value: `add` and `merge` change it.
 */
export class YearCounter {
  readonly #cells = new Map<number, Sums>();
  readonly #waits = new Map<number, WaitSums>();

  add({ repeats, recencyDays, ageDays, nextDay }: HeldBackCustomer): void {
    const silentDays = ageDays - recencyDays;
    this.#sum(keyOf(repeats, silentDays, ageDays), {
      customers: 1,
      returned: nextDay === 0 ? 0 : 1,
      repeats,
      silentDays,
      ageDays,
    });
    if (nextDay > 0) this.#sumWait(waitKeyOf(repeats, ageDays, nextDay), { customers: 1, repeats, ageDays });
  }

  /** Cells in rising order of their grades: equal shops give equal bytes. */
  toBytes(): Uint8Array {
    const writer = new VarintWriter();
    writer.unsigned(this.#cells.size);
    let before = 0;
    for (const [key, { customers, returned, repeats, silentDays, ageDays }] of inOrder(this.#cells)) {
      writer.unsigned(key - before);
      for (const sum of [customers, returned, repeats, silentDays, ageDays]) writer.unsigned(sum);
      before = key;
    }
    before = 0;
    for (const [key, { customers, repeats, ageDays }] of inOrder(this.#waits)) {
      writer.unsigned(key - before);
      for (const sum of [customers, repeats, ageDays]) writer.unsigned(sum);
      before = key;
    }
    return writer.toBytes();
  }

  /** Adds what `toBytes` wrote. Throws a RangeError for damaged bytes. */
  merge(bytes: Uint8Array): void {
    const reader = new VarintReader(bytes);
    if (reader.done) return;
    const cells = reader.unsigned();
    let key = 0;
    for (let cell = 0; cell < cells; cell++) {
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
    key = 0;
    while (!reader.done) {
      key += reader.unsigned();
      const customers = reader.unsigned();
      if (customers === 0) throw new RangeError("nobody of a cell waited");
      this.#sumWait(key, { customers, repeats: reader.unsigned(), ageDays: reader.unsigned() });
    }
  }

  /** One entry a cell, with the means of its customers in whole days and purchases. */
  toCells(): YearCells {
    const cells = inOrder(this.#cells);
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
      waits: this.#toWaits(),
    };
  }

  #toWaits(): YearWaits {
    const waits = inOrder(this.#waits);
    const grades = waits.map(([key]) => key % LEAST_DAY.length);
    return {
      length: waits.length,
      repeats: Int32Array.from(waits, ([, { repeats, customers }]) => Math.round(repeats / customers)),
      ageDays: Int32Array.from(waits, ([, { ageDays, customers }]) => Math.round(ageDays / customers)),
      firstDay: Int32Array.from(grades, (grade) => LEAST_DAY[grade] ?? 0),
      lastDay: Int32Array.from(grades, (grade) => (LEAST_DAY[grade + 1] ?? 0) - 1),
      buyers: Float64Array.from(waits, ([, { customers }]) => customers),
    };
  }

  #sumWait(key: number, more: WaitSums): void {
    const sums = this.#waits.get(key);
    if (sums === undefined) {
      this.#waits.set(key, more);
      return;
    }
    sums.customers += more.customers;
    sums.repeats += more.repeats;
    sums.ageDays += more.ageDays;
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

const inOrder = <Of>(cells: ReadonlyMap<number, Of>): readonly (readonly [number, Of])[] =>
  [...cells].sort(([a], [b]) => a - b);

const keyOf = (repeats: number, silentDays: number, ageDays: number): number =>
  (gradeOf(repeats) * LEAST.length + gradeOf(Math.floor(ageDays / DAYS))) * LEAST.length +
  gradeOf(Math.floor(silentDays / DAYS));

const waitKeyOf = (repeats: number, ageDays: number, nextDay: number): number =>
  (gradeOf(repeats) * LEAST.length + gradeOf(Math.floor(ageDays / DAYS))) * LEAST_DAY.length +
  gradeOf(nextDay, LEAST_DAY);

/** Place of the last of the least values that is not above the value. */
const gradeOf = (value: number, least = LEAST): number => {
  let low = 0;
  let high = least.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((least[middle] ?? 0) <= value) low = middle;
    else high = middle;
  }
  return low;
};
