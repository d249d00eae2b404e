import { PoisonError } from "../model/errors.ts";
import type { WebhookSource } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import type { Instant } from "../model/time.ts";
import type { Intent } from "./intent.ts";
import { parseBody } from "./parse-body.ts";
import { sources } from "./sources.ts";

/** A body as it was sent, and what came with it. */
export type Received = { source: WebhookSource; topic: string; receivedAt: Instant; body: Uint8Array };

/**
 * What a webhook's body asks Rouse to do. Pure: the same body gives the same intent, at the door and behind the queue.
 * @throws PoisonError with its reason: the body will never be understood
 */
export const readIntent = (received: Received, settings: Settings): Intent => {
  const { source, topic, receivedAt } = received;
  if (topic === "") throw new PoisonError("no-topic", "the topic's header is missing");
  const read = sources[source].topics.get(topic);
  if (!read) throw new PoisonError("unknown-topic", "the topic is none that Rouse takes");
  const body = parseBody(received.body);
  return arrived(read(body, topic, { receivedAt, settings }), receivedAt);
};

/** Of two states of one order with one time of the source, the one that came later holds. */
const arrived = (intent: Intent, arrivedAt: Instant): Intent =>
  intent.kind === "order" ? { ...intent, facts: { ...intent.facts, arrivedAt } } : intent;

type Untitled = Omit<Received, "topic">;

/**
 * What a body may ask for whose topic is not known any more: what each reader of its source that understands it finds.
 * Empty where none does.
 */
export const readByAnyTopic = (received: Untitled, settings: Settings): Intent[] =>
  readByEachTopic(received, settings).map(({ intent }) => intent);

/** The same, each with a topic under which it is read so. */
export const readByEachTopic = (
  { source, receivedAt, body }: Untitled,
  settings: Settings,
): { topic: string; intent: Intent }[] => {
  const { topics } = sources[source];
  const parsed = unlessPoison(() => parseBody(body));
  if (parsed === undefined) return [];
  return [...new Map([...topics].map(([topic, read]) => [read, topic]))].flatMap(([read, topic]) => {
    const intent = unlessPoison(() => read(parsed, topic, { receivedAt, settings }));
    return intent === undefined ? [] : { topic, intent };
  });
};

const unlessPoison = <Read>(read: () => Read): Read | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof PoisonError) return undefined;
    throw error;
  }
};

/**
 * Whether a body under this topic may hold something that Rouse reads. A header that is missing may have been lost on the
 * way; one that names another topic belongs to a webhook that nobody needs, and its bodies are not worth keeping.
 */
export const isTakenTopic = (source: WebhookSource, topic: string): boolean =>
  topic === "" || sources[source].topics.has(topic);
