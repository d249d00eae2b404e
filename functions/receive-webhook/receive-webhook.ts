import { PoisonError } from "../../shared/model/errors.ts";
import { webhookSourceSchema } from "../../shared/model/order.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { ReadSigningSecrets } from "../../shared/ports/world.ts";
import { type TakeInDeps, takeIn } from "../../shared/recording/take-in.ts";
import type { Intent } from "../../shared/sources/intent.ts";
import { isTakenTopic, readIntent } from "../../shared/sources/read-intent.ts";
import type { Headers, Refusal } from "../../shared/sources/signature.ts";
import { sources } from "../../shared/sources/sources.ts";

export type ReceiveWebhookDeps = TakeInDeps & { readSigningSecrets: ReadSigningSecrets; settings: Settings };

/** `source` is the path's last part; `receivedAt` the moment of the request. */
export type WebhookRequest = { source: string; headers: Headers; body: Uint8Array; receivedAt: Instant };

/** `reason` is a short stable word for log and tally; `message` is for the sender. Neither holds anything of the body. */
export type WebhookAnswer = {
  status: 200 | 400 | 401 | 404 | 413;
  reason: string;
  message: string;
  /** Where the message is for the sender's program. */
  isJson?: boolean;
};

const MAX_BYTES = 6 * 1024 * 1024;

/** What a sender that was refused is told: nothing that it could not know. */
const whyNotVerified: Readonly<Record<Refusal, string>> = {
  "no-signature": "the signature is missing",
  "bad-signature": "the signature does not fit the body",
  "stale-signature": "the time of sending is missing, or too far from now; is the sender's clock right?",
};

/**
 * Takes one webhook: verified over its raw bytes, archived, queued, and only then answered 2xx. What throws becomes a 5xx,
 * and the sender tries again. What was signed is never refused for what it says: one that nobody understands is taken too,
 * and parked behind the queue, for some senders never send again, and others stop to send at all.
 */
export const receiveWebhook = async (request: WebhookRequest, deps: ReceiveWebhookDeps): Promise<WebhookAnswer> => {
  const { headers, body, receivedAt } = request;
  const source = webhookSourceSchema.safeParse(request.source).data;
  const secrets =
    source &&
    (await deps.readSigningSecrets(source, (own) => sources[source].keysNamed?.({ headers, body }, own) ?? []));
  if (!source || !secrets) return refuse(404, "unknown-source", "no such source is set up here");
  if (body.byteLength > MAX_BYTES) return refuse(413, "too-large", `a body may have ${MAX_BYTES} bytes`);
  const room = sources[source];
  if (room.isPing({ headers, body })) return { status: 200, reason: "ping", message: "" };
  const verdict = room.verify({ headers, body, now: receivedAt }, secrets);
  if (!verdict.verified) return refuse(401, verdict.reason, whyNotVerified[verdict.reason]);
  const topic = room.topicOf(headers) ?? "";
  if (!isTakenTopic(source, topic)) return refuse(400, "unknown-topic", "the topic is none that Rouse takes");
  const read = tryToRead({ source, topic, receivedAt, body }, deps.settings);
  const taken = (reason: string, message: string): WebhookAnswer => ({
    status: 200,
    reason,
    message: room.takenAnswer ?? message,
    ...(room.takenAnswer !== undefined && { isJson: true }),
  });
  if ("intent" in read && read.intent.kind === "ignored") return taken("ignored", `ignored: ${read.intent.reason}\n`);
  await takeIn({ source, topic, receivedAt, body }, deps);
  if ("intent" in read) return taken("queued", remarkOn(read.intent));
  const { reason, message } = read.poison;
  return taken(reason, `taken, and kept for the operator, since nobody understands it: ${reason}: ${message}\n`);
};

const remarkOn = (intent: Intent): string =>
  intent.kind === "order" && intent.remark !== undefined ? `taken: ${intent.remark}\n` : "";

const refuse = (status: 400 | 401 | 404 | 413, reason: string, message: string): WebhookAnswer => ({
  status,
  reason,
  message: `${reason}: ${message}\n`,
});

/** What the worker behind the queue will find, for who sends: an engineer who tries it out sees at once what does not fit. */
const tryToRead = (
  received: Parameters<typeof readIntent>[0],
  settings: Settings,
): { intent: Intent } | { poison: PoisonError } => {
  try {
    return { intent: readIntent(received, settings) };
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    return { poison: error };
  }
};
