import * as z from "zod";
import { campaignIdSchema } from "./campaign.ts";
import { instantSchema } from "./time.ts";
import { lineSchema } from "./written-text.ts";

const LONGEST_NOTE = 200;
/** What whoever holds mail writes beside it, for whoever finds it held: no names, no addresses. */
export const holdNoteSchema = lineSchema.max(LONGEST_NOTE, {
  error: `expected at most ${LONGEST_NOTE} characters`,
});

const holdSchema = z.strictObject({
  since: instantSchema,
  by: z.enum(["command", "link", "alarm"]),
  note: holdNoteSchema.optional(),
});
export type Hold = z.infer<typeof holdSchema>;

/** What no mail leaves of: all campaigns, those to come among them, or some by their names. Strict: what a program does not know may hold more. */
export const heldSchema = z.strictObject({
  everything: holdSchema.optional(),
  campaigns: z.record(campaignIdSchema, holdSchema),
  /** When everything was released last: an alarm does not hold again for what came back of mail before. */
  releasedAt: instantSchema.optional(),
});
export type Held = z.infer<typeof heldSchema>;

/** What is held, as far as it can be read. What cannot be read holds everything: somebody meant to hold something. */
export type HeldNow = Held | "unreadable";

/** What a night met of it: what is held at its end, and how many messages waited for that. */
export const heldMetSchema = z.object({
  now: z.union([heldSchema, z.literal("unreadable")]),
  mails: z.int().nonnegative(),
});
export type HeldMet = z.infer<typeof heldMetSchema>;

export const nothingHeld: Held = { campaigns: {} };
