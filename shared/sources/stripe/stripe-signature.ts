import { createHmac } from "node:crypto";
import type { SigningSecrets } from "../../model/keys.ts";
import { unixSeconds } from "../read-instant.ts";
import { activeSecrets, judge, notVerified, type Signed, type Verdict } from "../signature.ts";
import type { Delivery } from "../source-room.ts";

const TOLERANCE_SECONDS = 300;

/**
 * `Stripe-Signature: t=<seconds>,v1=<hex>[,v1=…]`: HMAC-SHA256 over `t.body` with the secret as text, `whsec_` included
 * (docs.stripe.com/webhooks/signature). Accepted within five minutes, either way; `v0` is of test endpoints and proves nothing.
 */
export const verifyStripe = ({ headers, body, now }: Signed, secrets: SigningSecrets): Verdict => {
  const parts = (headers["stripe-signature"] ?? "").split(",").map((part) => part.trim().split("="));
  const [, timestamp = ""] = parts.find(([name]) => name === "t") ?? [];
  const given = parts.flatMap(([name, signature]) => (name === "v1" && signature ? [signature] : []));
  if (given.length === 0 || timestamp === "") return notVerified("no-signature");
  if (!/^\d{1,12}$/.test(timestamp)) return notVerified("bad-signature");
  const ageSeconds = Date.parse(now) / 1000 - Number(timestamp);
  const right = activeSecrets(secrets).map((secret) => signatureOf(timestamp, body, secret));
  const verdict = judge(given, right);
  if (!verdict.verified) return verdict;
  return Math.abs(ageSeconds) > TOLERANCE_SECONDS ? notVerified("stale-signature") : verdict;
};

/** The header with which a body is posted. */
export const signStripe = (body: string, { at, secret }: Pick<Delivery, "at" | "secret">): Record<string, string> => {
  const timestamp = String(unixSeconds(at));
  return { "stripe-signature": `t=${timestamp},v1=${signatureOf(timestamp, Buffer.from(body, "utf8"), secret)}` };
};

const signatureOf = (timestamp: string, body: Uint8Array, secret: string): string =>
  createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex");
