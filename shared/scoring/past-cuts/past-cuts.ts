import * as z from "zod";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import type { PurchaseDay } from "../summaries/purchase-days.ts";
import { sameSeasonOf } from "../summaries/same-season.ts";
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
export type PastCutCounts = { readonly of: readonly Counted[] };

export const newPastCutCounts = (): PastCutCounts => ({
  of: [0, ...pastCutDays].map((daysBefore) => ({
    daysBefore,
    cells: new PastCellCounter(),
    purchases: new Array(Math.ceil(daysBefore / MONTH_DAYS)).fill(0),
    netMinor: new Array(Math.ceil(daysBefore / MONTH_DAYS)).fill(0),
  })),
});

/** Counts one customer at every cut by which they had bought. `asOfDay` in days since 1970-01-01; days must rise. */
export const addPastCuts = (counts: PastCutCounts, days: readonly PurchaseDay[], asOfDay: number): void => {
  const [first] = days;
  if (first === undefined) return;
  for (const cut of counts.of) {
    const cutDay = asOfDay - cut.daysBefore;
    if (first.day > cutDay) return;
    addCut(cut, first.day, days, cutDay, asOfDay);
  }
};

const addCut = (
  cut: Counted,
  firstDay: number,
  days: readonly PurchaseDay[],
  cutDay: number,
  asOfDay: number,
): void => {
  let known = 0;
  let lastDay = firstDay;
  let netMinor = 0;
  let purchases = 0;
  for (const purchase of days) {
    if (purchase.day > asOfDay) break;
    if (purchase.day <= cutDay) {
      known += 1;
      lastDay = purchase.day;
      netMinor += purchase.netMinor;
      continue;
    }
    if (purchase.day <= cutDay + HORIZON_DAYS) purchases += 1;
    const month = Math.floor((purchase.day - cutDay - 1) / MONTH_DAYS);
    cut.purchases[month] = (cut.purchases[month] ?? 0) + 1;
    cut.netMinor[month] = (cut.netMinor[month] ?? 0) + purchase.netMinor;
  }
  const { seasonLastYear, seasonYearBefore } = sameSeasonOf(days, cutDay);
  const [repeats, ageDays, daysSilent] = [known - 1, cutDay - firstDay, cutDay - lastDay];
  cut.cells.add(binOf(repeats, ageDays, daysSilent, seasonLastYear, seasonYearBefore), {
    customers: 1,
    buyers: purchases > 0 ? 1 : 0,
    purchases,
    repeats,
    ageDays,
    daysSilent,
    netMinor,
  });
};

export const toPastCuts = ({ of }: PastCutCounts): PastCuts => {
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

export const toPastCutsFile = ({ of }: PastCutCounts): PastCutsFile =>
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
