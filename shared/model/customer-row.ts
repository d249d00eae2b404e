import { z } from "zod";
import { tierSchema, valueClassSchema } from "./customer.ts";
import { currencySchema, minorSchema } from "./money.ts";
import { defineTable } from "./table.ts";
import { daySchema } from "./time.ts";

const score = z.int().min(1).max(5);
const probability = z.number().min(0).max(1);

/**
 * One row of `customers.csv` and `customers.parquet`, in the order of its columns (design 3.3).
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
});
