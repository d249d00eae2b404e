import * as z from "zod";
import { PoisonError } from "../model/errors.ts";
import type { MessageState } from "../model/message.ts";
import { parseJson } from "../model/parse-json.ts";
import type { Instant } from "../model/time.ts";
import { parseEventTime } from "./event-time.ts";
import { readTags, type TaggedMessage } from "./message-tags.ts";

/** What an event of the mail service tells us. Addresses in it are as mailed; they must not be kept. */
export type MailEvent =
  | {
      kind: "report";
      /** The state the message is in at least; undefined where the event changes none (out of office, not spam). */
      state: Exclude<MessageState, "claimed"> | undefined;
      /** Whose address must not be written to again, and why. */
      suppress: { reason: "bounced" | "complained"; addresses: readonly string[] } | undefined;
      message: TaggedMessage | undefined;
      /** Undefined where the event does not tell. */
      sesMessageId: string | undefined;
      /** Undefined where the event's time cannot be read. */
      at: Instant | undefined;
    }
  | { kind: "ignored"; type: string };

/** What is nice to know: where it is null, or of another kind, it is not known, and what the event says besides still counts. */
const detail = z.string().optional().catch(undefined);
const recipients = z.array(z.unknown());

const bounceSchema = z.looseObject({
  bounceType: z.string(),
  bounceSubType: detail,
  bouncedRecipients: recipients,
  timestamp: detail,
});
const complaintSchema = z.looseObject({
  complainedRecipients: recipients,
  complaintFeedbackType: detail,
  complaintSubType: detail,
  timestamp: detail,
});
const deliverySchema = z.looseObject({ timestamp: detail }).catch({ timestamp: undefined });
const mailSchema = z.looseObject({ messageId: detail, timestamp: detail, tags: z.unknown().optional() });

/** Each part is read by who judges by it: what is odd about another one is no matter. */
const eventSchema = z.looseObject({
  mail: z.unknown().optional(),
  bounce: z.unknown().optional(),
  complaint: z.unknown().optional(),
  delivery: z.unknown().optional(),
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
  const report = reportOf(eventSchema.parse(json), judge);
  if (report !== undefined) return report;
  // What zod says could quote an address.
  throw new PoisonError(
    "malformed-mail-event",
    `a mail event of type ${type.data} does not have the parts it must have`,
  );
};

/** Undefined where it does not say what it must: whom it is about, or in what way. */
const reportOf = (event: Event, judge: Judge): Report | undefined => {
  const judged = judge(event);
  const read = mailSchema.safeParse(event.mail);
  const { messageId, timestamp, tags } = read.data ?? {};
  const message = readTags(tags);
  if (!judged || (!judged.suppress && !read.success)) return undefined;
  const { state, suppress } = judged;
  if (suppress && suppress.addresses.length === 0 && message === undefined) return undefined;
  const at = parseEventTime(judged.timestamp) ?? parseEventTime(timestamp);
  return { kind: "report", state, suppress, message, sesMessageId: messageId, at };
};

type Report = Extract<MailEvent, { kind: "report" }>;
type Judged = Pick<Report, "state" | "suppress"> & { timestamp: string | undefined };

type Judge = (event: Event) => Judged | undefined;

/**
 * SES kept the mail back, because the account's own list has the address: for a bounce, or, where it tells so by a complaint,
 * for a complaint, that any program of the account had. It is no new one, and the message's state and the rates stay as they
 * are; but the address is not written to any more than the account does.
 */
const WITHHELD = "OnAccountSuppressionList";

/** Only a permanent bounce tells something of the address; `Transient` is also what an out-of-office answer looks like. */
const judgeBounce: Judge = (event) => {
  const { data: bounce } = bounceSchema.safeParse(event.bounce);
  if (!bounce) return undefined;
  const { timestamp, bounceType, bounceSubType, bouncedRecipients } = bounce;
  if (bounceType !== "Permanent") return { ...silent, timestamp };
  const suppress = { reason: "bounced", addresses: addressesOf(bouncedRecipients) } as const;
  return { state: bounceSubType === WITHHELD ? undefined : "bounced", suppress, timestamp };
};

/** `not-spam` is a reader taking a complaint back. */
const judgeComplaint: Judge = (event) => {
  const { data: complaint } = complaintSchema.safeParse(event.complaint);
  if (!complaint) return undefined;
  const { timestamp, complaintFeedbackType, complaintSubType, complainedRecipients } = complaint;
  if (complaintFeedbackType === "not-spam") return { ...silent, timestamp };
  const suppress = { reason: "complained", addresses: addressesOf(complainedRecipients) } as const;
  return { state: complaintSubType === WITHHELD ? undefined : "complained", suppress, timestamp };
};

const silent = { state: undefined, suppress: undefined } as const;

const judges: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ["Send", () => ({ state: "sent", suppress: undefined, timestamp: undefined })],
  [
    "Delivery",
    ({ delivery }) => ({
      state: "delivered",
      suppress: undefined,
      timestamp: deliverySchema.parse(delivery).timestamp,
    }),
  ],
  ["Reject", () => ({ state: "refused", suppress: undefined, timestamp: undefined })],
  ["Rendering Failure", () => ({ state: "refused", suppress: undefined, timestamp: undefined })],
  ["Bounce", judgeBounce],
  ["Complaint", judgeComplaint],
]);

const recipientSchema = z.looseObject({ emailAddress: z.string() });

/** `Jane <jane@example.com>` and `jane@example.com` are both seen. An entry that names nobody takes nothing from the others. */
const addressesOf = (entries: readonly unknown[]): string[] =>
  entries.flatMap((entry) => {
    const { data } = recipientSchema.safeParse(entry);
    return data ? [/<([^<>]+)>\s*$/.exec(data.emailAddress)?.[1] ?? data.emailAddress.trim()] : [];
  });
