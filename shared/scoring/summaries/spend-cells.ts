import { VarintReader, VarintWriter } from "../../stats/varint.ts";
import { CellKeyReader, CellKeyWriter } from "./cell-keys.ts";

/**
 * How many customers share one (x, t_x, T), what their repeat purchase days came to, the greatest of these, and what all of their days did, in
 * minor units: all that spend and CLV are made of. Columns of equal length in rising order of x, T, t_x, repeat spend, all spend and the
 * greatest repeat day.
 */
export type SpendCells = {
  readonly length: number;
  readonly repeats: Int32Array;
  readonly recencyDays: Int32Array;
  readonly ageDays: Int32Array;
  readonly repeatNetMinor: Float64Array;
  readonly greatestRepeatMinor: Float64Array;
  readonly netMinor: Float64Array;
  readonly count: Float64Array;
};

export type SpendCell = {
  repeats: number;
  recencyDays: number;
  ageDays: number;
  repeatNetMinor: number;
  greatestRepeatMinor: number;
  netMinor: number;
};

/** Spend cells as bytes, about 12 each: for each cell, in order, the key as `CellKeyWriter` writes it, signed repeat spend, what the first day adds to it, and what the greatest repeat day leaves of it, count. */
export const encodeSpendCells = (customers: readonly SpendCell[]): Uint8Array => {
  const sorted = customers.toSorted(
    (a, b) =>
      a.repeats - b.repeats ||
      a.ageDays - b.ageDays ||
      a.recencyDays - b.recencyDays ||
      a.repeatNetMinor - b.repeatNetMinor ||
      a.netMinor - b.netMinor ||
      a.greatestRepeatMinor - b.greatestRepeatMinor,
  );
  const writer = new VarintWriter();
  const keys = new CellKeyWriter(writer);
  for (let at = 0; at < sorted.length; ) {
    const cell = sorted[at];
    if (cell === undefined) break;
    let end = at + 1;
    while (isSame(cell, sorted[end])) end += 1;
    keys.write(cell.repeats, cell.recencyDays, cell.ageDays);
    writer.signed(cell.repeatNetMinor);
    writer.signed(cell.netMinor - cell.repeatNetMinor);
    writer.signed(cell.repeatNetMinor - cell.greatestRepeatMinor);
    writer.unsigned(end - at);
    at = end;
  }
  return writer.toBytes();
};

const isSame = (a: SpendCell, b: SpendCell | undefined): boolean =>
  b?.repeats === a.repeats &&
  b.ageDays === a.ageDays &&
  b.recencyDays === a.recencyDays &&
  b.repeatNetMinor === a.repeatNetMinor &&
  b.netMinor === a.netMinor &&
  b.greatestRepeatMinor === a.greatestRepeatMinor;

/** Numbers of a cell, each a byte or more. */
const NUMBERS = 7;

/** What `encodeSpendCells` wrote. Throws a RangeError for damaged bytes. */
export const decodeSpendCells = (bytes: Uint8Array): SpendCells => {
  const most = Math.floor(bytes.length / NUMBERS);
  const [repeats, recencyDays, ageDays] = [new Int32Array(most), new Int32Array(most), new Int32Array(most)];
  const [repeatNetMinor, netMinor] = [new Float64Array(most), new Float64Array(most)];
  const [greatestRepeatMinor, count] = [new Float64Array(most), new Float64Array(most)];
  const reader = new VarintReader(bytes);
  const key = new CellKeyReader(reader);
  let length = 0;
  for (; !reader.done; length++) {
    key.next();
    repeats[length] = key.repeats;
    recencyDays[length] = key.recencyDays;
    ageDays[length] = key.ageDays;
    repeatNetMinor[length] = reader.signed();
    netMinor[length] = (repeatNetMinor[length] ?? 0) + reader.signed();
    greatestRepeatMinor[length] = (repeatNetMinor[length] ?? 0) - reader.signed();
    count[length] = reader.unsigned();
  }
  return {
    length,
    repeats: repeats.subarray(0, length),
    recencyDays: recencyDays.subarray(0, length),
    ageDays: ageDays.subarray(0, length),
    repeatNetMinor: repeatNetMinor.subarray(0, length),
    greatestRepeatMinor: greatestRepeatMinor.subarray(0, length),
    netMinor: netMinor.subarray(0, length),
    count: count.subarray(0, length),
  };
};
