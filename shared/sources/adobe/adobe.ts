import { byEvent } from "../by-event.ts";
import { readShape } from "../parse-body.ts";
import { neverPings, type SourceRoom } from "../source-room.ts";
import { adobeBody } from "./adobe-body.ts";
import { answerAdobeChallenge, isAdobeEvent, keysOfAdobeEvent, verifyAdobeEvent } from "./adobe-events.ts";
import { readAdobeOrder, readAdobeOrderEvent } from "./adobe-order.ts";
import { namedEventShape } from "./adobe-shapes.ts";
import { hmacOfAdobe, verifyAdobe } from "./adobe-signature.ts";

/** A hook has one body: orders as they are saved. */
const TOPIC = "order";
const EVENT = "event";

const SAVED = "observer.sales_order_save_commit_after";
/** Events are called by the name of what happened behind that of who tells it. */
const eventOf = (body: unknown): string =>
  readShape(namedEventShape, body, "an event").type.replace(/^.*?\.(?=(?:observer|plugin)\.)/, "");

/**
 * Adobe Commerce's webhooks, whose bodies hold the fields that a hook names; and its events, which Adobe I/O brings after an order
 * is saved, again and again until they are taken.
 */
export const adobe: SourceRoom = {
  title: "Adobe Commerce",
  secretMeans:
    "Adobe Commerce signs with a key pair: put its public key in the place of this secret, with its first and last line. Until then this sample is signed with the secret's text.",
  isPing: neverPings,
  verify: (signed, secrets) =>
    isAdobeEvent(signed.headers) ? verifyAdobeEvent(signed, secrets) : verifyAdobe(signed, secrets),
  keysNamed: keysOfAdobeEvent,
  register: answerAdobeChallenge,
  topicOf: (headers) => (isAdobeEvent(headers) ? EVENT : TOPIC),
  topics: new Map([
    [TOPIC, readAdobeOrder],
    [EVENT, byEvent(eventOf, new Map([[SAVED, readAdobeOrderEvent]]))],
  ]),
  events: [SAVED],
  takenAnswer: '{"op":"success"}',
  bodyOf: adobeBody,
  headersOf: (body, { secret }) => ({
    "content-type": "application/json",
    "x-adobe-commerce-webhook-signature": hmacOfAdobe(body, secret),
  }),
};
