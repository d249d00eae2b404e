import { byEvent } from "../by-event.ts";
import { readShape } from "../parse-body.ts";
import { neverPings, type SourceRoom } from "../source-room.ts";
import { saleorBody } from "./saleor-body.ts";
import { saleorEvents } from "./saleor-events.ts";
import { namedEventShape } from "./saleor-shapes.ts";
import { hmacOfSaleor, verifySaleor } from "./saleor-signature.ts";

const TOPIC = "event";

/** Saleor's webhooks, whose bodies are what a subscription asks for. */
export const saleor: SourceRoom = {
  title: "Saleor",
  secretMeans:
    "Saleor signs with keys that it publishes: put their address beside the secret, as jwksUrl. Only a webhook that was given a secret of its own signs with that; its text is the key, and this sample is signed so.",
  isPing: neverPings,
  verify: verifySaleor,
  topicOf: () => TOPIC,
  topics: new Map([[TOPIC, byEvent((body) => readShape(namedEventShape, body, "an event").__typename, saleorEvents)]]),
  events: [...saleorEvents.keys()],
  bodyOf: saleorBody,
  headersOf: (body, { secret }) => ({
    "content-type": "application/json",
    "saleor-event": "order_updated",
    "saleor-signature": hmacOfSaleor(body, secret),
  }),
};
