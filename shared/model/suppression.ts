import * as z from "zod";
import { instantSchema } from "./time.ts";

/**
 * Why an address is never mailed again, the weightiest last. A bounce is about the address alone; all others are the word
 * of a person, and hold wherever they can be reached.
 */
export const suppressionReasons = ["bounced", "unsubscribed", "complained", "erased"] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** One reason, told once. */
export type Suppression = { emailKey: string; reason: SuppressionReason; at: string; campaign?: string | undefined };

const firstTime = z.object({ at: instantSchema, campaign: z.string().optional() }).optional();

/** A row of the Suppressions table, of all but one (`key-fingerprint.ts`): the first time of each reason. Survives erasure. */
const suppressionRowSchema = z.object({
  emailKey: z.string().min(1),
  bounced: firstTime,
  unsubscribed: firstTime,
  complained: firstTime,
  erased: firstTime,
});

/** An address that is suppressed: by the weightiest reason, whichever came first, and what else was told. */
export type Suppressed = Suppression & { also?: readonly Omit<Suppression, "emailKey">[] };

/** Reads a row; one without any reason fits nothing and is refused. */
export const suppressedSchema = suppressionRowSchema.transform(({ emailKey, ...firsts }, context): Suppressed => {
  const told = suppressionReasons.flatMap((reason) => {
    const first = firsts[reason];
    return first === undefined ? [] : [{ reason, ...first }];
  });
  const weightiest = told.pop();
  if (weightiest) return { emailKey, ...weightiest, ...(told.length > 0 && { also: told }) };
  context.addIssue({ code: "custom", message: "a suppression without a reason" });
  return z.NEVER;
});
