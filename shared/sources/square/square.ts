import { byEvent } from "../by-event.ts";
import { readShape } from "../parse-body.ts";
import { hmacOf, verifyBy } from "../signature.ts";
import { neverPings, type SourceRoom } from "../source-room.ts";
import { squareBody } from "./square-body.ts";
import { squareEvents } from "./square-events.ts";
import { namedEventShape } from "./square-shapes.ts";

const TOPIC = "event";

/** Base64 of HMAC-SHA256 over the address that Square was told, and the body (developer.squareup.com/docs/webhooks/step3validate). */
const signatureOf = (url: string, body: Uint8Array, secret: string): string =>
  hmacOf(secret, Buffer.concat([Buffer.from(url, "utf8"), body]));

/** Square's events: payments, refunds, customers. */
export const square: SourceRoom = {
  title: "Square",
  secretMeans:
    "Square dictates it: the subscription's signature key. The text as it stands is the key. Square signs the address too, as it stands in the subscription: put that beside the key as url where it is not the one above.",
  isPing: neverPings,
  verify: ({ headers, body }, secrets) =>
    verifyBy(headers["x-square-hmacsha256-signature"], secrets, (secret) =>
      signatureOf(secrets.url ?? "", body, secret),
    ),
  topicOf: () => TOPIC,
  topics: new Map([[TOPIC, byEvent((body) => readShape(namedEventShape, body, "an event").type, squareEvents)]]),
  events: [...squareEvents.keys()],
  bodyOf: squareBody,
  headersOf: (body, { secret, url }) => ({
    "content-type": "application/json",
    "x-square-hmacsha256-signature": signatureOf(url, Buffer.from(body, "utf8"), secret),
  }),
};
