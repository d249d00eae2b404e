import * as z from "zod";
import { channelSchema, handedChannelSchema } from "./channel.ts";
import { sleepyTiers, tierDepth, tierSchema } from "./customer.ts";
import { nameSchema } from "./written-text.ts";

/** A tier that a customer can fall into: nobody falls into `new` or `awake`, and a campaign for these would mail nobody. */
const enteredTierSchema = tierSchema.refine((tier) => tierDepth[tier] > 0, {
  error: `nobody falls into this tier, so such a campaign mails nobody; there is ${sleepyTiers.join(", ")}`,
});

/** What makes a customer a candidate for a campaign. */
const triggerSchema = z.discriminatedUnion("on", [
  z.strictObject({ on: z.literal("tier-entered"), tiers: z.array(enteredTierSchema).min(1) }),
  z.strictObject({ on: z.literal("birthday") }),
  /** Left a cart so many days before the mail, and bought nothing on that day or since. */
  z.strictObject({ on: z.literal("cart-left"), afterDays: z.int().min(1).max(30) }),
]);
export type Trigger = z.infer<typeof triggerSchema>;

/** The name of a campaign's folder. */
export const campaignIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: "expected at most 40 small letters, digits and -, a letter first" });

/** `campaigns/<id>/campaign.yaml`: why we write, to whom. Templates stand beside it, one a language. */
export const campaignDefinitionSchema = z.strictObject({
  name: nameSchema.describe("What report and dashboard call it"),
  enabled: z.boolean().default(true).describe("false stops it from the next night on"),
  channel: channelSchema
    .default("email")
    .describe("By what its messages go; of another channel than mail, templates are texts alone"),
  trigger: triggerSchema.describe("What makes a customer a candidate"),
});
/** The same with the name of its folder. */
export const campaignSchema = campaignDefinitionSchema.extend({ id: campaignIdSchema });
export type Campaign = z.infer<typeof campaignSchema>;

/** The one step that a campaign has: what its templates are called, and its messages in the ledger. */
export const FIRST_STEP = "first";

/** One customer whom a campaign might write to tonight; the gates decide. */
export const candidateSchema = z.object({
  customerId: z.string(),
  campaignId: z.string(),
  step: z.string(),
  /** What makes this occasion one: the last purchase day for win-back, the year for a birthday, the day for a cart. */
  occurrence: z.string(),
  /** Last purchase day the candidate was chosen on: a later one means that they bought since. Absent of a prospect, as is the tier. */
  lastDay: z.iso.date().optional(),
  tier: tierSchema.optional(),
  /** Absent for mail. */
  channel: handedChannelSchema.optional(),
  /** The last day on which the step is due; absent where that is the send day of this very night. */
  dueUntil: z.iso.date().optional(),
});
export type Candidate = z.infer<typeof candidateSchema>;
