import * as z from "zod";

const count = z.int().nonnegative();

/** Nobody has bought for so many days, and never before for more than `longestPauseDays`. */
const quietShopSchema = z.object({ days: count, longestPauseDays: count });
export type QuietShop = z.infer<typeof quietShopSchema>;

/** A stretch of days on which nobody bought anything in a shop that sold before and after: its first and its last day, both included. */
const closureSchema = z.object({ fromDaysAgo: count, untilDaysAgo: count });
export type Closure = z.infer<typeof closureSchema>;

/** So many of all customers first bought on one day, and so many of all purchase days fall on it. */
const migrationDaySchema = z.object({
  daysAgo: count,
  firstCustomers: count,
  customers: count,
  purchaseDays: count,
  of: count,
});
export type MigrationDay = z.infer<typeof migrationDaySchema>;

/** Purchase days of `spanDays` before and from a day on, and over the same days a year earlier. */
const besideLastYear = {
  daysAgo: count,
  spanDays: count,
  before: count,
  after: count,
  beforeLastYear: count,
  afterLastYear: count,
};

/** `likely`: beyond what chance usually does, and not ruled out. */
const levelBreakSchema = z.object({ ...besideLastYear, likely: z.boolean().optional() });
export type LevelBreak = z.infer<typeof levelBreakSchema>;

/** The same of a season that brought less than a year earlier, though the days before it did not. */
const lowerSeasonSchema = z.object(besideLastYear);
export type LowerSeason = z.infer<typeof lowerSeasonSchema>;

/**
 * Customers who bought in the last `spanDays` and in the same a year earlier; how many times as much the one in the middle of them pays a
 * purchase day, and how many of them changed in that direction.
 */
const spendLevelSchema = z.object({ spanDays: count, customers: count, times: z.number().positive(), alike: count });
export type SpendLevel = z.infer<typeof spendLevelSchema>;

/** What is odd about a shop as a whole; each absent where it is not. */
export const oddShopSchema = z.object({
  quiet: quietShopSchema.optional(),
  /** Newest first. */
  closures: z.array(closureSchema).optional(),
  migration: migrationDaySchema.optional(),
  levelBreak: levelBreakSchema.optional(),
  lowerSeason: lowerSeasonSchema.optional(),
  spendLevel: spendLevelSchema.optional(),
});
export type OddShop = z.infer<typeof oddShopSchema>;
