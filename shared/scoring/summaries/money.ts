import * as z from "zod";
import { addEncodedHistogram, encodeHistogram, Histogram } from "./histogram.ts";
import type { PurchaseSummary } from "./purchase-summary.ts";
import { decodeSpendCells, encodeSpendCells, type SpendCell, type SpendCells } from "./spend-cells.ts";

/** What a shard counts of money, exactly: the fit needs it for spend, for the cuts of M and for those of value. */
export type Money = {
  /** Repeat buyers among those that models are fitted to. */
  readonly spenders: SpendCell[];
  /** Those of them who never came back: what their one purchase day came to. */
  readonly once: SpendCell[];
  /** All whom nothing is fitted to, those who never came back among them. */
  readonly beside: SpendCell[];
  /** M of customers with an order in the RFM window. */
  readonly windowNet: Histogram;
  /** Net value of all customers. */
  readonly net: Histogram;
};

export const newMoney = (): Money => ({
  spenders: [],
  once: [],
  beside: [],
  windowNet: new Histogram(),
  net: new Histogram(),
});

type Facts = SpendCell & Pick<PurchaseSummary, "windowOrders" | "windowNetMinor">;

export const addMoney = (money: Money, summary: Facts, fitted = true): void => {
  const { repeats, recencyDays, ageDays, repeatNetMinor, greatestRepeatMinor, netMinor } = summary;
  const cell = { repeats, recencyDays, ageDays, repeatNetMinor, greatestRepeatMinor, netMinor };
  if (!fitted) money.beside.push(cell);
  else (repeats > 0 ? money.spenders : money.once).push(cell);
  if (summary.windowOrders > 0) money.windowNet.add(summary.windowNetMinor);
  money.net.add(netMinor);
};

/** `money/<shard>.json`: base64 of `encodeSpendCells` and of `encodeHistogram`, about 16 bytes a customer. */
export const moneyFileSchema = z.object({
  version: z.literal(3),
  spend: z.base64(),
  once: z.base64(),
  beside: z.base64(),
  windowNet: z.base64(),
  net: z.base64(),
});
export type MoneyFile = z.infer<typeof moneyFileSchema>;

export const toMoneyFile = ({ spenders, once, beside, windowNet, net }: Money): MoneyFile => ({
  version: 3,
  spend: toBase64(encodeSpendCells(spenders)),
  once: toBase64(encodeSpendCells(once)),
  beside: toBase64(encodeSpendCells(beside)),
  windowNet: toBase64(encodeHistogram(windowNet)),
  net: toBase64(encodeHistogram(net)),
});

/** A shard's counts, each decoded when it is asked for: a round over all shards needs one or two of them, and keeps none. */
export type MoneyCounts = {
  readonly spend: () => SpendCells;
  readonly once: () => SpendCells;
  readonly beside: () => SpendCells;
  readonly windowNet: () => Iterable<readonly [amountMinor: number, customers: number]>;
  readonly net: () => Iterable<readonly [amountMinor: number, customers: number]>;
};

export const moneyCounts = (file: MoneyFile): MoneyCounts => ({
  spend: () => decodeSpendCells(Buffer.from(file.spend, "base64")),
  once: () => decodeSpendCells(Buffer.from(file.once, "base64")),
  beside: () => decodeSpendCells(Buffer.from(file.beside, "base64")),
  windowNet: () => histogramIn(file.windowNet).sorted(),
  net: () => histogramIn(file.net).sorted(),
});

const histogramIn = (encoded: string): Histogram => {
  const histogram = new Histogram();
  addEncodedHistogram(histogram, Buffer.from(encoded, "base64"));
  return histogram;
};

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
