import * as z from "zod";
import { HORIZON_DAYS, YEAR_DAYS } from "../../model/rule-limits.ts";
import type { PurchaseDay } from "../summaries/purchase-days.ts";
import { MOST_LAST_YEAR, MOST_YEAR_BEFORE } from "../summaries/same-season.ts";
import { History } from "./history.ts";
import {
  type AtCut,
  cellsWithout,
  farBeyond,
  type Holder,
  holderSchema,
  holdersOf,
  mayHold,
  monthsWithout,
} from "./holders.ts";
import { binOf } from "./past-bins.ts";
import { addEncodedPast, encodePast } from "./past-bytes.ts";
import { PastCellCounter, type PastCells, type PastSums } from "./past-cells.ts";
import { MONTH_DAYS, pastCutDays } from "./past-cut-days.ts";

/** What those known at a cut did after it, by month of 30 days until tonight; the last one may have begun only. Money in minor units. */
type AfterCut = { readonly purchases: readonly number[]; readonly netMinor: readonly number[] };

/** A shop as it was known so many days ago, and what came within 90 days: tonight's own, at 0, without what is to come. */
type PastCut = { readonly daysBefore: number; readonly cells: PastCells; readonly after: AfterCut };

/** Tonight, and the cuts of the past, newest first (`pastCutDays`); those before anybody had bought are without cells. */
export type PastCuts = {
  readonly tonight: PastCells;
  readonly cuts: readonly PastCut[];
  /** The same without so many customers who brought a twentieth of all and far more than others do; absent where there are none. */
  readonly usual?: { readonly leftOut: number; readonly tonight: PastCells; readonly cuts: readonly PastCut[] };
};

type Counted = { readonly daysBefore: number; readonly cells: PastCellCounter } & Record<keyof AfterCut, number[]>;

/** The same while it is being counted. */
export type PastCutCounts = {
  readonly of: readonly Counted[];
  readonly history: History;
  /** What all customers brought until tonight who brought something, and who of them holds much of it: they count in `of` as well. */
  broughtMinor: number;
  holders: Holder[];
};

export const newPastCutCounts = (): PastCutCounts => ({
  history: new History(),
  broughtMinor: 0,
  holders: [],
  of: [0, ...pastCutDays].map((daysBefore) => ({
    daysBefore,
    cells: new PastCellCounter(),
    purchases: noMonths(daysBefore),
    netMinor: noMonths(daysBefore),
  })),
});

/** Counts one customer at every cut by which they had bought. `asOfDay` in days since 1970-01-01; days must rise. */
export const addPastCuts = (counts: PastCutCounts, days: readonly PurchaseDay[], asOfDay: number): void => {
  const { history } = counts;
  history.take(days, asOfDay);
  for (const cut of counts.of) {
    const cutDay = asOfDay - cut.daysBefore;
    const known = history.upTo(cutDay);
    if (known === 0) break;
    cut.cells.add(...atCut(history, known, cutDay));
    addAfter(cut, history, known, cutDay);
  }
  const netMinor = history.sums[history.length] ?? 0;
  counts.broughtMinor += Math.max(0, netMinor);
  if (!mayHold(netMinor, counts.broughtMinor)) return;
  counts.holders = holdersOf([...counts.holders, holderOf(history, netMinor, asOfDay)], counts.broughtMinor);
};

const holderOf = (history: History, netMinor: number, asOfDay: number): Holder => {
  const cuts: AtCut[] = [];
  for (const daysBefore of [0, ...pastCutDays]) {
    const cutDay = asOfDay - daysBefore;
    const known = history.upTo(cutDay);
    if (known === 0) break;
    const [bin, sums] = atCut(history, known, cutDay);
    const cut = { bin, sums, purchases: noMonths(daysBefore), netMinor: noMonths(daysBefore) };
    addAfter(cut, history, known, cutDay);
    cuts.push(cut);
  }
  return { netMinor, cuts };
};

const noMonths = (daysBefore: number): number[] => new Array(Math.ceil(daysBefore / MONTH_DAYS)).fill(0);

