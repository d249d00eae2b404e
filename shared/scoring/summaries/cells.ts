import { sortedBy } from "../../stats/counting-sort.ts";
import { VarintReader, writeVarint } from "../../stats/varint.ts";
import { CellKeyReader, CellKeyWriter } from "./cell-keys.ts";

/**
 * How many customers share one (x, t_x, T): all that the purchase models read of a shop.
 * Columns of equal length in rising order of x, then T, then t_x, each triple once: equal shops give equal cells,
 * whatever the order and the shards the customers came in.
 */
export type Cells = {
  readonly length: number;
  readonly repeats: Int32Array;
  readonly ageDays: Int32Array;
  readonly recencyDays: Int32Array;
  readonly count: Float64Array;
};

/** Gathers customers into cells, in memory that grows with distinct cells, not with customers. Not a value: `add` changes it. */
export class CellCounter {
  #columns = allocate(1024);
  #length = 0;

  add(repeats: number, recencyDays: number, ageDays: number, count = 1): void {
    if (this.#length === this.#columns.count.length) this.#makeRoom();
    const at = this.#length++;
    this.#columns.repeats[at] = repeats;
    this.#columns.recencyDays[at] = recencyDays;
    this.#columns.ageDays[at] = ageDays;
    this.#columns.count[at] = count;
  }

  merge(cells: Cells): void {
    for (let i = 0; i < cells.length; i++) {
      this.add(cells.repeats[i] ?? 0, cells.recencyDays[i] ?? 0, cells.ageDays[i] ?? 0, cells.count[i] ?? 0);
    }
  }

  toCells(): Cells {
    return gather({ ...this.#columns, length: this.#length });
  }

  /** Joins equal cells first; takes twice the room only if that freed less than half of it. */
  #makeRoom(): void {
    const cells = this.toCells();
    const capacity = this.#columns.count.length;
    const next = allocate(cells.length * 2 > capacity ? capacity * 2 : capacity);
    next.repeats.set(cells.repeats);
    next.ageDays.set(cells.ageDays);
    next.recencyDays.set(cells.recencyDays);
    next.count.set(cells.count);
    this.#columns = next;
    this.#length = cells.length;
  }
}

/** Cells as bytes, about 5 each: the key as `CellKeyWriter` writes it, then the count. */
export const encodeCells = (cells: Cells): Uint8Array => {
  const bytes: number[] = [];
  const keys = new CellKeyWriter(bytes);
  for (let i = 0; i < cells.length; i++) {
    keys.write(cells.repeats[i] ?? 0, cells.recencyDays[i] ?? 0, cells.ageDays[i] ?? 0);
    writeVarint(bytes, cells.count[i] ?? 0);
  }
  return Uint8Array.from(bytes);
};

/** Adds to `counter` what `encodeCells` wrote. Throws a RangeError for damaged bytes. */
export const addEncodedCells = (counter: CellCounter, bytes: Uint8Array): void => {
  const reader = new VarintReader(bytes);
  const key = new CellKeyReader(reader);
  while (!reader.done) {
    key.next();
    counter.add(key.repeats, key.recencyDays, key.ageDays, reader.unsigned());
  }
};

const allocate = (capacity: number) => ({
  repeats: new Int32Array(capacity),
  ageDays: new Int32Array(capacity),
  recencyDays: new Int32Array(capacity),
  count: new Float64Array(capacity),
});

/** Sorted, equal triples joined. Three counting sorts, least significant column first: linear in rows plus days. */
const gather = (rows: Cells): Cells => {
  let order: Uint32Array = new Uint32Array(rows.length).map((_, i) => i);
  for (const column of [rows.recencyDays, rows.ageDays, rows.repeats]) order = sortedBy(column, order);
  const out = allocate(rows.length);
  let last = -1;
  for (let k = 0; k < order.length; k++) {
    const i = order[k] ?? 0;
    const x = rows.repeats[i] ?? 0;
    const age = rows.ageDays[i] ?? 0;
    const recency = rows.recencyDays[i] ?? 0;
    const same = last >= 0 && out.repeats[last] === x && out.ageDays[last] === age && out.recencyDays[last] === recency;
    if (!same) {
      last += 1;
      out.repeats[last] = x;
      out.ageDays[last] = age;
      out.recencyDays[last] = recency;
    }
    out.count[last] = (out.count[last] ?? 0) + (rows.count[i] ?? 0);
  }
  return cut(out, last + 1);
};

/** Copies, so that the larger buffers can be let go. */
const cut = (columns: ReturnType<typeof allocate>, length: number): Cells => ({
  length,
  repeats: columns.repeats.slice(0, length),
  ageDays: columns.ageDays.slice(0, length),
  recencyDays: columns.recencyDays.slice(0, length),
  count: columns.count.slice(0, length),
});
