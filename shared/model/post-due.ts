import * as z from "zod";
import { instantSchema } from "./time.ts";

/**
 * `work/run=<id>/post.json`: shards of a night in which something waits that may leave on its send day yet, in the order of their
 * numbers, and from when on. It names nobody. What may leave at any moment (somebody holds it, the mail service took nothing) has
 * the time of the night itself: every hour asks for it.
 */
export const postDueSchema = z.object({
  due: z.array(z.object({ shard: z.int().nonnegative(), at: instantSchema })),
  /** An import of orders wrote while the night read, as it was when it was closed first: no later hour sends by what it read. */
  importMet: z.literal(true).optional(),
});
export type PostDue = z.infer<typeof postDueSchema>;

/** What each shard of a later hour has to know of it: small, for it travels between the states. */
export const laterHourSchema = postDueSchema.pick({ importMet: true }).strict();
export type LaterHour = z.infer<typeof laterHourSchema>;
