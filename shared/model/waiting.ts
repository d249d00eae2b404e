import * as z from "zod";

/** What had come in and was not recorded when a night was planned: its numbers lack it. */
export const waitingSchema = z.object({
  /** In the orders queue, whether or not somebody is at work on them. */
  webhooks: z.int().nonnegative(),
  /** In the dead-letter queue beside it. */
  deadLetters: z.int().nonnegative(),
});
export type Waiting = z.infer<typeof waitingSchema>;

export const nothingWaits: Waiting = { webhooks: 0, deadLetters: 0 };
