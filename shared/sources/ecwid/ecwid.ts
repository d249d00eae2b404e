import { PoisonError } from "../../model/errors.ts";
import { byEvent } from "../by-event.ts";
import { ignored } from "../ignored.ts";
import { parseBody, readShape } from "../parse-body.ts";
import { hmacOf, notVerified, verifyBy } from "../signature.ts";
import { FETCHED, neverPings, type ReadTopic, type SourceRoom } from "../source-room.ts";
import { ecwidBody, ecwidOrder } from "./ecwid-body.ts";
import { readEcwidOrder } from "./ecwid-order.ts";
import { eventShape, orderEventShape } from "./ecwid-shapes.ts";

const TOPIC = "event";

const orderIdOf = (body: unknown, topic: string): string => {
  const { data, entityId } = readShape(orderEventShape, body, topic);
  return data?.orderId ?? entityId;
};

const order: ReadTopic = (body, topic) => ({ kind: "fetch", source: "ecwid", orderId: orderIdOf(body, topic) });

const events: ReadonlyMap<string, ReadTopic> = new Map([
  ["order.created", order],
  ["order.updated", order],
  ["order.deleted", ignored("the body is not signed: nobody's order goes by its word")],
  ["unfinished_order.created", ignored("nothing was bought yet")],
  ["unfinished_order.updated", ignored("nothing was bought yet")],
]);

/** What of a body is signed: `eventCreated.eventId`, and nothing else. Undefined for a body that is none of Ecwid's. */
const signedPartOf = (body: Uint8Array): string | undefined => {
  try {
    const { eventCreated, eventId } = readShape(eventShape, parseBody(body), "a webhook");
    return `${eventCreated}.${eventId}`;
  } catch (error) {
    if (error instanceof PoisonError) return undefined;
    throw error;
  }
};

/** Ecwid's webhooks. Since their bodies are not signed, they are believed to name an order, and nothing more. */
export const ecwid: SourceRoom = {
  title: "Ecwid",
  secretMeans:
    "Ecwid dictates it: the client secret of the app. The text as it stands is the key. Beside it stand token, the app's secret access token, and api, its path: https://app.ecwid.com/api/v3/ and the store's id.",
  isPing: neverPings,
  verify: ({ headers, body }, secrets) => {
    const given = headers["x-ecwid-webhook-signature"];
    const signed = signedPartOf(body);
    if (given && signed === undefined) return notVerified("bad-signature");
    return verifyBy(given, secrets, (secret) => hmacOf(secret, signed ?? ""));
  },
  topicOf: () => TOPIC,
  topics: new Map([
    [TOPIC, byEvent((body) => readShape(eventShape, body, "a webhook").eventType, events)],
    [FETCHED, readEcwidOrder],
  ]),
  events: [...events.keys()],
  fetch: {
    requestOf: (orderId, { token, api }) =>
      token === undefined || api === undefined
        ? undefined
        : {
            url: `${api}/orders/${encodeURIComponent(orderId)}`,
            headers: { authorization: `Bearer ${token}`, accept: "application/json" },
          },
    bodyOf: ecwidOrder,
  },
  bodyOf: ecwidBody,
  headersOf: (body, { secret }) => ({
    "content-type": "application/json",
    "x-ecwid-webhook-signature": hmacOf(secret, signedPartOf(Buffer.from(body, "utf8")) ?? ""),
  }),
};
