import { orderEventSchema } from "../../model/order-event.ts";
import { neverPings, type SourceRoom } from "../source-room.ts";
import { readStandard } from "./read-standard.ts";
import { cartBodyOf, standardBody } from "./standard-body.ts";
import { signStandard, verifyStandard } from "./standard-signature.ts";

/** A body says itself what it is, under the signature: no header names a topic, and all have this one. */
const TOPIC = "order-event";

/** Every system that posts our own body, signed as Standard Webhooks 1.0. */
export const standard: SourceRoom = {
  title: "Any shop (Standard Webhooks)",
  secretMeans:
    "It is base64, as Standard Webhooks has it, with or without whsec_ before it. Its decoded bytes are the key, not the text.",
  isPing: neverPings,
  verify: verifyStandard,
  topicOf: () => TOPIC,
  topics: new Map([
    [TOPIC, (body, _topic, { receivedAt, settings }) => readStandard(body, receivedAt, settings.currency)],
  ]),
  events: orderEventSchema.options.map((option) => option.shape.type.value),
  bodyOf: standardBody,
  cartBodyOf,
  headersOf: (body, delivery) => ({ "content-type": "application/json", ...signStandard(body, delivery) }),
};
