import * as z from "zod";
import { buyingHabitSchema, reachabilitySchema, weekdaySchema } from "./customer-row.ts";
import { eventColumns } from "./event-columns.ts";
import { minorSchema } from "./money.ts";
import { column, tableOf } from "./table.ts";
import { daySchema } from "./time.ts";

const count = z.int().nonnegative();

/**
 * One row of a shard file: a customer with at least one counted order up to the as-of day, and all that later states
 * need of them, so that the table is read once a night. Spans in days, money in minor units.
 */
const summaryRowSchema = z.object({
  customer_id: column("text", z.string()),
  email: column("text", z.string().nullable()),
  consent: column("text", z.enum(["granted", "denied", "unknown"])),
  /** null in files from before it was known. */
  reachable: column("text", reachabilitySchema.nullable()),
  birthday: column("text", z.string().nullable()),
  /** null in files from before it was kept. */
  country: column("text", z.string().nullable()),
  first_day: column("day", daySchema),
  last_day: column("day", daySchema),
  repeats: column("integer", count),
  recency_days: column("integer", count),
  age_days: column("integer", count),
  repeat_net: column("money", minorSchema),
  /** Of the repeat purchase day that brought most; null in files from before it was kept. */
  greatest_repeat: column("money", minorSchema.nullable()),
  orders: column("integer", z.int().positive()),
  net: column("money", minorSchema),
  window_orders: column("integer", count),
  window_net: column("money", minorSchema),
  days_silent: column("integer", count),
  /** Purchase days in the 90 days to come, one year and two years before; null in files from before it was kept. */
  season_last_year: column("integer", count.nullable()),
  season_year_before: column("integer", count.nullable()),
  /** What a customer's habits are (`shared/scoring/habits/habits.ts`), made once here and copied by score. */
  buying_habit: column("text", buyingHabitSchema.nullable()),
  interval_variation: column("number", z.number().nonnegative().nullable()),
  told_orders: column("integer", count),
  discounted_orders: column("integer", count),
  favourite_category: column("text", z.string().nullable()),
  usual_weekday: column("text", weekdaySchema.nullable()),
  usual_hour: column("integer", z.int().min(0).max(23).nullable()),
  /** JSON of `categoryDaysColumnSchema`; null of who bought of no category that a campaign names, and in files from before it was kept. */
  category_days: column("text", z.string().nullable()),
  ...eventColumns,
});
export type SummaryRow = z.infer<typeof summaryRowSchema>;

export const summaryTable = tableOf(summaryRowSchema);

/**
 * A customer without a counted order up to the as-of day, whom nothing is scored for: a prospect, or somebody who must not be
 * mailed. What the files under `segments/` say of them.
 */
const unscoredRowSchema = summaryRowSchema
  .pick({ customer_id: true, email: true, consent: true, reachable: true })
  .extend({ lifecycle_stage: column("text", z.literal("prospect").nullable()), ...eventColumns });
export type UnscoredRow = z.infer<typeof unscoredRowSchema>;

export const unscoredTable = tableOf(unscoredRowSchema);
