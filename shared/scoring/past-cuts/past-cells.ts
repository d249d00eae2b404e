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
  /** Where each bin stands among the rows, plus one; made when the first customer comes. */
  #places: Int32Array | undefined;
  #bins: number[] = [];
  readonly #sums = PAST_SUMS.map((): number[] => []);

  add(bin: number, sums: PastSums): void {
    const row = this.#rowOf(bin);
    for (const [k, name] of PAST_SUMS.entries()) {
      const column = this.#sums[k] ?? [];
      column[row] = (column[row] ?? 0) + sums[name];
    }
  }

  toCells(): PastCells {
    const order = this.#bins.map((_, row) => row).sort((a, b) => (this.#bins[a] ?? 0) - (this.#bins[b] ?? 0));
    const column = (k: number) => Float64Array.from(order, (row) => this.#sums[k]?.[row] ?? 0);
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
    this.#places[bin] = this.#bins.push(bin);
    for (const column of this.#sums) column.push(0);
    return this.#bins.length - 1;
  }
}
