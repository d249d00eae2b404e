import * as z from "zod";
import { daySchema } from "./time.ts";

/** What value is measured by: CLV, or all net value where there is no CLV. */
const basisSchema = z.enum(["clv", "net-value"]);
const least = z.number().nullable();

/** `valueBands` of `model.json`: high, middle and low by amount, beside the classes by share. */
export const valueBandsSchema = z.object({
  basis: basisSchema,
  /** `settings`: cut by hand. `mean`: twice the mean and half of it, as round amounts that stand until the mean is far from them. */
  rule: z.enum(["settings", "mean"]),
  /** Mean value in minor units, and the customers it is of. */
  meanMinor: z.number(),
  customers: z.int().nonnegative(),
  /** The least value, in minor units, that is high, and middle; null where nobody is worth anything. */
  cutsMinor: z.object({ high: least, middle: least }),
  /** First night these cuts stood. */
  since: daySchema,
});
export type ValueBands = z.infer<typeof valueBandsSchema>;

/** `carriers` of `model.json`: the fewest customers who together hold a share of all value, counted exactly. */
export const carriersSchema = z.object({
  basis: basisSchema,
  share: z.number(),
  customers: z.int().nonnegative(),
  /** All customers, and what all of them together are worth, in minor units. */
  of: z.int().nonnegative(),
  totalMinor: z.number().nonnegative(),
  /** Value of the least of them, in minor units; null where nobody is worth anything. */
  leastMinor: least,
});
export type Carriers = z.infer<typeof carriersSchema>;

/**
 * `restsOnFew` of `model.json`: customers who spent far beyond others on so few purchase days that not all of it is believed of what is to come.
 * All of them together, money in minor units.
 */
export const restsOnFewSchema = z.object({
  customers: z.int().positive(),
  purchaseDays: z.int(),
  /** What these days brought, and what they count for. */
  spentMinor: z.number(),
  believedMinor: z.number(),
  /** Their expected value, and what it would be if all they spent were believed. */
  valueMinor: z.number(),
  inFullMinor: z.number(),
});
export type RestsOnFew = z.infer<typeof restsOnFewSchema>;
