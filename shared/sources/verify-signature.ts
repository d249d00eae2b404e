import { createHmac, timingSafeEqual } from "node:crypto";
import { SettingsError } from "../model/errors.ts";
import type { SigningSecrets } from "../model/keys.ts";
import type { WebhookSource } from "../model/order.ts";
import type { Instant } from "../model/time.ts";

export type Headers = Readonly<Record<string, string | undefined>>;
type Signed = { headers: Headers; body: Uint8Array; now: Instant };
type Verdict = { verified: true } | { verified: false; reason: "no-signature" | "bad-signature" | "stale-signature" };

const TOLERANCE_SECONDS = 300;
const no = (reason: Exclude<Verdict, { verified: true }>["reason"]): Verdict => ({ verified: false, reason });

/** Whether the bytes that were sent were signed with one of the source's two secrets. Signatures are compared in constant time. */
export const verifySignature = (source: WebhookSource, signed: Signed, secrets: SigningSecrets): Verdict => {
  const active = [secrets.current, ...(secrets.previous ? [secrets.previous] : [])];
  switch (source) {
    case "shopify":
      return verifyPlain(
        signed.headers["x-shopify-hmac-sha256"] ?? signed.headers["shopify-hmac-sha256"],
        signed.body,
        active,
      );
    case "woocommerce":
      return verifyPlain(signed.headers["x-wc-webhook-signature"], trimmed(signed.body), active);
    case "standard":
      return verifyStandard(signed, active);
  }
};

/** Base64 of HMAC-SHA256 over the body, with the secret as text: Shopify, WooCommerce. */
const verifyPlain = (signature: string | undefined, body: Uint8Array, secrets: readonly string[]): Verdict => {
  if (!signature) return no("no-signature");
  const matches = secrets.map((secret) => sameText(signature, hmac(secret, body)));
  return matches.includes(true) ? { verified: true } : no("bad-signature");
};

/**
 * Standard Webhooks 1.0, also under Svix's header names: `v1,<base64>` among signatures parted by spaces, over
 * `id.timestamp.body`, with the base64 secret behind `whsec_`. Accepted within five minutes, either way.
 */
const verifyStandard = ({ headers, body, now }: Signed, secrets: readonly string[]): Verdict => {
  const header = (name: string) => headers[`webhook-${name}`] ?? headers[`svix-${name}`];
  const [id, timestamp, signatures] = [header("id"), header("timestamp"), header("signature")];
  if (!id || !timestamp || !signatures) return no("no-signature");
  if (!/^\d{1,12}$/.test(timestamp)) return no("bad-signature");
  const ageSeconds = Date.parse(now) / 1000 - Number(timestamp);
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) return no("stale-signature");
  const text = Buffer.concat([Buffer.from(`${id}.${timestamp}.`, "utf8"), body]);
  const expected = secrets.map((secret) => `v1,${hmac(keyOf(secret), text)}`);
  const matches = signatures.split(" ").flatMap((given) => expected.map((right) => sameText(given, right)));
  return matches.includes(true) ? { verified: true } : no("bad-signature");
};

const keyOf = (secret: string): Buffer => {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (key.byteLength === 0)
    throw new SettingsError("the secret of source standard is not base64; make one with whsec_");
  return key;
};

const hmac = (key: string | Uint8Array, body: Uint8Array): string =>
  createHmac("sha256", key).update(body).digest("base64");

const sameText = (given: string, right: string): boolean => {
  const [a, b] = [Buffer.from(given, "utf8"), Buffer.from(right, "utf8")];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
};

const blanks: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0x00, 0x0b]);

/** WooCommerce signs its body as PHP's `trim` leaves it. */
const trimmed = (body: Uint8Array): Uint8Array => {
  const isText = (byte: number) => !blanks.has(byte);
  return body.subarray(Math.max(0, body.findIndex(isText)), body.findLastIndex(isText) + 1);
};
