import { byEvent } from "../by-event.ts";
import { ignored } from "../ignored.ts";
import { readShape } from "../parse-body.ts";
import { FETCHED, neverPings, type ReadTopic, type SourceRoom } from "../source-room.ts";
import { signStandard, verifyStandard } from "../standard/standard-signature.ts";
import { bigcommerceBody, bigcommerceOrder } from "./bigcommerce-body.ts";
import { readBigcommerceOrder } from "./bigcommerce-order.ts";
import { namedEventShape, orderEventShape } from "./bigcommerce-shapes.ts";

const TOPIC = "event";

const order: ReadTopic = (body, topic) => {
  const { data } = readShape(orderEventShape, body, topic);
  return { kind: "fetch", source: "bigcommerce", orderId: data.id };
};

const events: ReadonlyMap<string, ReadTopic> = new Map([
  ["store/order/created", order],
  ["store/order/updated", order],
  ["store/order/statusUpdated", order],
  ["store/order/archived", order],
  ["store/order/refund/created", order],
  ["store/order/message/created", ignored("says nothing about the purchase")],
]);

/** Signed as Standard Webhooks, with the client secret's text for a key: what would be its base64 there. */
const keyOf = (secret: string): Buffer => Buffer.from(secret, "utf8");

/** BigCommerce's webhooks, which name an order; it is fetched from the store's API. */
export const bigcommerce: SourceRoom = {
  title: "BigCommerce",
  secretMeans:
    "BigCommerce dictates it: the client secret of the API account that made the webhooks. The text as it stands is the key. Beside it stand token, that account's access token, and api, its path: https://api.bigcommerce.com/stores/ and the store's hash.",
  isPing: neverPings,
  verify: (signed, secrets) => verifyStandard(signed, secrets, keyOf),
  topicOf: () => TOPIC,
  topics: new Map([
    [TOPIC, byEvent((body) => readShape(namedEventShape, body, "a webhook").scope, events)],
    [FETCHED, readBigcommerceOrder],
  ]),
  events: [...events.keys()],
  fetch: {
    requestOf: (orderId, { token, api }) =>
      token === undefined || api === undefined
        ? undefined
        : {
            url: `${api}/v2/orders/${encodeURIComponent(orderId)}?include=consignments,consignments.line_items`,
            headers: { "x-auth-token": token, accept: "application/json" },
          },
    bodyOf: bigcommerceOrder,
  },
  bodyOf: bigcommerceBody,
  headersOf: (body, delivery) => ({ "content-type": "application/json", ...signStandard(body, delivery, keyOf) }),
};
