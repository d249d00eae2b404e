import { GrowingRows } from "../../stats/growing-rows.ts";
import { BINS } from "./past-bins.ts";

/** Sums over the customers of a bin at a cut. Money in minor units, spans in days. */
export type PastSums = {
  readonly customers: number;
  /** Those who bought within the horizon, and their purchase days in it. */
  readonly buyers: number;
  readonly purchases: number;
  readonly repeats: number;
  readonly ageDays: number;
  readonly daysSilent: number;
  /** Net value of all purchase days until the cut. */
  readonly netMinor: number;
};

export const PAST_SUMS = ["customers", "buyers", "purchases", "repeats", "ageDays", "daysSilent", "netMinor"] as const;

/** Columns of equal length in rising order of bin, each bin once: equal shops give equal cells, whatever the shards. */
export type PastCells = { readonly length: number; readonly bin: Int32Array } & Readonly<
  Record<(typeof PAST_SUMS)[number], Float64Array>
>;

/** Gathers customers into bins, in memory that grows with bins alone. Not a value: `add` changes it. */
export class PastCellCounter {
  /** Where the sums of each bin begin, plus one; made when the first customer comes. */
  #places: Int32Array | undefined;
  readonly #bins: number[] = [];
  readonly #rows = new GrowingRows(PAST_SUMS.length);

  add(bin: number, sums: PastSums): void {
    const row = this.#rowOf(bin);
    const values = this.#rows.values;
    values[row] = (values[row] ?? 0) + sums.customers;
    values[row + 1] = (values[row + 1] ?? 0) + sums.buyers;
    values[row + 2] = (values[row + 2] ?? 0) + sums.purchases;
    values[row + 3] = (values[row + 3] ?? 0) + sums.repeats;
    values[row + 4] = (values[row + 4] ?? 0) + sums.ageDays;
    values[row + 5] = (values[row + 5] ?? 0) + sums.daysSilent;
    values[row + 6] = (values[row + 6] ?? 0) + sums.netMinor;
  }

  toCells(): PastCells {
    const order = this.#bins.map((_, row) => row).sort((a, b) => (this.#bins[a] ?? 0) - (this.#bins[b] ?? 0));
    const values = this.#rows.values;
    const column = (k: number) => Float64Array.from(order, (row) => values[row * PAST_SUMS.length + k] ?? 0);
    return {
      length: order.length,
      bin: Int32Array.from(order, (row) => this.#bins[row] ?? 0),
      customers: column(0),
      buyers: column(1),
      purchases: column(2),
      repeats: column(3),
      ageDays: column(4),
      daysSilent: column(5),
      netMinor: column(6),
    };
  }

  #rowOf(bin: number): number {
    this.#places ??= new Int32Array(BINS);
    const known = this.#places[bin] ?? 0;
    if (known > 0) return known - 1;
    this.#bins.push(bin);
    const row = this.#rows.add(NOTHING);
    this.#places[bin] = row + 1;
    return row;
  }
}

const NOTHING = new Float64Array(PAST_SUMS.length);

/** Those cells of which something holds; the same where it does of all. */
export const cellsWhere = (cells: PastCells, holds: (at: number) => boolean): PastCells => {
  const kept = [...cells.bin.keys()].filter(holds);
  if (kept.length === cells.length) return cells;
  const column = (values: Float64Array) => Float64Array.from(kept, (at) => values[at] ?? 0);
  return {
    length: kept.length,
    bin: Int32Array.from(kept, (at) => cells.bin[at] ?? 0),
    customers: column(cells.customers),
    buyers: column(cells.buyers),
    purchases: column(cells.purchases),
    repeats: column(cells.repeats),
    ageDays: column(cells.ageDays),
    daysSilent: column(cells.daysSilent),
    netMinor: column(cells.netMinor),
  };
};
