import * as z from "zod";

/** How far back a shop's history reaches, and what was left out for it. */
export const historySchema = z.object({
  /** Days from the first purchase day that is believed to the as-of day: the age of the oldest customers that models are fitted to. */
  days: z.int().nonnegative(),
  /** Purchase days that lie before it, and customers who first bought then; models are fitted without these. */
  strayDays: z.int().nonnegative(),
  strayCustomers: z.int().nonnegative(),
});
export type History = z.infer<typeof historySchema>;
