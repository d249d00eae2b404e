import { z } from "zod";
import { daySchema, instantSchema } from "./time.ts";

/** Every reason a gate can stop a message with. One list for log, tally, report, file and test. */
export const stopReasonSchema = z.enum([
  "no-address",
  "suppressed",
  "no-consent",
  "bought-since",
  "holdout",
  "over-limit",
  "sending-off",
  "not-a-test-recipient",
  "past-day",
  "stale-night",
]);
export type StopReason = z.infer<typeof stopReasonSchema>;

/** The life of a message. `claimed` without a later state is an unknown outcome: reported, never re-sent. */
export const messageStateSchema = z.enum(["claimed", "sent", "refused", "delivered", "bounced", "complained"]);
export type MessageState = z.infer<typeof messageStateSchema>;

/** One row of the Messages table: one mail to one customer for one campaign step and occurrence. */
export const messageSchema = z.object({
  customerId: z.string().min(1),
  /** `campaign#step#occurrence` */
  messageKey: z.string().min(1),
  runId: z.string(),
  asOf: daySchema,
  emailKey: z.string(),
  state: messageStateSchema,
  claimedAt: instantSchema,
  settledAt: instantSchema.optional(),
  sesMessageId: z.string().optional(),
  locale: z.string(),
  /** Unix seconds; DynamoDB's TTL attribute, 25 months after the claim. */
  expiresAt: z.int(),
});
export type Message = z.infer<typeof messageSchema>;

/** Why an address is never mailed again. Survives erasure. */
export const suppressionSchema = z.object({
  emailKey: z.string().min(1),
  reason: z.enum(["unsubscribed", "bounced", "complained", "erased"]),
  at: instantSchema,
  campaign: z.string().optional(),
});
export type Suppression = z.infer<typeof suppressionSchema>;
