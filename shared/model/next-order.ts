import * as z from "zod";
import { daySchema } from "./time.ts";

const share = z.number().min(0).max(1);
const count = z.int().nonnegative();

/** The days by which 10, 50 and 90 % of those like a customer who buy again will have: ends and middle of the window. */
export const windowShares = [0.1, 0.5, 0.9] as const;

/** One end of the window on time held back. */
const endSchema = z.object({
  /** Of those who buy again, the share who should have bought by this day. */
  share,
  /** Who bought within the horizon, of the customers whose day by the plain model lies within it. */
  buyers: count,
  /** Share of those who buy again who had bought by the plain model's day; null: too few buyers to tell. */
  plain: share.nullable(),
  /** The level learned on the stretch before, and the share who had bought by its day; null where too few buyers can tell. */
  learnedLevel: share,
  recalibrated: share.nullable(),
});
export type WindowEnd = z.infer<typeof endSchema>;

/** `nextOrder.proof` of `model.json`: the window against time held back. */
const nextOrderProofSchema = z.object({
  cut: daySchema,
  horizonDays: z.int().positive(),
  customers: count,
  buyers: count,
  ends: z.array(endSchema),
});
export type NextOrderProof = z.infer<typeof nextOrderProofSchema>;

/**
 * Customers known at the cut of whom the model by itself gave a chance from `from` to `to` that they would not buy within the year
 * after it: how many of them it expected to, how many what had been learned a year earlier did (null where there was no such year),
 * and how many bought.
 */
const returnBinSchema = z.object({
  from: share,
  to: share,
  customers: count,
  plain: z.number(),
  foretold: z.number().nullable(),
  actual: count,
});
export type ReturnBin = z.infer<typeof returnBinSchema>;

/** How a chance to buy within a year is put right: its log-odds become intercept + slope * log-odds. */
const returnLineSchema = z.object({
  /** How much of what the year held back showed is taken over. */
  weight: share,
  intercept: z.number(),
  slope: z.number().nonnegative(),
});
export type ReturnLine = z.infer<typeof returnLineSchema>;

/** `nextOrder.returns` of `model.json`: what the last whole year held back says of who comes back within a year. */
const returnsSchema = returnLineSchema.extend({
  cut: daySchema,
  /** Days of the shop's history before the cut. */
  historyDays: count,
  customers: count,
  buyers: count,
  bins: z.array(returnBinSchema),
});
export type Returns = z.infer<typeof returnsSchema>;

/** `nextOrder` of `model.json`. */
export const nextOrderSchema = z.object({
  /** The quantiles of the model's own wait whose days are shown as those of 10, 50 and 90 %: the same three where it is right. */
  levels: z.tuple([share, share, share]),
  /** Whether the levels were learned from time held back, because that proved better than the model's own. */
  recalibrated: z.boolean(),
  /** There and true where the season to come was never seen, so that nothing may be learned for it from another. */
  seasonUnknown: z.literal(true).optional(),
  /** There and true where each customer's window and chance to return go by their repeat score as well; absent in models of earlier versions. */
  byScore: z.literal(true).optional(),
  /** null where no time could be held back, or no model fitted to what was known before it. */
  proof: nextOrderProofSchema.nullable(),
  /** Nothing is foretold further ahead than this: the shop's own history is so long. Absent in models of earlier versions. */
  reachDays: z.int().positive().optional(),
  /** null where no whole year can be held back; absent in models of earlier versions. */
  returns: returnsSchema.nullable().optional(),
});
export type NextOrder = z.infer<typeof nextOrderSchema>;
export type Levels = NextOrder["levels"];
