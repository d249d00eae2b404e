import * as z from "zod";
import { GREATEST_SHARE } from "../models/fit-bound.ts";
import { BINS } from "./past-bins.ts";
import { cellsWhere, PAST_SUMS, type PastCells, type PastSums } from "./past-cells.ts";

/** How many times the mean of the others somebody brought whose ways are no measure for them. */
const TIMES_MEAN = 20;

/** What one customer adds to a cut: to the cell of their bin, and to what came after it, by month. */
export type AtCut = {
  readonly bin: number;
  readonly sums: PastSums;
  readonly purchases: number[];
  readonly netMinor: number[];
};

/** Somebody who holds a twentieth of all that a shop, or a shard, took until tonight; `cuts`: tonight and those by which they had bought, newest first. */
export type Holder = { readonly netMinor: number; readonly cuts: AtCut[] };

const sumsSchema = z.object({
  customers: z.int(),
  buyers: z.int(),
  purchases: z.int(),
  repeats: z.int(),
  ageDays: z.int(),
  daysSilent: z.int(),
  netMinor: z.number(),
});
export const holderSchema = z.object({
  netMinor: z.number().positive(),
  cuts: z.array(
    z.object({
      bin: z
        .int()
        .nonnegative()
        .max(BINS - 1),
      sums: sumsSchema,
      purchases: z.array(z.int()),
      netMinor: z.array(z.number()),
    }),
  ),
});

/** Whether somebody may be a holder of a shop that took `broughtMinor` at least. Who is one of a shop is one of each of its parts. */
export const mayHold = (netMinor: number, broughtMinor: number): boolean =>
  netMinor > 0 && netMinor >= GREATEST_SHARE * broughtMinor;

/** Those who still hold that much, in an order of their own. */
export const holdersOf = (holders: readonly Holder[], broughtMinor: number): Holder[] =>
  holders
    .filter(({ netMinor }) => mayHold(netMinor, broughtMinor))
    .map((holder) => ({ holder, name: JSON.stringify(holder) }))
    .sort((a, b) => b.holder.netMinor - a.holder.netMinor || (a.name < b.name ? -1 : 1))
    .map(({ holder }) => holder);

/** Of these holders, those who brought far more than others do; in a shop of a few customers each is a large part of it, and no other for that. */
export const farBeyond = (holders: readonly Holder[], broughtMinor: number, customers: number): Holder[] => {
  const others = broughtMinor - holders.reduce((sum, { netMinor }) => sum + netMinor, 0);
  const mean = others / (customers - holders.length);
  return mean > 0 ? holders.filter(({ netMinor }) => netMinor > TIMES_MEAN * mean) : [];
};

/** A cut's cells without what these add to them. Sums are whole, so that what is left is exact. */
export const cellsWithout = (cells: PastCells, leftOut: readonly AtCut[]): PastCells => {
  if (leftOut.length === 0) return cells;
  const copies = PAST_SUMS.map((name) => [name, cells[name].slice()] as const);
  const less = { ...cells, ...Object.fromEntries(copies) };
  for (const { bin, sums } of leftOut) {
    const at = cells.bin.indexOf(bin);
    for (const name of PAST_SUMS) less[name][at] = (less[name][at] ?? 0) - sums[name];
  }
  return cellsWhere(less, (at) => (less.customers[at] ?? 0) > 0);
};

/** Sums by month without those of these. */
export const monthsWithout = (
  months: readonly number[],
  leftOut: readonly AtCut[],
  of: "purchases" | "netMinor",
): number[] => months.map((sum, month) => leftOut.reduce((left, cut) => left - (cut[of][month] ?? 0), sum));
