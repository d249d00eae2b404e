import * as z from "zod";
import { sumMinorSchema } from "./money.ts";
import { openedRangeSchema } from "./opened-range.ts";
import { daySchema } from "./time.ts";

/** What those known at a day of the past were foretold to do in the months of 30 days after it, and did. */
const pastOutcomeSchema = z.object({
  cut: daySchema,
  months: z.int().positive(),
  /** How much it says of tonight, from 0 to 1: the season it begins in, and how long a history it could learn from. */
  weight: z.number(),
  /** Whether it begins within weeks of the day that tonight is, in an earlier year. */
  sameSeason: z.boolean(),
  purchases: z.object({ foretold: z.number(), came: z.int() }),
  netMinor: z.object({ foretold: sumMinorSchema, came: sumMinorSchema }),
});
export type PastOutcome = z.infer<typeof pastOutcomeSchema>;

/**
 * Section `valueRange` of `model.json`: how far the shop's total may be off for all that the model does not know. `deviation` is that of the
 * total's logarithm, learned from the cuts, with so many degrees of freedom (Student's t).
 */
export const valueRangeSchema = z.object({
  /** Whether the season to come was seen a year ago, by a shop that was no beginner then. */
  seasonKnown: z.boolean(),
  deviation: z.number(),
  degrees: z.number(),
  /** How far the ends are moved apart beyond that, for an odd shop; absent where they are not. */
  opened: openedRangeSchema.optional(),
  /** Customers who brought a twentieth of all and far more than others do, and are in no cut; absent where there are none. */
  leftOut: z.int().positive().optional(),
  /** Where customers pay so many times what they paid a year ago (`spend-level-break`): the deviation allows for it. */
  spendTimes: z.number().positive().optional(),
  /** Newest first. */
  cuts: z.array(pastOutcomeSchema),
});
export type ValueRange = z.infer<typeof valueRangeSchema>;

/** Section `valueByMonth`: what all customers together will probably bring in each month of the horizon, discounted; it adds up to their value. */
export const valueByMonthSchema = z.object({
  /** Whether months go by how earlier years' were, beside the model. */
  seasonal: z.boolean(),
  months: z.array(z.object({ from: daySchema, to: daySchema, expectedMinor: sumMinorSchema })),
});
export type ValueByMonth = z.infer<typeof valueByMonthSchema>;
