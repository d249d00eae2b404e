import type { Cells } from "../summaries/cells.ts";
import { fitBound, GREATEST_SHARE, shareBound } from "./fit-bound.ts";

export type UsualCells = {
  /** Whom purchase models are fitted to: the first of all cells, in their order. */
  readonly cells: Cells;
  /** Customers left out. */
  readonly leftOut: number;
  /** The most purchase days (x + 1) that a customer of the fit may have. */
  readonly mostDays: number;
};

/**
 * Cells without the few customers, resellers say, whose purchase days are beyond `fitBound` of the repeat buyers', or beyond `shareBound` and
 * a twentieth of all that came again.
 * Each purchase weighs in the likelihood, so that one customer with hundreds sets the rhythm of all. They are scored by the
 * fit like everybody. Linear in cells; nothing is copied.
 */
export const withUsualFrequency = (cells: Cells): UsualCells => {
  const { repeats, count, length } = cells;
  const first = cellsUpTo(cells, 0);
  const buyers = count.subarray(first, length).reduce((sum, n) => sum + n, 0);
  const daysAt = (rank: number): number => {
    let i = first;
    for (let below = count[i] ?? 0; below <= rank; below += count[i] ?? 0) i += 1;
    return 1 + (repeats[i] ?? 0);
  };
  const all = count.subarray(0, length).reduce((sum, n, i) => sum + n * (repeats[i] ?? 0), 0);
  const ofShare = Math.max(shareBound(buyers, daysAt), 1 + GREATEST_SHARE * all);
  const mostDays = Math.floor(Math.min(fitBound(buyers, daysAt), ofShare));
  const end = cellsUpTo(cells, mostDays - 1);
  const leftOut = count.subarray(end, length).reduce((sum, n) => sum + n, 0);
  return { cells: leftOut === 0 ? cells : firstCells(cells, end), leftOut, mostDays };
};

/** How many cells have x of `most` or less; they come first. */
const cellsUpTo = ({ repeats, length }: Cells, most: number): number => {
  const beyond = repeats.subarray(0, length).findIndex((x) => x > most);
  return beyond === -1 ? length : beyond;
};

const firstCells = (cells: Cells, end: number): Cells => ({
  length: end,
  repeats: cells.repeats.subarray(0, end),
  ageDays: cells.ageDays.subarray(0, end),
  recencyDays: cells.recencyDays.subarray(0, end),
  count: cells.count.subarray(0, end),
});
