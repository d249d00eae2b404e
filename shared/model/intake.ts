import * as z from "zod";
import { webhookSourceSchema } from "./order.ts";
import { instantSchema } from "./time.ts";

/**
 * What stands on the orders queue: where the raw body lies, never the body itself.
 * Personal data therefore stays in one place, and neither queue nor dead-letter queue limits a body's size.
 */
export const intakeMessageSchema = z.object({
  source: webhookSourceSchema,
  topic: z.string(),
  archiveKey: z.string(),
  receivedAt: instantSchema,
});
export type IntakeMessage = z.infer<typeof intakeMessageSchema>;
