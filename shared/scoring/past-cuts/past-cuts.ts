import * as z from "zod";
import { HORIZON_DAYS, YEAR_DAYS } from "../../model/rule-limits.ts";
import type { PurchaseDay } from "../summaries/purchase-days.ts";
import { MOST_LAST_YEAR, MOST_YEAR_BEFORE } from "../summaries/same-season.ts";
import { History } from "./history.ts";
import { binOf } from "./past-bins.ts";
import { addEncodedPast, encodePast } from "./past-bytes.ts";
import { PastCellCounter, type PastCells } from "./past-cells.ts";
import { MONTH_DAYS, pastCutDays } from "./past-cut-days.ts";

/** What those known at a cut did after it, by month of 30 days until tonight; the last one may have begun only. Money in minor units. */
type AfterCut = { readonly purchases: readonly number[]; readonly netMinor: readonly number[] };

/** A shop as it was known so many days ago, and what came within 90 days: tonight's own, at 0, without what is to come. */
type PastCut = { readonly daysBefore: number; readonly cells: PastCells; readonly after: AfterCut };

/** Tonight, and the cuts of the past, newest first (`pastCutDays`); those before anybody had bought are without cells. */
export type PastCuts = { readonly tonight: PastCells; readonly cuts: readonly PastCut[] };

type Counted = { readonly daysBefore: number; readonly cells: PastCellCounter } & Record<keyof AfterCut, number[]>;

/** The same while it is being counted. */
export type PastCutCounts = { readonly of: readonly Counted[]; readonly history: History };

export const newPastCutCounts = (): PastCutCounts => ({
  history: new History(),
  of: [0, ...pastCutDays].map((daysBefore) => ({
    daysBefore,
    cells: new PastCellCounter(),
    purchases: new Array(Math.ceil(daysBefore / MONTH_DAYS)).fill(0),
    netMinor: new Array(Math.ceil(daysBefore / MONTH_DAYS)).fill(0),
  })),
});

/** Counts one customer at every cut by which they had bought. `asOfDay` in days since 1970-01-01; days must rise. */
export const addPastCuts = (counts: PastCutCounts, days: readonly PurchaseDay[], asOfDay: number): void => {
  const { history } = counts;
  history.take(days, asOfDay);
  for (const cut of counts.of) {
    const cutDay = asOfDay - cut.daysBefore;
    const known = history.upTo(cutDay);
    if (known === 0) return;
    countCut(cut, history, known, cutDay);
  }
};

const countCut = (cut: Counted, history: History, known: number, cutDay: number): void => {
  const firstDay = history.days[0] ?? 0;
  const [repeats, ageDays, daysSilent] = [known - 1, cutDay - firstDay, cutDay - (history.days[known - 1] ?? 0)];
  const purchases = history.upTo(cutDay + HORIZON_DAYS) - known;
  const season = (yearsAgo: number) => {
    const start = cutDay - yearsAgo * YEAR_DAYS;
    return start + HORIZON_DAYS < firstDay ? 0 : history.upTo(start + HORIZON_DAYS) - history.upTo(start);
  };
  const lastYear = Math.min(MOST_LAST_YEAR, season(1));
  const yearBefore = Math.min(MOST_YEAR_BEFORE, season(2));
  cut.cells.add(binOf(repeats, ageDays, daysSilent, lastYear, yearBefore), {
    customers: 1,
    buyers: purchases > 0 ? 1 : 0,
    purchases,
    repeats,
    ageDays,
    daysSilent,
    netMinor: history.sums[known] ?? 0,
  });
  for (let at = known; at < history.length; at++) {
    const month = Math.floor(((history.days[at] ?? 0) - cutDay - 1) / MONTH_DAYS);
    cut.purchases[month] = (cut.purchases[month] ?? 0) + 1;
    cut.netMinor[month] = (cut.netMinor[month] ?? 0) + (history.sums[at + 1] ?? 0) - (history.sums[at] ?? 0);
  }
};

export const toPastCuts = ({ of }: Pick<PastCutCounts, "of">): PastCuts => {
  const [tonight, ...cuts] = of.map(({ daysBefore, cells, purchases, netMinor }) => ({
    daysBefore,
    cells: cells.toCells(),
    after: { purchases, netMinor },
  }));
  return { tonight: tonight?.cells ?? new PastCellCounter().toCells(), cuts };
};

/** Part of `aggregates/<shard>.json`: for tonight and each cut, newest first, base64 of `encodePast`, and what came after by month. */
export const pastCutsFileSchema = z.array(
  /** Sums of net value may go beyond 2^53 and be rounded. */
  z.object({ cells: z.base64(), purchases: z.array(z.int()), netMinor: z.array(z.number()) }),
);
export type PastCutsFile = z.infer<typeof pastCutsFileSchema>;

export const toPastCutsFile = ({ of }: Pick<PastCutCounts, "of">): PastCutsFile =>
  of.map(({ cells, purchases, netMinor }) => ({
    cells: Buffer.from(encodePast(cells.toCells())).toString("base64"),
    purchases,
    netMinor,
  }));

/** Adds a shard's file to what is already merged. */
export const mergePastCutsFile = (into: PastCutCounts, file: PastCutsFile): void => {
  for (const [k, part] of file.entries()) {
    const cut = into.of[k];
    if (cut === undefined) throw new RangeError(`a shard counted past cut ${k}; there are ${into.of.length}`);
    addEncodedPast(cut.cells, Buffer.from(part.cells, "base64"));
    for (const name of ["purchases", "netMinor"] as const) {
      for (const [month, sum] of part[name].entries()) cut[name][month] = (cut[name][month] ?? 0) + sum;
    }
  }
};
