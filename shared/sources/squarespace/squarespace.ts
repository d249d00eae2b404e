import { createHmac } from "node:crypto";
import { SettingsError } from "../../model/errors.ts";
import { byEvent } from "../by-event.ts";
import { ignored } from "../ignored.ts";
import { readShape } from "../parse-body.ts";
import { verifyBy } from "../signature.ts";
import { FETCHED, neverPings, type ReadTopic, type SourceRoom } from "../source-room.ts";
import { squarespaceBody, squarespaceOrder } from "./squarespace-body.ts";
import { readSquarespaceOrder } from "./squarespace-order.ts";
import { namedEventShape, orderEventShape } from "./squarespace-shapes.ts";

const TOPIC = "event";
const API = "https://api.squarespace.com/1.0";

const order: ReadTopic = (body, topic) => {
  const { data } = readShape(orderEventShape, body, topic);
  return { kind: "fetch", source: "squarespace", orderId: data.orderId };
};

const events: ReadonlyMap<string, ReadTopic> = new Map([
  ["order.create", order],
  ["order.update", order],
  ["extension.uninstall", ignored("nothing more will come")],
]);

/** Hex of HMAC-SHA256 over the body; the key is what the hexadecimal secret decodes to (developers.squarespace.com/webhooks). */
const signatureOf = (body: string | Uint8Array, secret: string): string => {
  if (!/^([\da-f]{2})+$/i.test(secret))
    throw new SettingsError(
      "The secret of source squarespace is not hexadecimal. Put the one that Squarespace answered when the subscription was made into Secrets Manager, as it stands.",
    );
  return createHmac("sha256", Buffer.from(secret, "hex")).update(body).digest("hex");
};

/** Squarespace's notifications, which name an order; it is fetched from the Commerce API. */
export const squarespace: SourceRoom = {
  title: "Squarespace",
  secretMeans:
    "Squarespace dictates it: the secret of the webhook subscription, hexadecimal. The bytes it decodes to are the key. Beside it stands token, an API key that may read orders.",
  isPing: neverPings,
  verify: ({ headers, body }, secrets) =>
    verifyBy(headers["squarespace-signature"]?.toLowerCase(), secrets, (secret) => signatureOf(body, secret)),
  topicOf: () => TOPIC,
  topics: new Map([
    [TOPIC, byEvent((body) => readShape(namedEventShape, body, "a notification").topic, events)],
    [FETCHED, readSquarespaceOrder],
  ]),
  events: [...events.keys()],
  fetch: {
    requestOf: (orderId, { token, api = API }) =>
      token === undefined
        ? undefined
        : {
            url: `${api}/commerce/orders/${encodeURIComponent(orderId)}`,
            headers: { authorization: `Bearer ${token}`, "user-agent": "Rouse", accept: "application/json" },
          },
    bodyOf: squarespaceOrder,
  },
  bodyOf: squarespaceBody,
  headersOf: (body, { secret }) => ({
    "content-type": "application/json",
    "squarespace-signature": signatureOf(body, secret),
  }),
};
