import { z } from "zod";
import { ClusterSample, clusterSampleFileSchema } from "./clusters/cluster-sample.ts";
import {
  type DiscountCounts,
  discountCountsSchema,
  mergeDiscounts,
  noDiscountCounts,
} from "./habits/price-sensitivity.ts";
import { addEncodedCells, CellCounter, encodeCells } from "./summaries/cells.ts";
import { Histogram, magnitudeBucket } from "./summaries/histogram.ts";
import type { PurchaseSummary } from "./summaries/purchase-summary.ts";

/**
 * What a shard tells the fit: counts only, so that merging shards in any order equals having had one shard.
 * R, F and M are those of customers with an order in the RFM window; M is counted by bucket, and made exact by a second round.
 */
export type Aggregates = {
  readonly cells: CellCounter;
  readonly daysSilent: Histogram;
  readonly windowOrders: Histogram;
  readonly windowNetBuckets: Histogram;
  /** Filled beside `addSummary`, since it goes by the customer's id. */
  readonly clusterSample: ClusterSample;
  /** Filled beside `addSummary`, from the customer's habits. */
  readonly discounts: DiscountCounts;
};

export const newAggregates = (): Aggregates => ({
  cells: new CellCounter(),
  daysSilent: new Histogram(),
  windowOrders: new Histogram(),
  windowNetBuckets: new Histogram(),
  clusterSample: new ClusterSample(),
  discounts: noDiscountCounts(),
});

export const addSummary = (
  aggregates: Aggregates,
  summary: Pick<PurchaseSummary, "repeats" | "recencyDays" | "ageDays" | "windowOrders" | "windowNetMinor">,
): void => {
  aggregates.cells.add(summary.repeats, summary.recencyDays, summary.ageDays);
  if (summary.windowOrders === 0) return;
  aggregates.daysSilent.add(summary.ageDays - summary.recencyDays);
  aggregates.windowOrders.add(summary.windowOrders);
  aggregates.windowNetBuckets.add(magnitudeBucket(summary.windowNetMinor));
};

const histogramSchema = z.array(z.tuple([z.int(), z.int().positive()]));

/** `aggregates/<shard>.json`: about 6 bytes a customer. `cells` is base64 of `encodeCells`. */
export const aggregatesFileSchema = z.object({
  version: z.literal(1),
  cells: z.base64(),
  daysSilent: histogramSchema,
  windowOrders: histogramSchema,
  windowNetBuckets: histogramSchema,
  clusterSample: clusterSampleFileSchema,
  discounts: discountCountsSchema,
});
export type AggregatesFile = z.infer<typeof aggregatesFileSchema>;

export const toAggregatesFile = (aggregates: Aggregates): AggregatesFile => ({
  version: 1,
  cells: Buffer.from(encodeCells(aggregates.cells.toCells())).toString("base64"),
  daysSilent: aggregates.daysSilent.sorted(),
  windowOrders: aggregates.windowOrders.sorted(),
  windowNetBuckets: aggregates.windowNetBuckets.sorted(),
  clusterSample: aggregates.clusterSample.toFile(),
  discounts: aggregates.discounts,
});

/** Adds a shard's file to what is already merged. */
export const mergeAggregatesFile = (into: Aggregates, file: AggregatesFile): void => {
  addEncodedCells(into.cells, Buffer.from(file.cells, "base64"));
  into.daysSilent.merge(Histogram.from(file.daysSilent));
  into.windowOrders.merge(Histogram.from(file.windowOrders));
  into.windowNetBuckets.merge(Histogram.from(file.windowNetBuckets));
  into.clusterSample.merge(file.clusterSample);
  mergeDiscounts(into.discounts, file.discounts);
};
