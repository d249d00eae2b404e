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

/** Customers whose `may_never_return` lies from `from` to `to`: buyers within the horizon as the model expected, and in fact. */
const neverBinSchema = z.object({ from: share, to: share, customers: count, expected: z.number(), actual: count });

/** `nextOrder.proof` of `model.json`: the window and `may_never_return` against time held back. */
const nextOrderProofSchema = z.object({
  cut: daySchema,
  horizonDays: z.int().positive(),
  customers: count,
  buyers: count,
  ends: z.array(endSchema),
  mayNever: z.array(neverBinSchema),
});
export type NextOrderProof = z.infer<typeof nextOrderProofSchema>;

/** `nextOrder` of `model.json`. */
export const nextOrderSchema = z.object({
  /** The quantiles of the model's own wait whose days are shown as those of 10, 50 and 90 %: the same three where it is right. */
  levels: z.tuple([share, share, share]),
  /** Whether the levels were learned from time held back, because that proved better than the model's own. */
  recalibrated: z.boolean(),
  /** null where no time could be held back, or no model fitted to what was known before it. */
  proof: nextOrderProofSchema.nullable(),
});
export type NextOrder = z.infer<typeof nextOrderSchema>;
export type Levels = NextOrder["levels"];
