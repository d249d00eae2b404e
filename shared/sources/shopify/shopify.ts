import { hmacOf, verifyPlain } from "../signature.ts";
import { neverPings, type SourceRoom } from "../source-room.ts";
import { shopifyBody } from "./shopify-body.ts";
import { shopifyListing } from "./shopify-listing.ts";
import { shopifyTopics } from "./shopify-topics.ts";

/** Shopify's webhooks. Its headers lost their `x-` in newer versions; either may come. */
export const shopify: SourceRoom = {
  title: "Shopify",
  secretMeans:
    "Shopify dictates it: put the app's client secret, or that of the shop's notifications, in its place. The text as it stands is the key.",
  isPing: neverPings,
  verify: ({ headers, body }, secrets) =>
    verifyPlain(headers["x-shopify-hmac-sha256"] ?? headers["shopify-hmac-sha256"], body, secrets),
  topicOf: (headers) => headers["x-shopify-topic"] ?? headers["shopify-topic"],
  topics: shopifyTopics,
  events: [...shopifyTopics.keys()],
  listing: shopifyListing,
  bodyOf: shopifyBody,
  headersOf: (body, { id, secret }) => ({
    "content-type": "application/json",
    "x-shopify-topic": "orders/create",
    "x-shopify-webhook-id": id,
    "x-shopify-hmac-sha256": hmacOf(secret, body),
  }),
};