/** A customer's bin at a cut, and what they add to it. */
const atCut = (history: History, known: number, cutDay: number): [bin: number, sums: PastSums] => {
  const firstDay = history.days[0] ?? 0;
  const [repeats, ageDays, daysSilent] = [known - 1, cutDay - firstDay, cutDay - (history.days[known - 1] ?? 0)];
  const purchases = history.upTo(cutDay + HORIZON_DAYS) - known;
  const season = (yearsAgo: number) => {
    const start = cutDay - yearsAgo * YEAR_DAYS;
    return start + HORIZON_DAYS < firstDay ? 0 : history.upTo(start + HORIZON_DAYS) - history.upTo(start);
  };
  const lastYear = Math.min(MOST_LAST_YEAR, season(1));
  const yearBefore = Math.min(MOST_YEAR_BEFORE, season(2));
  return [
    binOf(repeats, ageDays, daysSilent, lastYear, yearBefore),
    {
      customers: 1,
      buyers: purchases > 0 ? 1 : 0,
      purchases,
      repeats,
      ageDays,
      daysSilent,
      netMinor: history.sums[known] ?? 0,
    },
  ];
};

/** Adds what a customer did after a cut to its months. */
const addAfter = (cut: Record<keyof AfterCut, number[]>, history: History, known: number, cutDay: number): void => {
  for (let at = known; at < history.length; at++) {
    const month = Math.floor(((history.days[at] ?? 0) - cutDay - 1) / MONTH_DAYS);
    cut.purchases[month] = (cut.purchases[month] ?? 0) + 1;
    cut.netMinor[month] = (cut.netMinor[month] ?? 0) + (history.sums[at + 1] ?? 0) - (history.sums[at] ?? 0);
  }
};

export const toPastCuts = ({ of, broughtMinor, holders }: Omit<PastCutCounts, "history">): PastCuts => {
  const all = of.map(({ daysBefore, cells, purchases, netMinor }) => ({
    daysBefore,
    cells: cells.toCells(),
    after: { purchases, netMinor },
  }));
  const customers = all[0]?.cells.customers.reduce((sum, n) => sum + n, 0) ?? 0;
  const leftOut = farBeyond(holdersOf(holders, broughtMinor), broughtMinor, customers);
  const whole = tonightAndBefore(all);
  if (leftOut.length === 0) return whole;
  return {
    ...whole,
    usual: { leftOut: leftOut.length, ...tonightAndBefore(all.map((cut, k) => without(cut, leftOut, k))) },
  };
};

const tonightAndBefore = ([tonight, ...cuts]: readonly PastCut[]) => ({
  tonight: tonight?.cells ?? new PastCellCounter().toCells(),
  cuts,
});

const without = ({ daysBefore, cells, after }: PastCut, holders: readonly Holder[], k: number): PastCut => {
  const leftOut = holders.flatMap(({ cuts }) => cuts[k] ?? []);
  return {
    daysBefore,
    cells: cellsWithout(cells, leftOut),
    after: {
      purchases: monthsWithout(after.purchases, leftOut, "purchases"),
      netMinor: monthsWithout(after.netMinor, leftOut, "netMinor"),
    },
  };
};

/**
 * Part of `aggregates/<shard>.json`: for tonight and each cut, newest first, base64 of `encodePast`, and what came after by month; what all brought
 * until tonight; and apart, without a name, who holds a twentieth of it, twenty at most and nobody in most shards.
 */
export const pastCutsFileSchema = z.object({
  /** Sums of net value may go beyond 2^53 and be rounded. */
  cuts: z.array(z.object({ cells: z.base64(), purchases: z.array(z.int()), netMinor: z.array(z.number()) })),
  broughtMinor: z.number().nonnegative(),
  holders: z.array(holderSchema),
});
export type PastCutsFile = z.infer<typeof pastCutsFileSchema>;

export const toPastCutsFile = ({ of, broughtMinor, holders }: Omit<PastCutCounts, "history">): PastCutsFile => ({
  cuts: of.map(({ cells, purchases, netMinor }) => ({
    cells: Buffer.from(encodePast(cells.toCells())).toString("base64"),
    purchases,
    netMinor,
  })),
  broughtMinor,
  holders: holdersOf(holders, broughtMinor),
});

/** Adds a shard's file to what is already merged. */
export const mergePastCutsFile = (into: PastCutCounts, file: PastCutsFile): void => {
  into.broughtMinor += file.broughtMinor;
  into.holders = holdersOf([...into.holders, ...file.holders], into.broughtMinor);
  for (const [k, part] of file.cuts.entries()) {
    const cut = into.of[k];
    if (cut === undefined) throw new RangeError(`a shard counted past cut ${k}; there are ${into.of.length}`);
    addEncodedPast(cut.cells, Buffer.from(part.cells, "base64"));
    for (const name of ["purchases", "netMinor"] as const) {
      for (const [month, sum] of part[name].entries()) cut[name][month] = (cut[name][month] ?? 0) + sum;
    }
  }
};
