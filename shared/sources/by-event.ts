import type { ReadTopic } from "./source-room.ts";

/**
 * Reads bodies that say themselves, under the signature, what they tell of. What is none of these is let go and not refused:
 * nobody but the source can have written it, and a shop that asks for all events gets those of its payouts too.
 *
 * @param eventOf throws PoisonError `wrong-shape` for a body that names no event
 */
export const byEvent =
  (eventOf: (body: unknown) => string, readers: ReadonlyMap<string, ReadTopic>): ReadTopic =>
  (body, _topic, context) => {
    const event = eventOf(body);
    const read = readers.get(event);
    return read ? read(body, event, context) : { kind: "ignored", reason: "says nothing of an order or a customer" };
  };
