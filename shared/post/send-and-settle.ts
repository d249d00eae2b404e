import { tagsOf } from "../mail/message-tags.ts";
import { SendingError } from "../model/errors.ts";
import type { Message, RecordedOutcome } from "../model/message.ts";
import type { SendRaw } from "../ports/mailer.ts";
import type { ReleaseClaim, SettleClaim } from "../ports/messages.ts";

export type SendAndSettleDeps = {
  releaseClaim: ReleaseClaim;
  settleClaim: SettleClaim;
  send: SendRaw;
  now: () => string;
  /** Tells the operator why a mail was refused or is unknown; ids only. */
  report: (trouble: { messageKey: string; customerId: string; outcome: "refused" | "unknown"; reason: string }) => void;
};

/**
 * Sends a claimed message once, and writes down what came of it. If this worker dies before the answer, the message stays
 * `claimed`: nobody sends it again, and the mail service's own events settle it. The claim is given back only where the
 * service surely took nothing, for a reason that has nothing to do with this recipient.
 *
 * @returns a SendingError where the service takes nothing, from this account or for now: nothing was sent
 */
export const sendAndSettle = async (
  message: Message,
  mail: { raw: Uint8Array; from: string; to: string },
  deps: SendAndSettleDeps,
): Promise<Exclude<RecordedOutcome, "in-progress"> | SendingError> => {
  const sent = await deps.send({ ...mail, tags: tagsOf(message) });
  if (sent.outcome === "not-sent") {
    await deps.releaseClaim(message);
    return new SendingError(sent.refusal, sent.reason);
  }
  if (sent.outcome === "sent") {
    await deps.settleClaim(message, "sent", deps.now(), sent.sesMessageId);
    return "sent";
  }
  await deps.settleClaim(message, sent.outcome, deps.now());
  const { customerId, messageKey } = message;
  deps.report({ customerId, messageKey, outcome: sent.outcome, reason: sent.reason });
  return sent.outcome;
};
