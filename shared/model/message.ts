import * as z from "zod";
import { addressKindReasons } from "./address-kind.ts";
import { handedChannelSchema } from "./channel.ts";
import { tierSchema } from "./customer.ts";
import { outboxEntrySchema } from "./outbox.ts";
import { refusalSchema } from "./refusal.ts";
import { daySchema, instantSchema } from "./time.ts";

/** Every reason that a gate answers with, in the order in which the gates are asked (`shared/campaigns/gates.ts`). */
export const gateReasonSchema = z.enum([
  "past-day",
  "stale-night",
  "no-address",
  "suppressed",
  ...addressKindReasons,
  "no-consent",
  /** What a purchase lets us presume, where the shop wants an agreement. */
  "soft-opt-in",
  "consent-too-old",
  /** The law of the recipient's country asks for more than the consent we have (China, Canada). */
  "country-law",
  "bought-since",
  /** What it was made of was taken back: the order, the birthday. */
  "occasion-gone",
  "offer-over",
  /** They were written to about this occasion before: once a spell, once a birthday. */
  "already-written",
  "holdout",
  /** The step that this one needs was not written for this occasion, and cannot be any more. */
  "nothing-to-follow",
  /** The step that this one needs was not written for this occasion, or not long enough ago. */
  "needed-step-missing",
  /** The campaign wrote to them about another occasion fewer days ago than it wants to lie between two. */
  "too-soon-for-campaign",
  "offered-lately",
  /** One message a day, the most important first. */
  "more-important-first",
  "over-limit",
  /** Their address is dormant, and as many of those as may be written to today have been. */
  "warming-up",
  /** The campaign writes to no more today (`budget_per_day`). */
  "over-budget",
  "sending-off",
  "not-a-test-recipient",
  /** The hour at which it is to go has not come. */
  "hour-to-come",
  /** The hours in which it might go today are over where they live. */
  "quiet-hours",
  /** Nobody has released this day's post yet, and the shop wants that somebody does (`mail.approval`). */
  "awaiting-approval",
  /** Somebody held the campaign, or everything. */
  "held",
  /** The mail service takes no more at this hour; a part of its quota stays for the shop's other mail. */
  "over-quota",
  /** The mail service took nothing, or a worker died: a redrive of the night goes on with them. */
  "post-broke-off",
  /** An import was not finished: people would be judged on a part of their history. Nothing else held the mail. */
  "import-unfinished",
]);
export type GateReason = z.infer<typeof gateReasonSchema>;

/** What these keep back is asked again in each hour of the day, in those at which it may go. */
export const askedEachHour: ReadonlySet<StopReason> = new Set<StopReason>([
  "hour-to-come",
  "awaiting-approval",
  "held",
  "over-quota",
  "post-broke-off",
  "import-unfinished",
]);

/** Why a message that the gates let pass was not written: what a template lets happen for one customer and not for another. */
const unwrittenReasonSchema = z.enum([
  /** As its template wrote it for this customer, it lacks what the law asks for. */
  "incomplete-mail",
  /** The template broke off for this customer. */
  "template-failed",
]);
export type UnwrittenReason = z.infer<typeof unwrittenReasonSchema>;

/** Every reason why a candidate is not written to. One list for log, tally, report, file and test. */
export const stopReasonSchema = z.enum([...gateReasonSchema.options, ...unwrittenReasonSchema.options]);
export type StopReason = z.infer<typeof stopReasonSchema>;

/** Whether a reason is the template's and no gate's. */
export const isUnwritten = (reason: StopReason): reason is UnwrittenReason =>
  unwrittenReasonSchema.safeParse(reason).success;

/**
 * The life of a message. `claimed`: somebody is sending it, or died over it. `unknown`: the mail service was asked and gave no
 * answer. Neither is ever sent again; the mail service's own events settle both.
 */
const messageStateSchema = z.enum(["claimed", "unknown", "sent", "refused", "delivered", "bounced", "complained"]);
export type MessageState = z.infer<typeof messageStateSchema>;

/**
 * One row of the Messages table, the ledger: one mail to one address for one campaign step and occurrence. The address and
 * what the mail is about are its key, so that nothing that happens to customers can mail an address twice (docs/adr/0005).
 */
