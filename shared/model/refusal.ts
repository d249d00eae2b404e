import * as z from "zod";

/**
 * Why whoever sends took nothing, whoever the message was for. `unavailable`: it could not be reached, or throttled to the
 * end, and another try may do. Everything else has to be mended by the operator first.
 */
export const refusalSchema = z.enum([
  "sender-not-verified",
  "sandbox",
  "quota-used-up",
  "sending-paused",
  "no-permission",
  "unavailable",
  /** Whoever sends what goes by another channel: it takes nothing from us, or could not be reached. */
  "receiver-refuses",
  "receiver-unreachable",
  "other",
]);
export type Refusal = z.infer<typeof refusalSchema>;

/** Mails that a night has not sent because its post broke off, why as far as is known, and in which shards. */
export const unsentSchema = z.object({
  mails: z.int().nonnegative(),
  refusals: z.array(refusalSchema),
  /** Whether marketing could not be told of the files either. */
  notice: z.boolean(),
});
export type Unsent = z.infer<typeof unsentSchema>;

/** Whether anything is left that a redrive should send. */
export const isLeft = ({ mails, notice }: Unsent): boolean => mails > 0 || notice;
