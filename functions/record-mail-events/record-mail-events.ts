import { feedbackNameOf } from "../../shared/mail/feedback-name.ts";
import { parseMailEvent } from "../../shared/mail/mail-event.ts";
import type { TaggedMessage } from "../../shared/mail/message-tags.ts";
import type { MailFeedback } from "../../shared/model/mail-feedback.ts";
import { type MessageState, readMessageKey } from "../../shared/model/message.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { NoteFeedback, RaiseMessage, Suppress } from "../../shared/ports/messages.ts";
import type { Now } from "../../shared/ports/world.ts";

export type RecordMailEventDeps = {
  /** The key of an address among suppressions; undefined for what is no address. */
  emailKeyOf: (address: string) => Promise<string | undefined>;
  suppress: Suppress;
  raiseMessage: RaiseMessage;
  noteFeedback: NoteFeedback;
  now: Now;
};

/** What was done, for the count. */
export type RecordedMailEvent =
  | { kind: "recorded"; state: string; suppressed: number; feedback?: MailFeedback }
  | { kind: "ignored"; type: string };

/**
 * Records one event of the mail service: suppresses addresses first, since that protects people, then counts what came
 * back, then settles the message. All can be repeated and come in any order. Addresses are hashed here and go no further.
 *
 * @param body of the queue message
 * @throws PoisonError for what is no mail event; the queue moves it to its dead-letter queue
 */
export const recordMailEvent = async (body: string, deps: RecordMailEventDeps): Promise<RecordedMailEvent> => {
  const event = parseMailEvent(body);
  if (event.kind === "ignored") return event;
  const { message, state, suppress, sesMessageId } = event;
  const at = event.at ?? deps.now();

  const hashed = await Promise.all((suppress?.addresses ?? []).map(deps.emailKeyOf));
  const keys = new Set([...hashed, ...(suppress ? [message?.emailKey] : [])].filter((key) => key !== undefined));
  const campaign = message && readMessageKey(message.messageKey).campaignId;
  for (const emailKey of keys) {
    if (suppress) await deps.suppress({ emailKey, reason: suppress.reason, at, campaign });
  }
  const feedback = message && feedbackOf(message, state, at);
  if (feedback) await deps.noteFeedback(feedback);
  if (message && state) await deps.raiseMessage(message, state, at, sesMessageId);
  return { kind: "recorded", state: state ?? "unchanged", suppressed: keys.size, ...(feedback && { feedback }) };
};

/** What came back of a campaign's mail; undefined for what harms nobody's name. */
const feedbackOf = (message: TaggedMessage, state: MessageState | undefined, at: Instant): MailFeedback | undefined => {
  if (state !== "bounced" && state !== "complained") return undefined;
  const { campaignId } = readMessageKey(message.messageKey);
  const { warmed } = message;
  const day = at.slice(0, "2026-11-30".length);
  return { day, campaignId, kind: state, message: feedbackNameOf(message), ...(warmed && { warmed }) };
};
