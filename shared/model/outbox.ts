import * as z from "zod";
import { handedChannelSchema } from "./channel.ts";
import { daySchema } from "./time.ts";

/** One message that another system is to send (docs/adr/0017): the entries of `work/run=<id>/outbox/<shard>.json`. */
export const outboxEntrySchema = z.object({
  channel: handedChannelSchema,
  /** What the receiver tells messages apart by. */
  messageId: z.string(),
  customerId: z.string(),
  handle: z.string(),
  locale: z.string(),
  campaignId: z.string(),
  step: z.string(),
  occurrence: z.string(),
  text: z.string(),
  /** The last day on which it may be sent, in the shop's time zone. */
  expiresOn: daySchema,
});
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;
