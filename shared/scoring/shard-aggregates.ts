import * as z from "zod";
import { notCountedSchema } from "../model/order.ts";
import { aggregatesFileSchema } from "./aggregates.ts";
import { heldBackFileSchema } from "./held-back/held-back-windows.ts";
import { pastCutsFileSchema } from "./past-cuts/past-cuts.ts";
import { orderWeeksSchema } from "./summaries/order-weeks.ts";
import { noSales, salesSchema } from "./summaries/sales.ts";

/** `aggregates/<shard>.json`: what a shard's customers add up to for the fit. */
export const shardAggregatesSchema = z.object({
  fit: aggregatesFileSchema,
  heldBack: heldBackFileSchema,
  /** Absent of a shard that an earlier version counted. */
  pastCuts: pastCutsFileSchema.optional(),
});
export type ShardAggregates = z.infer<typeof shardAggregatesSchema>;

/** `tallies/summarise-<shard>.json`: what a shard's customers add up to for the report, a few kilobytes. */
export const summaryTallySchema = z.object({
  /** Rows read: sales that name nobody, and customers without orders, among them. */
  scanned: z.int().nonnegative(),
  customers: z.int().nonnegative(),
  weeks: orderWeeksSchema,
  /** Orders that are kept and do not count, of those without a counted order too. */
  notCounted: notCountedSchema.default({}),
  /** Counted orders that name nobody, until the as-of day. */
  sales: salesSchema.default(noSales),
});
export type SummaryTally = z.infer<typeof summaryTallySchema>;
