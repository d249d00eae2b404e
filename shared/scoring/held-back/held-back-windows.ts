import * as z from "zod";
import type { PurchaseDay } from "../summaries/purchase-days.ts";
import { withinHistory } from "../summaries/within-history.ts";
import { addEncodedHeldBack, encodeHeldBack } from "./held-back-bytes.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import { HeldBackCounter } from "./held-back-counter.ts";
import { heldBackOf } from "./held-back-of.ts";
import type { YearCells } from "./year-cells.ts";
import { YearCounter } from "./year-counter.ts";

/** The stretches of time held back each night (ADR 4): cut so many days before the as-of day, and judged over so many days. */
export const heldBackWindows = {
  recent: { cutDaysBefore: 90, horizonDays: 90 },
  earlier: { cutDaysBefore: 180, horizonDays: 90 },
  long: { cutDaysBefore: 273, horizonDays: 273 },
} as const;

/** The whole years held back, coarsely: a year knows every season, so that what it says holds for the next one. */
export const yearsHeldBack = {
  lastYear: { cutDaysBefore: 365, horizonDays: 365 },
  yearBefore: { cutDaysBefore: 730, horizonDays: 365 },
} as const;

/** A shop's customers in each stretch; `long` on a first night alone. */
export type HeldBack = {
  readonly recent: HeldBackCells;
  readonly earlier: HeldBackCells;
  readonly long?: HeldBackCells | undefined;
  readonly lastYear?: YearCells | undefined;
  readonly yearBefore?: YearCells | undefined;
};

/** The same while they are being counted. */
export type HeldBackCounts = {
  readonly recent: HeldBackCounter;
  readonly earlier: HeldBackCounter;
  readonly long?: HeldBackCounter | undefined;
  readonly lastYear: YearCounter;
  readonly yearBefore: YearCounter;
};

export const newHeldBackCounts = ({ firstNight }: { readonly firstNight: boolean }): HeldBackCounts => {
  const { recent, earlier, long } = heldBackWindows;
  return {
    recent: new HeldBackCounter(recent.horizonDays),
    earlier: new HeldBackCounter(earlier.horizonDays),
    long: firstNight ? new HeldBackCounter(long.horizonDays) : undefined,
    lastYear: new YearCounter(),
    yearBefore: new YearCounter(),
  };
};

/** Counts one customer in every stretch whose cut they had bought by. `asOfDay` in days since 1970-01-01; days must rise. */
export const addHeldBack = (counts: HeldBackCounts, days: readonly PurchaseDay[], asOfDay: number): void => {
  for (const name of ["recent", "earlier", "long"] as const) {
    const counter = counts[name];
    if (counter === undefined) continue;
    const { cutDaysBefore, horizonDays } = heldBackWindows[name];
    const known = heldBackOf(days, asOfDay - cutDaysBefore, horizonDays);
    if (known !== undefined) counter.add(known);
  }
  for (const name of ["lastYear", "yearBefore"] as const) {
    const { cutDaysBefore, horizonDays } = yearsHeldBack[name];
    const known = heldBackOf(days, asOfDay - cutDaysBefore, horizonDays);
    if (known !== undefined) counts[name].add(known);
  }
};

export const toHeldBack = ({ recent, earlier, long, lastYear, yearBefore }: HeldBackCounts): HeldBack => ({
  recent: recent.toCells(),
  earlier: earlier.toCells(),
  long: long?.toCells(),
  lastYear: lastYear.toCells(),
  yearBefore: yearBefore.toCells(),
});

/** The same without customers from before the shop's history, of so many days as of tonight. */
export const heldBackWithin = (
  { recent, earlier, long, lastYear, yearBefore }: HeldBack,
  historyDays: number,
): HeldBack => ({
  recent: withinHistory(recent, historyDays - heldBackWindows.recent.cutDaysBefore),
  earlier: withinHistory(earlier, historyDays - heldBackWindows.earlier.cutDaysBefore),
  long: long && withinHistory(long, historyDays - heldBackWindows.long.cutDaysBefore),
  lastYear: lastYear && yearWithin(lastYear, historyDays - yearsHeldBack.lastYear.cutDaysBefore),
  yearBefore: yearBefore && yearWithin(yearBefore, historyDays - yearsHeldBack.yearBefore.cutDaysBefore),
});

const yearWithin = (cells: YearCells, historyDays: number): YearCells => ({
  ...withinHistory(cells, historyDays),
  waits: withinHistory(cells.waits, historyDays),
});

/**
 * Part of `aggregates/<shard>.json`: base64 of `encodeHeldBack`, about 10 characters a cell. The years are some tens of kilobytes
 * at most; absent where an earlier version counted the shard.
 */
export const heldBackFileSchema = z.object({
  /** Bytes of another version would be read as other numbers. */
  version: z.literal(2),
  recent: z.base64(),
  earlier: z.base64(),
  long: z.base64().optional(),
  lastYear: z.base64().optional(),
  yearBefore: z.base64().optional(),
});
export type HeldBackFile = z.infer<typeof heldBackFileSchema>;

export const toHeldBackFile = (counts: HeldBackCounts): HeldBackFile => ({
  version: 2,
  recent: toBase64(counts.recent),
  earlier: toBase64(counts.earlier),
  ...(counts.long && { long: toBase64(counts.long) }),
  lastYear: Buffer.from(counts.lastYear.toBytes()).toString("base64"),
  yearBefore: Buffer.from(counts.yearBefore.toBytes()).toString("base64"),
});

/** Adds a shard's file to what is already merged. A stretch that `into` does not count is left out. */
export const mergeHeldBackFile = (into: HeldBackCounts, file: HeldBackFile): void => {
  for (const name of ["recent", "earlier", "long"] as const) {
    const counter = into[name];
    const cells = file[name];
    if (counter !== undefined && cells !== undefined) addEncodedHeldBack(counter, Buffer.from(cells, "base64"));
  }
  for (const name of ["lastYear", "yearBefore"] as const) into[name].merge(Buffer.from(file[name] ?? "", "base64"));
};

const toBase64 = (counter: HeldBackCounter): string =>
  Buffer.from(encodeHeldBack(counter.toCells())).toString("base64");
