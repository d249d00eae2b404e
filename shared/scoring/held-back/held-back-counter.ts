import { rowsSortedBy } from "../../stats/counting-sort.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import type { HeldBackCustomer } from "./held-back-of.ts";

type Columns = Omit<HeldBackCells, "horizonDays" | "length">;

/**
 * Gathers customers into held-back cells, in memory that grows with distinct cells, not with customers.
 * Not a value: `add` and `merge` change it.
 */
export class HeldBackCounter {
  readonly horizonDays: number;
  #columns = allocate(1024);
  #length = 0;

  constructor(horizonDays: number) {
    this.horizonDays = horizonDays;
  }

  /** Adds `count` customers who were alike at the cut and bought next on the same day; purchases and net value are theirs in all. */
  add(known: HeldBackCustomer, count = 1): void {
    if (this.#length === this.#columns.count.length) this.#makeRoom();
    const at = this.#length++;
    const columns = this.#columns;
    columns.repeats[at] = known.repeats;
    columns.recencyDays[at] = known.recencyDays;
    columns.ageDays[at] = known.ageDays;
    columns.seasonLastYear[at] = known.seasonLastYear ?? 0;
    columns.seasonYearBefore[at] = known.seasonYearBefore ?? 0;
    columns.nextDay[at] = known.nextDay;
    columns.count[at] = count;
    columns.purchases[at] = known.purchases;
    columns.netMinor[at] = known.netMinor;
  }

  /** Adds all customers of other cells of the same horizon. Throws a RangeError for another horizon. */
  merge(cells: HeldBackCells): void {
    if (cells.horizonDays !== this.horizonDays)
      throw new RangeError(`cells look ${cells.horizonDays} days ahead; expected ${this.horizonDays}`);
    for (let i = 0; i < cells.length; i++) {
      const known = {
        repeats: cells.repeats[i] ?? 0,
        recencyDays: cells.recencyDays[i] ?? 0,
        ageDays: cells.ageDays[i] ?? 0,
        seasonLastYear: cells.seasonLastYear[i] ?? 0,
        seasonYearBefore: cells.seasonYearBefore[i] ?? 0,
        nextDay: cells.nextDay[i] ?? 0,
        purchases: cells.purchases[i] ?? 0,
        netMinor: cells.netMinor[i] ?? 0,
      };
      this.add(known, cells.count[i] ?? 0);
    }
  }

  toCells(): HeldBackCells {
    const cells = joined(this.#columns, this.#length);
    return { horizonDays: this.horizonDays, length: cells.count.length, ...cells };
  }

  /** Joins equal cells first; takes twice the room only if that freed less than half of it. */
  #makeRoom(): void {
    const capacity = this.#length;
    const cells = joined(this.#columns, this.#length);
    const { length } = cells.count;
    // Stryker disable next-line ConditionalExpression,EqualityOperator: spare room is seen in memory and time alone
    this.#columns = allocate(length * 2 > capacity ? capacity * 2 : capacity);
    for (const name of NAMES) this.#columns[name].set(cells[name]);
    this.#length = length;
  }
}

const NAMES = [
  "repeats",
  "recencyDays",
  "ageDays",
  "seasonLastYear",
  "seasonYearBefore",
  "nextDay",
  "count",
  "purchases",
  "netMinor",
] as const;

/** Rows sorted by x, T, t_x, seasons and next day, equal ones joined, in no more room than they need. */
const joined = (rows: Columns, length: number): Columns => {
  const { nextDay, seasonYearBefore, seasonLastYear, recencyDays, ageDays, repeats } = rows;
  const keys = [nextDay, seasonYearBefore, seasonLastYear, recencyDays, ageDays, repeats];
  const order = rowsSortedBy(keys, length);
  const out = allocate(distinctCells(rows, order));
  let last = -1;
  for (let k = 0; k < length; k++) {
    const i = order[k] ?? 0;
    if (!isSameCell(out, last, rows, i)) {
      last += 1;
      out.repeats[last] = rows.repeats[i] ?? 0;
      out.recencyDays[last] = rows.recencyDays[i] ?? 0;
      out.ageDays[last] = rows.ageDays[i] ?? 0;
      out.seasonLastYear[last] = rows.seasonLastYear[i] ?? 0;
      out.seasonYearBefore[last] = rows.seasonYearBefore[i] ?? 0;
      out.nextDay[last] = rows.nextDay[i] ?? 0;
    }
    out.count[last] = (out.count[last] ?? 0) + (rows.count[i] ?? 0);
    out.purchases[last] = (out.purchases[last] ?? 0) + (rows.purchases[i] ?? 0);
    out.netMinor[last] = (out.netMinor[last] ?? 0) + (rows.netMinor[i] ?? 0);
  }
  return out;
};

const distinctCells = (rows: Columns, order: Uint32Array): number => {
  let distinct = order.length === 0 ? 0 : 1;
  for (let k = 1; k < order.length; k++) {
    if (!isSameCell(rows, order[k - 1] ?? 0, rows, order[k] ?? 0)) distinct += 1;
  }
  return distinct;
};

const isSameCell = (a: Columns, i: number, b: Columns, k: number): boolean =>
  a.repeats[i] === b.repeats[k] &&
  a.ageDays[i] === b.ageDays[k] &&
  a.recencyDays[i] === b.recencyDays[k] &&
  a.seasonLastYear[i] === b.seasonLastYear[k] &&
  a.seasonYearBefore[i] === b.seasonYearBefore[k] &&
  a.nextDay[i] === b.nextDay[k];

const allocate = (capacity: number): Columns => ({
  repeats: new Int32Array(capacity),
  recencyDays: new Int32Array(capacity),
  ageDays: new Int32Array(capacity),
  seasonLastYear: new Int32Array(capacity),
  seasonYearBefore: new Int32Array(capacity),
  nextDay: new Int32Array(capacity),
  count: new Float64Array(capacity),
  purchases: new Float64Array(capacity),
  netMinor: new Float64Array(capacity),
});
