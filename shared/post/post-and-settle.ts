import { SendingError } from "../model/errors.ts";
import type { Message, RecordedOutcome } from "../model/message.ts";
import type { OutboxEntry } from "../model/outbox.ts";
import type { ReleaseClaim, SettleClaim } from "../ports/messages.ts";
import type { PostAnswer, PostEvent, ReadOutboxSecrets } from "../ports/post-event.ts";
import type { SendAndSettleDeps } from "./send-and-settle.ts";
import type { SignEvent } from "./sign-event.ts";

export type PostDeps = {
  releaseClaim: ReleaseClaim;
  settleClaim: SettleClaim;
  postEvent: PostEvent;
  readOutboxSecrets: ReadOutboxSecrets;
  now: () => string;
  report: SendAndSettleDeps["report"];
};

/**
 * Posts a claimed message once, signed as Standard Webhooks has it, and writes down what came of it (docs/adr/0017). The claim is
 * given back only where the receiver surely took nothing, whoever the message was for.
 *
 * @returns a SendingError where the receiver takes nothing from us
 */
export const postAndSettle = async (
  own: Message,
  entry: OutboxEntry,
  { url, sign }: { url: string; sign: SignEvent },
  deps: PostDeps,
): Promise<Exclude<RecordedOutcome, "in-progress"> | SendingError> => {
  const at = deps.now();
  const body = eventOf(entry, at);
  const headers = sign(body, { id: entry.messageId, at });
  const answer = await deps.postEvent({ url, headers, body });
  const meant = meaningOf(answer);
  const reason = "status" in answer ? `the receiver answered ${answer.status}` : answer.failure;
  if (meant === "nothing-taken") {
    await deps.releaseClaim(own);
    return new SendingError("status" in answer ? "receiver-refuses" : "receiver-unreachable", reason);
  }
  await deps.settleClaim(own, meant, deps.now());
  if (meant !== "sent") deps.report({ customerId: own.customerId, messageKey: own.messageKey, outcome: meant, reason });
  return meant;
};

const eventOf = (entry: OutboxEntry, timestamp: string): string =>
  JSON.stringify({
    type: "message.due",
    timestamp,
    data: {
      message_key: entry.messageId,
      channel: entry.channel,
      customer_id: entry.customerId,
      handle: entry.handle,
      locale: entry.locale,
      campaign: entry.campaignId,
      step: entry.step,
      occurrence: entry.occurrence,
      text: entry.text,
      expires: entry.expiresOn,
    },
  });

/** What a receiver says of this message, and of no other. */
const ofThisMessage: ReadonlySet<number> = new Set([400, 409, 413, 415, 422]);
/**
 * It knows us not, or takes nothing from anybody now: it has put nothing away. So does a redirect that asks for the same post
 * elsewhere (301, 307, 308), which is not followed; 302 and 303 are how many answer who have taken what was posted.
 */
const ofAll: ReadonlySet<number> = new Set([301, 307, 308, 401, 402, 403, 404, 405, 407, 410, 421, 429]);

const meaningOf = (answer: PostAnswer): "sent" | "refused" | "unknown" | "nothing-taken" => {
  if ("failure" in answer) return answer.failure === "no-connection" ? "nothing-taken" : "unknown";
  const { status } = answer;
  if (status >= 200 && status < 300) return "sent";
  if (ofThisMessage.has(status)) return "refused";
  return ofAll.has(status) ? "nothing-taken" : "unknown";
};