export const messageSchema = z.object({
  /** Keyed hash of the address that is mailed; of another channel its handle's key, `sms:<keyed hash>`. */
  emailKey: z.string().min(1),
  /** `campaign#step#occurrence` */
  messageKey: z.string().min(1),
  /** Whom it was written to, as they were named then: for tracing, never to find the message by. */
  customerId: z.string().min(1),
  runId: z.string(),
  asOf: daySchema,
  /** The campaigns that it was written by, by the SHA-256 of their content. */
  campaigns: z.string().optional(),
  /** Token of the one attempt that made this claim: nobody else takes it back or says what became of it. */
  owner: z.string().min(1),
  state: messageStateSchema,
  claimedAt: instantSchema,
  settledAt: instantSchema.optional(),
  sesMessageId: z.string().optional(),
  locale: z.string(),
  /** It is posted as an event, once. What goes by another channel than mail and is not stands in its day's file. */
  posted: z.literal(true).optional(),
  /** Its address was dormant: mail to it is warmed up. */
  warmed: z.literal(true).optional(),
  /** What it promises, by the offer's name, and its code, which another offer may have by now. */
  offer: z.string().optional(),
  offerCode: z.string().optional(),
  /** Unix seconds; DynamoDB's TTL attribute, 25 months after the claim. */
  expiresAt: z.int(),
});
export type Message = z.infer<typeof messageSchema>;
/** Stands for the customer id of who was erased, in a row that is kept for others at the address. No customer has it. */
export const UNNAMED = "nobody:erased";

/** Which message: where it goes and what it is about. */
export type MessageRef = Pick<Message, "emailKey" | "messageKey">;

/** Key of a message among those to its address: the same occasion has the same key, however often a night is run. */
export const messageKeyOf = (of: { campaignId: string; step: string; occurrence: string }): string =>
  `${of.campaignId}#${of.step}#${of.occurrence}`;

/** Undoes `messageKeyOf`. */
export const readMessageKey = (messageKey: string): { campaignId: string; step: string; occurrence: string } => {
  const [campaignId = "", step = "", ...occurrence] = messageKey.split("#");
  return { campaignId, step, occurrence: occurrence.join("#") };
};

const occasion = {
  /** As the candidate names the customer. */
  customerId: z.string().min(1),
  campaignId: z.string(),
  step: z.string(),
  occurrence: z.string(),
  /** Absent of a prospect. */
  tier: tierSchema.optional(),
  /** Absent for mail. */
  channel: handedChannelSchema.optional(),
};

/**
 * What the ledger says of a message. `sent`: the mail service took it. `refused`: it said no to this mail, nothing was sent.
 * `unknown`: no answer; it may have been sent, and is never sent again. `in-progress`: somebody else is sending it right now.
 */
const recordedOutcomeSchema = z.enum(["sent", "refused", "unknown", "in-progress"]);
export type RecordedOutcome = z.infer<typeof recordedOutcomeSchema>;

/**
 * What becomes of a candidate who is not written to. `stopped`: not about this occasion. `waiting`: it is due again tomorrow.
 * `expired`: it would wait, and is not due any more tomorrow.
 */
export const withheldSchema = z.enum(["stopped", "waiting", "expired"]);
export type Withheld = z.infer<typeof withheldSchema>;

/** Candidates who were not written to, by what becomes of them, and by the reason. */
export type WithheldCounts = Record<Withheld, Partial<Record<StopReason, number>>>;

/** What became of one candidate, exactly one for each: the rows of `messages/<shard>.json`, written by `notify`, read by `close`. */
const messageOutcomeSchema = z.discriminatedUnion("outcome", [
  z.object({
    ...occasion,
    outcome: withheldSchema,
    reason: stopReasonSchema,
    /** Of what waits: the first day on which it may pass, or the moment of the send day, where that is known. */
    until: z.union([daySchema, instantSchema]).optional(),
    /** The last day on which the step is due; absent where that is the night's own. */
    dueUntil: daySchema.optional(),
    /** Of what was written already: the day, where that is another than the night's own, whose files have it. */
    writtenOn: daySchema.optional(),
    /** Why the post broke off, where that is known. */
    refusal: refusalSchema.optional(),
  }),
  z.object({
    ...occasion,
    outcome: recordedOutcomeSchema,
    locale: z.string(),
    /** Where the ledger has it. */
    emailKey: z.string(),
    /** The run that claimed it: this one, or an earlier attempt at the same night. */
    runId: z.string(),
    /** It went to a dormant address. */
    warmed: z.literal(true).optional(),
    /** What it promised, by the offer's name. */
    offer: z.string().optional(),
    /** The ledger has it under another customer's name: they have become one since, and another row may tell of it too. */
    joined: z.literal(true).optional(),
    /** What is to stand in the channel's file. It lies with what became of it, so that of two workers one has written both. */
    entry: outboxEntrySchema.optional(),
  }),
]);
export type MessageOutcome = z.infer<typeof messageOutcomeSchema>;
export type WithheldOutcome = Extract<MessageOutcome, { outcome: Withheld }>;
export const isWithheld = (row: MessageOutcome): row is WithheldOutcome => "reason" in row;
export const messageOutcomesSchema = z.array(messageOutcomeSchema);

/**
 * What a notify shard answers: counts only. They add up: `candidates` is the sum of all others.
 * `sent` went out in this run, `sentBefore` in an earlier attempt at the same night.
 */
export type NotifyTally = {
  shard: number;
  candidates: number;
  sent: number;
  sentBefore: number;
  refused: number;
  unknown: number;
  inProgress: number;
} & WithheldCounts;
