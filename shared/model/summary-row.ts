import { z } from "zod";
import { buyingHabitSchema, weekdaySchema } from "./customer-row.ts";
import { minorSchema } from "./money.ts";
import { defineTable } from "./table.ts";
import { daySchema } from "./time.ts";

const count = z.int().nonnegative();

/**
 * One row of a shard file: a customer with at least one counted order up to the as-of day, and all that later states
 * need of them, so that the table is read once a night. Spans in days, money in minor units.
 */
const summaryRowSchema = z.object({
  customer_id: z.string(),
  email: z.string().nullable(),
  consent: z.enum(["granted", "denied", "unknown"]),
  birthday: z.string().nullable(),
  first_day: daySchema,
  last_day: daySchema,
  repeats: count,
  recency_days: count,
  age_days: count,
  repeat_net: minorSchema,
  orders: z.int().positive(),
  net: minorSchema,
  window_orders: count,
  window_net: minorSchema,
  days_silent: count,
  /** What a customer's habits are (`shared/scoring/habits/habits.ts`), made once here and copied by score. */
  buying_habit: buyingHabitSchema.nullable(),
  interval_variation: z.number().nonnegative().nullable(),
  told_orders: count,
  discounted_orders: count,
  favourite_category: z.string().nullable(),
  usual_weekday: weekdaySchema.nullable(),
  usual_hour: z.int().min(0).max(23).nullable(),
});
export type SummaryRow = z.infer<typeof summaryRowSchema>;

export const summaryTable = defineTable(summaryRowSchema, {
  customer_id: "text",
  email: "text",
  consent: "text",
  birthday: "text",
  first_day: "day",
  last_day: "day",
  repeats: "integer",
  recency_days: "integer",
  age_days: "integer",
  repeat_net: "money",
  orders: "integer",
  net: "money",
  window_orders: "integer",
  window_net: "money",
  days_silent: "integer",
  buying_habit: "text",
  interval_variation: "number",
  told_orders: "integer",
  discounted_orders: "integer",
  favourite_category: "text",
  usual_weekday: "text",
  usual_hour: "integer",
});

/** The columns of a shard file that the fit reads: numbers alone. */
const fitRowSchema = summaryRowSchema.pick({
  repeats: true,
  recency_days: true,
  age_days: true,
  repeat_net: true,
  net: true,
  window_orders: true,
  window_net: true,
});
export type FitRow = z.infer<typeof fitRowSchema>;

export const fitTable = defineTable(fitRowSchema, {
  repeats: "integer",
  recency_days: "integer",
  age_days: "integer",
  repeat_net: "money",
  net: "money",
  window_orders: "integer",
  window_net: "money",
});
