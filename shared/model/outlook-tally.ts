import * as z from "zod";

const count = z.int().nonnegative();

/** What customers may be expected to do next, and what moves them. Every part is merged by adding. */
export const outlookTallySchema = z.object({
  /** Customers of whom a purchase model tells a chance to be active. */
  foretold: count,
  /** Customers whose chance to buy within a year is known, and the sum of it. */
  withReturn: count.default(0),
  expectedToReturn: z.number().nonnegative(),
  /** Those of them who are due: they are likelier to return than not (to be active than not, where that is not known), and the middle of their window lies at most so many days ahead. */
  dueWithin: z.object({ days7: count, days30: count, days90: count }),
  /** Customers with a repeat score, and the sum of it: how many of them are expected to buy within 90 days. */
  withRepeatScore: count,
  expectedBuyers90d: z.number().nonnegative(),
  /** By price sensitivity: below `LESS`, from `MORE` up, and between them (`outlook-tally.ts`). */
  priceSensitivity: z.object({ less: count, likeShop: count, more: count }),
});
export type OutlookTally = z.infer<typeof outlookTallySchema>;
