import { createHmac } from "node:crypto";
import type { WebhookSource } from "../../../shared/model/order.ts";

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest("base64");

/** Standard Webhooks keys are base64, with `whsec_` before them or without. */
const standardKey = (secret: string) => Buffer.from(secret.replace(/^whsec_/, ""), "base64");

/** The headers with which `source` would send `body`, signed with `secret`, at `at`. */
export const signedHeaders = (
  source: WebhookSource,
  secret: string,
  body: string,
  sample: { id: string; at: Date },
): Readonly<Record<string, string>> => {
  const json = { "content-type": "application/json" };
  switch (source) {
    case "shopify":
      return {
        ...json,
        "x-shopify-topic": "orders/create",
        "x-shopify-webhook-id": sample.id,
        "x-shopify-hmac-sha256": hmac(secret, body),
      };
    case "woocommerce":
      return { ...json, "x-wc-webhook-topic": "order.created", "x-wc-webhook-signature": hmac(secret, body) };
    case "standard": {
      const timestamp = String(Math.floor(sample.at.getTime() / 1000));
      const signature = hmac(standardKey(secret), `${sample.id}.${timestamp}.${body}`);
      return {
        ...json,
        "webhook-id": sample.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature}`,
      };
    }
    default:
      return source satisfies never;
  }
};
