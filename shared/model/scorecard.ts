import * as z from "zod";
import { challengerSchema } from "./challenger.ts";
import { daySchema } from "./time.ts";

const share = z.number().min(0).max(1);
const count = z.int().nonnegative();

/** What foretells purchases: the models by P(active), the repeat score, and the rules a shopkeeper would use. */
export const rulesOfScorecard = [
  "mbgnbd",
  "bgnbd",
  "pnbd",
  "repeat-score",
  "days-silent",
  "silent-13-weeks",
  "silent-26-weeks",
  "silent-39-weeks",
  "own-rhythm",
] as const;

/** One tenth of customers by predicted chance, lowest first: what was predicted of them on average, and what they did. */
const tenthSchema = z.object({ customers: count, predicted: share, actual: share });

/** How one rule foretold one held-back window. null: the rule does not say this, or nobody is there to say it of. */
const ratingSchema = z.object({
  rule: z.enum(rulesOfScorecard),
  /** Chance that a buyer is ranked above a customer who did not buy; ties count half. */
  auc: share.nullable(),
  /** Customers predicted to buy. */
  predicted: count,
  /** Of those predicted to buy, the share who did not. */
  errorRate: share.nullable(),
  /** Of those who bought, the share not predicted. */
  omissionRate: share.nullable(),
  /** Mean squared distance of predicted chance and outcome. */
  brier: z.number().nullable(),
  /** Customer-weighted mean distance of predicted and actual share over the tenths. */
  calibrationError: share.nullable(),
  tenths: z.array(tenthSchema).nullable(),
  /** Predicted over actual purchases in all, minus 1. */
  bias: z.number().nullable(),
  /** Share of the window's net value bought by the tenth of customers ranked highest. */
  topTenthShare: share.nullable(),
});
export type Rating = z.infer<typeof ratingSchema>;

/** One stretch of time held back: everything was fitted to what was known at `cut`, and judged by what came after. */
const heldBackWindowSchema = z.object({
  /** `recent`: the last 90 days. `long`: the last 39 weeks, on a first night with 78 weeks of history. */
  name: z.enum(["recent", "long"]),
  cut: daySchema,
  horizonDays: z.int().positive(),
  /** Customers with a purchase up to the cut, those who bought within the horizon, and their purchase days in it. */
  customers: count,
  buyers: count,
  purchases: count,
  ratings: z.array(ratingSchema),
});
export type HeldBackWindow = z.infer<typeof heldBackWindowSchema>;

/** `scorecard` of `model.json`. Empty where no customer is older than the horizon. */
export const scorecardSchema = z.object({
  windows: z.array(heldBackWindowSchema),
  /** The purchase model that waits to be in force. */
  challenger: challengerSchema.optional(),
});
export type Scorecard = z.infer<typeof scorecardSchema>;
