import { parseMailEvent } from "../../shared/mail/mail-event.ts";
import type { RaiseMessage, Suppress } from "../../shared/ports/messages.ts";
import type { Now } from "../../shared/ports/world.ts";

export type RecordMailEventDeps = {
  /** The key of an address among suppressions; undefined for what is no address. */
  emailKeyOf: (address: string) => Promise<string | undefined>;
  suppress: Suppress;
  raiseMessage: RaiseMessage;
  now: Now;
};

/** What was done, for the count. */
export type RecordedMailEvent =
  | { kind: "recorded"; state: string; suppressed: number }
  | { kind: "ignored"; type: string };

/**
 * Records one event of the mail service: suppresses addresses first, since that protects people, then settles the
 * message. Both can be repeated and come in any order. Addresses are hashed here and go no further.
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
  const campaign = message?.messageKey.split("#")[0];
  for (const emailKey of keys) {
    if (suppress) await deps.suppress({ emailKey, reason: suppress.reason, at, campaign });
  }
  if (message && state) await deps.raiseMessage(message, state, at, sesMessageId);
  return { kind: "recorded", state: state ?? "unchanged", suppressed: keys.size };
};
