import { z } from "zod";
import { PoisonError } from "../model/errors.ts";
import type { MessageRef, MessageState } from "../model/message.ts";
import { parseJson } from "../model/parse-json.ts";
import type { Instant } from "../model/time.ts";
import { parseEventTime } from "./event-time.ts";
import { readTags } from "./message-tags.ts";

/** What an event of the mail service tells us. Addresses in it are as mailed; they must not be kept. */
export type MailEvent =
  | {
      kind: "report";
      /** The state the message is in at least; undefined where the event changes none (out of office, not spam). */
      state: Exclude<MessageState, "claimed"> | undefined;
      /** Whose address must not be written to again, and why. */
      suppress: { reason: "bounced" | "complained"; addresses: readonly string[] } | undefined;
      message: MessageRef | undefined;
      sesMessageId: string;
      /** Undefined where the event's time cannot be read. */
      at: Instant | undefined;
    }
  | { kind: "ignored"; type: string };

const recipients = z.array(z.looseObject({ emailAddress: z.string() }));
const time = z.string().optional();

const bounceSchema = z.looseObject({
  bounceType: z.string(),
  bounceSubType: z.string().default(""),
  bouncedRecipients: recipients,
  timestamp: time,
});
const complaintSchema = z.looseObject({
  complainedRecipients: recipients,
  complaintFeedbackType: z.string().nullish(),
  complaintSubType: z.string().nullish(),
  timestamp: time,
});
const mailSchema = z.looseObject({ messageId: z.string(), timestamp: time, tags: z.unknown().optional() });

const eventSchema = z.looseObject({
  mail: mailSchema,
  bounce: bounceSchema.optional(),
  complaint: complaintSchema.optional(),
  delivery: z.looseObject({ timestamp: time }).optional(),
});
type Event = z.infer<typeof eventSchema>;

/** Configuration sets say `eventType`, identities `notificationType`: otherwise they say the same. */
const typeSchema = z.union([
  z.looseObject({ eventType: z.string() }).transform(({ eventType }) => eventType),
  z.looseObject({ notificationType: z.string() }).transform(({ notificationType }) => notificationType),
]);

const envelopeSchema = z.looseObject({ Type: z.literal("Notification"), Message: z.string() });

/**
 * Reads the body of a queue message: an SES event in either dialect, bare or in SNS's envelope.
 *
 * @throws PoisonError with the reason `not-json`, `not-a-mail-event` or `malformed-mail-event`
 */
export const parseMailEvent = (body: string): MailEvent => {
  // SES says this in plain text, once, when the topic is set up.
  if (body.startsWith("Successfully validated SNS topic")) return { kind: "ignored", type: "topic-validation" };
  const json = parseJson(body);
  if (json === undefined) throw new PoisonError("not-json", "a message on the mail events queue is not JSON");
  const envelope = envelopeSchema.safeParse(json);
  return envelope.success ? parseMailEvent(envelope.data.Message) : readEvent(json);
};

const readEvent = (json: unknown): MailEvent => {
  const type = typeSchema.safeParse(json);
  if (!type.success) {
    throw new PoisonError(
      "not-a-mail-event",
      "a message on the mail events queue has neither eventType nor notificationType",
    );
  }
  const judge = judges.get(type.data);
  if (!judge) return { kind: "ignored", type: type.data };
  const event = eventSchema.safeParse(json);
  const judged = event.success ? judge(event.data) : undefined;
  if (!event.success || !judged) {
    // What zod says could quote an address.
    throw new PoisonError(
      "malformed-mail-event",
      `a mail event of type ${type.data} does not have the parts it must have`,
    );
  }
  const { mail } = event.data;
  const at = parseEventTime(judged.timestamp) ?? parseEventTime(mail.timestamp);
  const { state, suppress } = judged;
  return { kind: "report", state, suppress, message: readTags(mail.tags), sesMessageId: mail.messageId, at };
};

type Report = Extract<MailEvent, { kind: "report" }>;
type Judged = Pick<Report, "state" | "suppress"> & { timestamp: string | undefined };

/**
 * Only a permanent bounce tells something of the address; `Transient` is also what an out-of-office answer looks like,
 * and `OnAccountSuppressionList` is an older bounce told again.
 */
const judgeBounce = ({ bounce }: Event): Judged | undefined => {
  if (!bounce) return undefined;
  const { timestamp, bounceType, bounceSubType, bouncedRecipients } = bounce;
  if (bounceType !== "Permanent" || bounceSubType === "OnAccountSuppressionList") return { ...silent, timestamp };
  return { state: "bounced", suppress: { reason: "bounced", addresses: addressesOf(bouncedRecipients) }, timestamp };
};

/** `not-spam` is a reader taking a complaint back. */
const judgeComplaint = ({ complaint }: Event): Judged | undefined => {
  if (!complaint) return undefined;
  const { timestamp, complaintFeedbackType, complaintSubType, complainedRecipients } = complaint;
  const isNone = complaintFeedbackType === "not-spam" || complaintSubType === "OnAccountSuppressionList";
  if (isNone) return { ...silent, timestamp };
  const addresses = addressesOf(complainedRecipients);
  return { state: "complained", suppress: { reason: "complained", addresses }, timestamp };
};

const silent = { state: undefined, suppress: undefined } as const;

const judges: ReadonlyMap<string, (event: Event) => Judged | undefined> = new Map([
  ["Send", () => ({ state: "sent", suppress: undefined, timestamp: undefined })],
  ["Delivery", ({ delivery }) => ({ state: "delivered", suppress: undefined, timestamp: delivery?.timestamp })],
  ["Reject", () => ({ state: "refused", suppress: undefined, timestamp: undefined })],
  ["Rendering Failure", () => ({ state: "refused", suppress: undefined, timestamp: undefined })],
  ["Bounce", judgeBounce],
  ["Complaint", judgeComplaint],
]);

/** `Jane <jane@example.com>` and `jane@example.com` are both seen. */
const addressesOf = (entries: z.infer<typeof recipients>): string[] =>
  entries.map(({ emailAddress }) => /<([^<>]+)>\s*$/.exec(emailAddress)?.[1] ?? emailAddress.trim());
