import { rowsSortedBy } from "../../stats/counting-sort.ts";
import { VarintReader, VarintWriter } from "../../stats/varint.ts";
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

/** Rows that a counter has room for. */
const FEWEST_ROWS = 1024;

/** Gathers customers into cells, in memory that grows with distinct cells, not with customers. Not a value: `add` changes it. */
export class CellCounter {
  #columns = allocate(FEWEST_ROWS);
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

  /** Views of the counter's own columns, whose rows it never changes: what is added later comes behind them. */
  toCells(): Cells {
    this.#gather();
    return { length: this.#length, ...first(this.#columns, this.#length) };
  }

  /** Joins equal cells first; takes twice the room only if that freed less than half of it. */
  #makeRoom(): void {
    const before = this.#length;
    this.#gather();
    if (2 * this.#length <= before && before >= FEWEST_ROWS) return;
    const capacity = Math.max(2 * before, FEWEST_ROWS);
    // Nobody has views of what was just gathered: its memory itself grows, and nothing is left to collect.
    const { repeats, ageDays, recencyDays, count } = this.#columns;
    this.#columns = {
      repeats: new Int32Array(repeats.buffer.transfer(4 * capacity)),
      ageDays: new Int32Array(ageDays.buffer.transfer(4 * capacity)),
      recencyDays: new Int32Array(recencyDays.buffer.transfer(4 * capacity)),
      count: new Float64Array(count.buffer.transfer(8 * capacity)),
    };
  }

  #gather(): void {
    const { columns, length } = gather(this.#columns, this.#length);
    this.#columns = columns;
    this.#length = length;
  }
}

/** Cells as bytes, about 5 each: the key as `CellKeyWriter` writes it, then the count. */
export const encodeCells = (cells: Cells): Uint8Array => {
  const writer = new VarintWriter();
  const keys = new CellKeyWriter(writer);
  for (let i = 0; i < cells.length; i++) {
    keys.write(cells.repeats[i] ?? 0, cells.recencyDays[i] ?? 0, cells.ageDays[i] ?? 0);
    writer.unsigned(cells.count[i] ?? 0);
  }
  return writer.toBytes();
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

type Columns = {
  repeats: Int32Array<ArrayBuffer>;
  ageDays: Int32Array<ArrayBuffer>;
  recencyDays: Int32Array<ArrayBuffer>;
  count: Float64Array<ArrayBuffer>;
};

const allocate = (capacity: number): Columns => ({
  repeats: new Int32Array(capacity),
  ageDays: new Int32Array(capacity),
  recencyDays: new Int32Array(capacity),
  count: new Float64Array(capacity),
});

/** The first `length` rows sorted, equal triples joined. Three counting sorts, least significant column first: linear in rows plus days. */
const gather = (rows: Columns, length: number): { columns: Columns; length: number } => {
  const order = rowsSortedBy([rows.recencyDays, rows.ageDays, rows.repeats], length);
  const out = allocate(length);
  let last = -1;
  for (let k = 0; k < length; k++) {
    const i = order[k] ?? 0;
    const x = rows.repeats[i] ?? 0;
    const age = rows.ageDays[i] ?? 0;
    const recency = rows.recencyDays[i] ?? 0;
    // Before the first row, at -1, nothing stands that could be the same.
    const same = out.repeats[last] === x && out.ageDays[last] === age && out.recencyDays[last] === recency;
    if (!same) {
      last += 1;
      out.repeats[last] = x;
      out.ageDays[last] = age;
      out.recencyDays[last] = recency;
    }
    out.count[last] = (out.count[last] ?? 0) + (rows.count[i] ?? 0);
  }
  return { columns: out, length: last + 1 };
};

const first = ({ repeats, ageDays, recencyDays, count }: Columns, length: number): Columns => ({
  repeats: repeats.subarray(0, length),
  ageDays: ageDays.subarray(0, length),
  recencyDays: recencyDays.subarray(0, length),
  count: count.subarray(0, length),
});
