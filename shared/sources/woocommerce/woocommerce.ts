import { type Headers, hmacOf, verifyPlain } from "../signature.ts";
import type { SourceRoom } from "../source-room.ts";
import { woocommerceBody } from "./woocommerce-body.ts";
import { woocommerceListing } from "./woocommerce-listing.ts";
import { wooTopics } from "./woocommerce-topics.ts";

/** What WooCommerce posts when a webhook is made: no signature, no JSON. */
const isPing = ({ headers, body }: { headers: Headers; body: Uint8Array }): boolean =>
  headers["x-wc-webhook-signature"] === undefined &&
  body.byteLength < 64 &&
  /^webhook_id=\d+$/.test(Buffer.from(body).toString("latin1"));

const blanks: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0x00, 0x0b]);

/** WooCommerce signs its body as PHP's `trim` leaves it. */
const trimmed = (body: Uint8Array): Uint8Array => {
  const isText = (byte: number) => !blanks.has(byte);
  return body.subarray(Math.max(0, body.findIndex(isText)), body.findLastIndex(isText) + 1);
};

/** WooCommerce's own webhooks. */
export const woocommerce: SourceRoom = {
  title: "WooCommerce",
  secretMeans: "Enter it as the webhook's secret. The text as it stands is the key.",
  isPing,
  verify: ({ headers, body }, secrets) => verifyPlain(headers["x-wc-webhook-signature"], trimmed(body), secrets),
  topicOf: (headers) => headers["x-wc-webhook-topic"],
  topics: wooTopics,
  events: [...wooTopics.keys()],
  listing: woocommerceListing,
  bodyOf: woocommerceBody,
  headersOf: (body, { secret }) => ({
    "content-type": "application/json",
    "x-wc-webhook-topic": "order.created",
    "x-wc-webhook-signature": hmacOf(secret, body),
  }),
};
