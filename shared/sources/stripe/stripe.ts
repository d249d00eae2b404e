import { byEvent } from "../by-event.ts";
import { readShape } from "../parse-body.ts";
import { neverPings, type SourceRoom } from "../source-room.ts";
import { stripeBody } from "./stripe-body.ts";
import { stripeEvents } from "./stripe-events.ts";
import { namedEventShape } from "./stripe-shapes.ts";
import { signStripe, verifyStripe } from "./stripe-signature.ts";

const TOPIC = "event";

/** Stripe's events: checkouts, payments, what went back, customers. */
export const stripe: SourceRoom = {
  title: "Stripe",
  secretMeans: "Stripe dictates it: the endpoint's signing secret. The text as it stands is the key, whsec_ included.",
  isPing: neverPings,
  verify: verifyStripe,
  topicOf: () => TOPIC,
  topics: new Map([[TOPIC, byEvent((body) => readShape(namedEventShape, body, "an event").type, stripeEvents)]]),
  events: [...stripeEvents.keys()],
  bodyOf: stripeBody,
  headersOf: (body, delivery) => ({ "content-type": "application/json", ...signStripe(body, delivery) }),
};
