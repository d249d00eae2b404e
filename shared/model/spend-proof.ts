import * as z from "zod";
import { challengerSchema } from "./challenger.ts";
import { daySchema } from "./time.ts";

const count = z.int().nonnegative();

/**
 * How well a model of spend foretold what a purchase brings. `error`: what buyers brought against what was foretold for as many
 * purchases, all misses together over all that was brought. `gini`: how well it ranks buyers by what a purchase of theirs brings, 0 by chance.
 */
const spendRatingSchema = z.object({ error: z.number(), gini: z.number() });
export type SpendRating = z.infer<typeof spendRatingSchema>;

/** Section `spendProof` of `model.json`: spend learned until a past day, with and without first purchase days, against the time since. */
export const spendProofSchema = z.object({
  cut: daySchema,
  horizonDays: z.int(),
  /** Known at the cut; of them, those who bought since; and their purchase days. */
  customers: count,
  buyers: count,
  purchases: count,
  excluded: spendRatingSchema,
  counted: spendRatingSchema,
  /** Which is in force. */
  inForce: z.enum(["excluded", "counted"]),
  /** The other, while it waits for its turn. */
  challenger: challengerSchema.optional(),
});
export type SpendProof = z.infer<typeof spendProofSchema>;
