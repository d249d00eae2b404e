import * as z from "zod";
import type { PurchaseDay } from "../summaries/purchase-days.ts";
import { withinHistory } from "../summaries/within-history.ts";
import { addEncodedHeldBack, encodeHeldBack } from "./held-back-bytes.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import { HeldBackCounter } from "./held-back-counter.ts";
import { heldBackOf } from "./held-back-of.ts";

/** The stretches of time held back each night (ADR 4): cut so many days before the as-of day, and judged over so many days. */
export const heldBackWindows = {
  recent: { cutDaysBefore: 90, horizonDays: 90 },
  earlier: { cutDaysBefore: 180, horizonDays: 90 },
  long: { cutDaysBefore: 273, horizonDays: 273 },
} as const;

/** A shop's customers in each stretch; `long` on a first night alone. */
export type HeldBack = {
  readonly recent: HeldBackCells;
  readonly earlier: HeldBackCells;
  readonly long?: HeldBackCells | undefined;
};

/** The same while they are being counted. */
export type HeldBackCounts = {
  readonly recent: HeldBackCounter;
  readonly earlier: HeldBackCounter;
  readonly long?: HeldBackCounter | undefined;
};

export const newHeldBackCounts = ({ firstNight }: { readonly firstNight: boolean }): HeldBackCounts => {
  const { recent, earlier, long } = heldBackWindows;
  return {
    recent: new HeldBackCounter(recent.horizonDays),
    earlier: new HeldBackCounter(earlier.horizonDays),
    long: firstNight ? new HeldBackCounter(long.horizonDays) : undefined,
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
};

export const toHeldBack = ({ recent, earlier, long }: HeldBackCounts): HeldBack => ({
  recent: recent.toCells(),
  earlier: earlier.toCells(),
  long: long?.toCells(),
});

/** The same without customers from before the shop's history, of so many days as of tonight. */
export const heldBackWithin = ({ recent, earlier, long }: HeldBack, historyDays: number): HeldBack => ({
  recent: withinHistory(recent, historyDays - heldBackWindows.recent.cutDaysBefore),
  earlier: withinHistory(earlier, historyDays - heldBackWindows.earlier.cutDaysBefore),
  long: long && withinHistory(long, historyDays - heldBackWindows.long.cutDaysBefore),
});

/** Part of `aggregates/<shard>.json`: base64 of `encodeHeldBack`, about 10 characters a cell. */
export const heldBackFileSchema = z.object({ recent: z.base64(), earlier: z.base64(), long: z.base64().optional() });
export type HeldBackFile = z.infer<typeof heldBackFileSchema>;

export const toHeldBackFile = (counts: HeldBackCounts): HeldBackFile => ({
  recent: toBase64(counts.recent),
  earlier: toBase64(counts.earlier),
  ...(counts.long && { long: toBase64(counts.long) }),
});

/** Adds a shard's file to what is already merged. A stretch that `into` does not count is left out. */
export const mergeHeldBackFile = (into: HeldBackCounts, file: HeldBackFile): void => {
  for (const name of ["recent", "earlier", "long"] as const) {
    const counter = into[name];
    const cells = file[name];
    if (counter !== undefined && cells !== undefined) addEncodedHeldBack(counter, Buffer.from(cells, "base64"));
  }
};

const toBase64 = (counter: HeldBackCounter): string =>
  Buffer.from(encodeHeldBack(counter.toCells())).toString("base64");
