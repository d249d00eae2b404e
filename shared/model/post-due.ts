import * as z from "zod";
import { instantSchema } from "./time.ts";

/**
 * `work/run=<id>/post.json`: shards of a night in which something waits that may leave on its send day yet, in the order of their
 * numbers, and from when on. It names nobody. What may leave at any moment (somebody holds it, the mail service took nothing) has
 * the time of the night itself: every hour asks for it.
 */
export const postDueSchema = z.object({
  due: z.array(z.object({ shard: z.int().nonnegative(), at: instantSchema })),
});
export type PostDue = z.infer<typeof postDueSchema>;
