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

/** Who let a day's post out, and when: after they had seen what it is. */
const approvalSchema = z.strictObject({ at: instantSchema, by: z.enum(["command"]) });
export type Approval = z.infer<typeof approvalSchema>;

/**
 * What was let out of one run's post, by that run's name: of the same day's post as another run plans it, by other campaigns, settings or
 * customers, nobody has seen anything. So it ends by itself when the next night is there.
 */
const approvedSchema = z.strictObject({
  runId: z.string().min(1),
  everything: approvalSchema.optional(),
  campaigns: z.record(campaignIdSchema, approvalSchema),
});
export type Approved = z.infer<typeof approvedSchema>;

const countSchema = z.int().nonnegative();

/** What no mail leaves of: all campaigns, those to come among them, or some by their names. Strict: what a program does not know may hold more. */
export const heldSchema = z.strictObject({
  everything: holdSchema.optional(),
  campaigns: z.record(campaignIdSchema, holdSchema),
  /** When everything was released last: an alarm does not hold again for what came back before. */
  releasedAt: instantSchema.optional(),
  /** Of that day: how many mails had left by then, and how many had come back. Whoever released has looked into these. */
  lookedInto: z.strictObject({ sent: countSchema, bounced: countSchema, complained: countSchema }).optional(),
  /** When somebody had looked into what came back of mail to dormant addresses, which begins anew with the next night. */
  warmUpAnewAt: instantSchema.optional(),
  /** Where mail leaves only once it was approved (`mail.approval`): what of the last post was. */
  approved: approvedSchema.optional(),
});
export type Held = z.infer<typeof heldSchema>;

/** What is held, as far as it can be read. What cannot be read holds everything: somebody meant to hold something. */
export type HeldNow = Held | "unreadable";

/** Whether a campaign's messages wait because somebody held them. */
export const isHeld = (held: HeldNow, campaignId: string): boolean =>
  held === "unreadable" || held.everything !== undefined || Object.hasOwn(held.campaigns, campaignId);

/** What a night met of it: what is held at its end, and how many messages waited for that. */
export const heldMetSchema = z.object({
  now: z.union([heldSchema, z.literal("unreadable")]),
  mails: z.int().nonnegative(),
});
export type HeldMet = z.infer<typeof heldMetSchema>;

/** What a night that wants approval met of it: what was approved of its post, and how many messages wait for that, by campaign. */
export const approvalMetSchema = z.object({
  runId: z.string(),
  approved: z.union([z.enum(["everything", "nothing"]), z.array(campaignIdSchema)]),
  mails: z.record(campaignIdSchema, z.int().positive()),
});
export type ApprovalMet = z.infer<typeof approvalMetSchema>;

export const nothingHeld: Held = { campaigns: {} };
