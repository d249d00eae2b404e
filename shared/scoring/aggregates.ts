import * as z from "zod";
import { ClusterSample, clusterSampleFileSchema, levelToBegin } from "./clusters/cluster-sample.ts";
import { CategoryIntervals, categoryIntervalsFileSchema } from "./habits/category-intervals.ts";
import {
  type DiscountCounts,
  discountCountsSchema,
  mergeDiscounts,
  noDiscountCounts,
} from "./habits/price-sensitivity.ts";
import { addEncodedCells, CellCounter, encodeCells } from "./summaries/cells.ts";
import { addEncodedHistogram, encodeHistogram, Histogram, magnitudeBucket } from "./summaries/histogram.ts";
import type { PurchaseSummary } from "./summaries/purchase-summary.ts";
import { SpendGrid } from "./summaries/spend-grid.ts";

/**
 * What a shard tells the fit: counts only, so that merging shards in any order equals having had one shard.
 * R, F and M are those of customers with an order in the RFM window; M is counted by bucket, and made exact by a second round.
 * Cells are those of customers that models are fitted to (`fit-sample.ts`), nearly always all.
 */
export type Aggregates = {
  readonly cells: CellCounter;
  readonly daysSilent: Histogram;
  readonly windowOrders: Histogram;
  readonly windowNetBuckets: Histogram;
  /** Purchase days of all customers by how many days ago they lie; filled beside `addSummary`, by `addPurchaseDays`. */
  readonly purchaseDays: Histogram;
  /** By how much more customers pay than a year ago; filled beside `addSummary`, by `addSpendMove`. */
  readonly spendMoves: Histogram;
  /** Customers that nothing is fitted to, in a shop that is fitted to a sample. */
  beside: number;
  /** Filled beside `addSummary`, since it goes by the customer's id. */
  readonly clusterSample: ClusterSample;
  /** Filled beside `addSummary`, from the customer's habits. */
  readonly discounts: DiscountCounts;
  /** Likewise, from the days of the categories that campaigns name. */
  readonly categories: CategoryIntervals;
  /** Likewise, from the purchase days of those that models are fitted to: spend at the cut of `recent`. */
  readonly spendAtCut: SpendGrid;
};

/** Empty ones; of a shop of about so many customers, where that is known. */
export const newAggregates = (customers = 0): Aggregates => ({
  cells: new CellCounter(),
  daysSilent: new Histogram(),
  windowOrders: new Histogram(),
  windowNetBuckets: new Histogram(),
  purchaseDays: new Histogram(),
  spendMoves: new Histogram(),
  beside: 0,
  clusterSample: new ClusterSample(levelToBegin(customers)),
  discounts: noDiscountCounts(),
  categories: new CategoryIntervals(),
  spendAtCut: new SpendGrid(),
});

export const addSummary = (
  aggregates: Aggregates,
  summary: Pick<PurchaseSummary, "repeats" | "recencyDays" | "ageDays" | "windowOrders" | "windowNetMinor">,
  fitted = true,
): void => {
  if (fitted) aggregates.cells.add(summary.repeats, summary.recencyDays, summary.ageDays);
  else aggregates.beside += 1;
  if (summary.windowOrders === 0) return;
  aggregates.daysSilent.add(summary.ageDays - summary.recencyDays);
  aggregates.windowOrders.add(summary.windowOrders);
  aggregates.windowNetBuckets.add(magnitudeBucket(summary.windowNetMinor));
};

/** `aggregates/<shard>.json`: about 6 bytes a customer, base64 of `encodeCells`, of `encodeHistogram` and of a `SpendGrid`. */
export const aggregatesFileSchema = z.object({
  version: z.literal(2),
  cells: z.base64(),
  daysSilent: z.base64(),
  windowOrders: z.base64(),
  windowNetBuckets: z.base64(),
  /** Empty of a shard that an earlier version counted. */
  purchaseDays: z.base64().default(""),
  spendMoves: z.base64().default(""),
  beside: z.int().nonnegative().default(0),
  clusterSample: clusterSampleFileSchema,
  discounts: discountCountsSchema,
  categories: categoryIntervalsFileSchema.optional(),
  spendAtCut: z.base64().optional(),
});
export type AggregatesFile = z.infer<typeof aggregatesFileSchema>;

export const toAggregatesFile = (aggregates: Aggregates): AggregatesFile => {
  const categories = aggregates.categories.toFile();
  return { ...countsOf(aggregates), ...(categories.length > 0 && { categories }) };
};

const countsOf = (aggregates: Aggregates): AggregatesFile => ({
  version: 2,
  cells: toBase64(encodeCells(aggregates.cells.toCells())),
  daysSilent: toBase64(encodeHistogram(aggregates.daysSilent)),
  windowOrders: toBase64(encodeHistogram(aggregates.windowOrders)),
  windowNetBuckets: toBase64(encodeHistogram(aggregates.windowNetBuckets)),
  purchaseDays: toBase64(encodeHistogram(aggregates.purchaseDays)),
  spendMoves: toBase64(encodeHistogram(aggregates.spendMoves)),
  beside: aggregates.beside,
  clusterSample: aggregates.clusterSample.toFile(),
  discounts: aggregates.discounts,
  spendAtCut: toBase64(aggregates.spendAtCut.encode()),
});

/** Adds a shard's file to what is already merged. */
export const mergeAggregatesFile = (into: Aggregates, file: AggregatesFile): void => {
  addEncodedCells(into.cells, Buffer.from(file.cells, "base64"));
  for (const name of ["daysSilent", "windowOrders", "windowNetBuckets", "purchaseDays", "spendMoves"] as const) {
    addEncodedHistogram(into[name], Buffer.from(file[name], "base64"));
  }
  into.beside += file.beside;
  into.clusterSample.merge(file.clusterSample);
  mergeDiscounts(into.discounts, file.discounts);
  into.categories.merge(file.categories ?? []);
  if (file.spendAtCut !== undefined) into.spendAtCut.merge(Buffer.from(file.spendAtCut, "base64"));
};

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
