import { VarintReader, VarintWriter } from "../../stats/varint.ts";
import { CellKeyReader, CellKeyWriter } from "../summaries/cell-keys.ts";
import { MOST_LAST_YEAR, MOST_YEAR_BEFORE } from "../summaries/same-season.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import type { HeldBackCounter } from "./held-back-counter.ts";

/** What is told apart of the year before the last, and of both seasons. */
const YEARS_BEFORE = MOST_YEAR_BEFORE + 1;
const SEASONS = (MOST_LAST_YEAR + 1) * YEARS_BEFORE;

/**
 * Held-back cells as bytes, about 7 each: for each cell, in order, the key as `CellKeyWriter` writes it, next day and
 * seasons in one number, count;
 * and where there was a next day, purchases and signed net value.
 */
export const encodeHeldBack = (cells: HeldBackCells): Uint8Array => {
  const writer = new VarintWriter();
  const keys = new CellKeyWriter(writer);
  for (let i = 0; i < cells.length; i++) {
    keys.write(cells.repeats[i] ?? 0, cells.recencyDays[i] ?? 0, cells.ageDays[i] ?? 0);
    const season = (cells.seasonLastYear[i] ?? 0) * YEARS_BEFORE + (cells.seasonYearBefore[i] ?? 0);
    writer.unsigned((cells.nextDay[i] ?? 0) * SEASONS + season);
    writer.unsigned(cells.count[i] ?? 0);
    if (cells.nextDay[i] !== 0) {
      writer.unsigned(cells.purchases[i] ?? 0);
      writer.signed(cells.netMinor[i] ?? 0);
    }
  }
  return writer.toBytes();
};

/** Adds to `counter` what `encodeHeldBack` wrote. Throws a RangeError for damaged bytes. */
export const addEncodedHeldBack = (counter: HeldBackCounter, bytes: Uint8Array): void => {
  const reader = new VarintReader(bytes);
  const key = new CellKeyReader(reader);
  while (!reader.done) {
    key.next();
    const { repeats, recencyDays, ageDays } = key;
    const dayAndSeason = reader.unsigned();
    const nextDay = Math.floor(dayAndSeason / SEASONS);
    const seasonLastYear = Math.floor((dayAndSeason % SEASONS) / YEARS_BEFORE);
    const seasonYearBefore = dayAndSeason % YEARS_BEFORE;
    const count = reader.unsigned();
    const purchases = nextDay === 0 ? 0 : reader.unsigned();
    const netMinor = nextDay === 0 ? 0 : reader.signedSum();
    if (nextDay > counter.horizonDays) throw new RangeError("a held-back cell's next purchase lies beyond its horizon");
    const season = { seasonLastYear, seasonYearBefore };
    counter.add({ repeats, recencyDays, ageDays, ...season, nextDay, purchases, netMinor }, count);
  }
};
