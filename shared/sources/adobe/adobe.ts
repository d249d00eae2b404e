import { neverPings, type SourceRoom } from "../source-room.ts";
import { adobeBody } from "./adobe-body.ts";
import { readAdobeOrder } from "./adobe-order.ts";
import { hmacOfAdobe, verifyAdobe } from "./adobe-signature.ts";

/** A hook has one body: orders as they are saved. */
const TOPIC = "order";

/** Adobe Commerce's webhooks, whose bodies hold the fields that a hook names. */
export const adobe: SourceRoom = {
  title: "Adobe Commerce",
  secretMeans:
    "Adobe Commerce signs with a key pair: put its public key in the place of this secret, with its first and last line. Until then this sample is signed with the secret's text.",
  isPing: neverPings,
  verify: verifyAdobe,
  topicOf: () => TOPIC,
  topics: new Map([[TOPIC, readAdobeOrder]]),
  events: ["observer.sales_order_save_commit_after"],
  takenAnswer: '{"op":"success"}',
  bodyOf: adobeBody,
  headersOf: (body, { secret }) => ({
    "content-type": "application/json",
    "x-adobe-commerce-webhook-signature": hmacOfAdobe(body, secret),
  }),
};
