import { VarintReader, writeSignedVarint, writeVarint } from "../stats/varint.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import type { HeldBackCounter } from "./held-back-counter.ts";

/**
 * Held-back cells as bytes, about 7 each: for each cell, in order, x and T as steps from the cell before (T from 0 where x
 * stepped), silence T - t_x, next day, count; and where there was a next day, purchases and signed net value.
 */
export const encodeHeldBack = (cells: HeldBackCells): Uint8Array => {
  const bytes: number[] = [];
  let repeats = 0;
  let ageDays = 0;
  for (let i = 0; i < cells.length; i++) {
    const x = cells.repeats[i] ?? 0;
    const age = cells.ageDays[i] ?? 0;
    if (x !== repeats) ageDays = 0;
    writeVarint(bytes, x - repeats);
    writeVarint(bytes, age - ageDays);
    writeVarint(bytes, age - (cells.recencyDays[i] ?? 0));
    writeVarint(bytes, cells.nextDay[i] ?? 0);
    writeVarint(bytes, cells.count[i] ?? 0);
    if (cells.nextDay[i] !== 0) {
      writeVarint(bytes, cells.purchases[i] ?? 0);
      writeSignedVarint(bytes, cells.netMinor[i] ?? 0);
    }
    repeats = x;
    ageDays = age;
  }
  return Uint8Array.from(bytes);
};

/** Adds to `counter` what `encodeHeldBack` wrote. Throws a RangeError for damaged bytes. */
export const addEncodedHeldBack = (counter: HeldBackCounter, bytes: Uint8Array): void => {
  const reader = new VarintReader(bytes);
  let repeats = 0;
  let ageDays = 0;
  while (!reader.done) {
    const step = reader.unsigned();
    if (step > 0) ageDays = 0;
    repeats += step;
    ageDays += reader.unsigned();
    const recencyDays = ageDays - reader.unsigned();
    const nextDay = reader.unsigned();
    const count = reader.unsigned();
    const purchases = nextDay === 0 ? 0 : reader.unsigned();
    const netMinor = nextDay === 0 ? 0 : reader.signed();
    if (recencyDays < 0) throw new RangeError("a held-back cell's last purchase lies before its first");
    if (nextDay > counter.horizonDays) throw new RangeError("a held-back cell's next purchase lies beyond its horizon");
    counter.add({ repeats, recencyDays, ageDays, nextDay, purchases, netMinor }, count);
  }
};
