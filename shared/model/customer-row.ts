import * as z from "zod";
import { addressKindReasons } from "./address-kind.ts";
import { tierSchema, valueClassSchema } from "./customer.ts";
import { eventColumns } from "./event-columns.ts";
import { currencySchema, minorSchema } from "./money.ts";
import { rfmSegmentSchema } from "./rfm-segment.ts";
import { suppressionReasons } from "./suppression.ts";
import { column, tableOf } from "./table.ts";
import { daySchema } from "./time.ts";

const score = z.int().min(1).max(5);
const probability = z.number().min(0).max(1);

/** By amount of CLV; value classes go by share of it. */
export const valueBandSchema = z.enum(["high", "middle", "low"]);
export type ValueBand = z.infer<typeof valueBandSchema>;
/** How a customer's purchase days lie in time (glossary of the report). */
export const buyingHabitSchema = z.enum(["one-time", "regular", "seasonal", "irregular"]);
export type BuyingHabit = z.infer<typeof buyingHabitSchema>;
export const loyaltySchema = z.enum(["loyal", "elastic", "lost"]);
export type Loyalty = z.infer<typeof loyaltySchema>;
export const weekdaySchema = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
export type Weekday = z.infer<typeof weekdaySchema>;
/** Whether a customer may be written to, as far as a night knows; else the first reason why not, in the order of the gates. */
export const reachabilitySchema = z.enum([
  "yes",
  "no-address",
  ...suppressionReasons,
  ...addressKindReasons,
  "no-consent",
  "soft-opt-in",
  "consent-too-old",
]);
export type Reachability = z.infer<typeof reachabilitySchema>;

/** Where a customer stands in their life with the shop, from the first order to the last. */
export const lifecycleStageSchema = z.enum(["first-order", "active", "slipping", "lapsed", "lost", "one-time"]);
export type LifecycleStage = z.infer<typeof lifecycleStageSchema>;

/**
 * One row of `customers.csv` and `customers.parquet`, in the order of its columns (design 3.3, ADR 4).
 * What is not known is null: an empty cell. Amounts are in minor units; files show them as decimals.
 */
export const customerRowSchema = z.object({
  customer_id: column("text", z.string()),
  email: column("text", z.string().nullable()),
  first_order_on: column("day", daySchema),
  last_order_on: column("day", daySchema),
  orders: column("integer", z.int().positive()),
  net_value: column("money", minorSchema),
  currency: column("text", currencySchema),
  /** Null for who has no order in the RFM window. */
  r: column("integer", score.nullable()),
  f: column("integer", score.nullable()),
  m: column("integer", score.nullable()),
  rfm_segment: column("text", rfmSegmentSchema.nullable()),
  value_class: column("text", valueClassSchema.nullable()),
  tier: column("text", tierSchema),
  days_silent: column("integer", z.int().nonnegative()),
  p_alive: column("number", probability.nullable(), 3),
  expected_purchases_90d: column("number", z.number().nonnegative().nullable(), 3),
  next_order_from: column("day", daySchema.nullable()),
  next_order_to: column("day", daySchema.nullable()),
  clv_12m: column("money", minorSchema.nullable()),
  clv_12m_low: column("money", minorSchema.nullable()),
  clv_12m_high: column("money", minorSchema.nullable()),
  lifecycle_stage: column("text", lifecycleStageSchema),
  consent: column("text", z.enum(["granted", "denied", "unknown"])),
  /** Chance of buying within 90 days, as the scorecard proved it best (ADR 4). */
  repeat_score: column("number", probability.nullable(), 3),
  /** Day by which half of those like this customer who buy again will have; the window's ends are `next_order_from` and `_to`. */
  next_order_median: column("day", daySchema.nullable()),
  /** Chance that this customer does not buy within as long as the shop's history reaches back. */
  may_never_return: column("number", probability.nullable(), 3),
  /** The interval of CLV from the parameters' uncertainty alone; `clv_12m_low` and `_high` hold chance as well. */
  clv_12m_model_low: column("money", minorSchema.nullable()),
  clv_12m_model_high: column("money", minorSchema.nullable()),
  value_band: column("text", valueBandSchema.nullable()),
  buying_habit: column("text", buyingHabitSchema.nullable()),
  loyalty: column("text", loyaltySchema.nullable()),
  /** Share of discounted orders over the shop's share: 1 is like the shop. */
  price_sensitivity: column("number", z.number().nonnegative().nullable(), 2),
  favourite_category: column("text", z.string().nullable()),
  usual_weekday: column("text", weekdaySchema.nullable()),
  usual_hour: column("integer", z.int().min(0).max(23).nullable()),
  /** How far the repeat score of a valuable customer fell within a week; null for who is not in the early warning. */
  early_warning_drop: column("number", probability.nullable(), 3),
  cluster: column("text", z.string().nullable()),
  /** null in files from before it was known. */
  reachable: column("text", reachabilitySchema.nullable()),
  ...eventColumns,
  /** Segments of the shop's own that they are in, in the order of `segments.yaml`, and since when in each: in the same order. */
  segments: column("text", z.string().nullable()),
  segments_since: column("text", z.string().nullable()),
  /** Since when the customer is as sleepy as that; a tier that is left is null again (ADR 27). */
  drowsy_since: column("day", daySchema.nullable()),
  half_asleep_since: column("day", daySchema.nullable()),
  asleep_since: column("day", daySchema.nullable()),
  /** The median of the next-order window as it stood at the last purchase. */
  order_due_on: column("day", daySchema.nullable()),
});
export type CustomerRow = z.infer<typeof customerRowSchema>;

/** Where the table lies among marketing's files. */
export const ROWS_PATH = "customers.parquet";

export const customerTable = tableOf(customerRowSchema);
