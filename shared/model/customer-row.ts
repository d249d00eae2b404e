import { z } from "zod";
import { tierSchema, valueClassSchema } from "./customer.ts";
import { currencySchema, minorSchema } from "./money.ts";
import { defineTable } from "./table.ts";
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

/**
 * One row of `customers.csv` and `customers.parquet`, in the order of its columns (design 3.3, ADR 4).
 * What is not known is null: an empty cell. Amounts are in minor units; files show them as decimals.
 */
export const customerRowSchema = z.object({
  customer_id: z.string(),
  email: z.string().nullable(),
  first_order_on: daySchema,
  last_order_on: daySchema,
  orders: z.int().positive(),
  net_value: minorSchema,
  currency: currencySchema,
  /** Null for who has no order in the RFM window. */
  r: score.nullable(),
  f: score.nullable(),
  m: score.nullable(),
  rfm_segment: z.string().nullable(),
  value_class: valueClassSchema.nullable(),
  tier: tierSchema,
  days_silent: z.int().nonnegative(),
  p_alive: probability.nullable(),
  expected_purchases_90d: z.number().nonnegative().nullable(),
  next_order_from: daySchema.nullable(),
  next_order_to: daySchema.nullable(),
  clv_12m: minorSchema.nullable(),
  clv_12m_low: minorSchema.nullable(),
  clv_12m_high: minorSchema.nullable(),
  lifecycle_stage: z.string(),
  consent: z.enum(["granted", "denied", "unknown"]),
  /** Chance of buying within 90 days, as the scorecard proved it best (ADR 4). */
  repeat_score: probability.nullable(),
  /** Day by which half of those like this customer who buy again will have; the window's ends are `next_order_from` and `_to`. */
  next_order_median: daySchema.nullable(),
  /** Chance that this customer never buys again. */
  may_never_return: probability.nullable(),
  /** The interval of CLV from the parameters' uncertainty alone; `clv_12m_low` and `_high` hold chance as well. */
  clv_12m_model_low: minorSchema.nullable(),
  clv_12m_model_high: minorSchema.nullable(),
  value_band: valueBandSchema.nullable(),
  buying_habit: buyingHabitSchema.nullable(),
  loyalty: loyaltySchema.nullable(),
  /** Share of discounted orders over the shop's share: 1 is like the shop. */
  price_sensitivity: z.number().nonnegative().nullable(),
  favourite_category: z.string().nullable(),
  usual_weekday: weekdaySchema.nullable(),
  usual_hour: z.int().min(0).max(23).nullable(),
  /** How far the repeat score of a valuable customer fell within a week; null for who is not in the early warning. */
  early_warning_drop: probability.nullable(),
  cluster: z.string().nullable(),
});
export type CustomerRow = z.infer<typeof customerRowSchema>;

export const customerTable = defineTable(customerRowSchema, {
  customer_id: "text",
  email: "text",
  first_order_on: "day",
  last_order_on: "day",
  orders: "integer",
  net_value: "money",
  currency: "text",
  r: "integer",
  f: "integer",
  m: "integer",
  rfm_segment: "text",
  value_class: "text",
  tier: "text",
  days_silent: "integer",
  p_alive: "number",
  expected_purchases_90d: "number",
  next_order_from: "day",
  next_order_to: "day",
  clv_12m: "money",
  clv_12m_low: "money",
  clv_12m_high: "money",
  lifecycle_stage: "text",
  consent: "text",
  repeat_score: "number",
  next_order_median: "day",
  may_never_return: "number",
  clv_12m_model_low: "money",
  clv_12m_model_high: "money",
  value_band: "text",
  buying_habit: "text",
  loyalty: "text",
  price_sensitivity: "number",
  favourite_category: "text",
  usual_weekday: "text",
  usual_hour: "integer",
  early_warning_drop: "number",
  cluster: "text",
});
