import { createHmac, timingSafeEqual } from "node:crypto";
import type { SigningSecrets } from "../model/keys.ts";
import type { Instant } from "../model/time.ts";

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;
/** A request as it came; `now` is the moment it did. */
export type Signed = { headers: Headers; body: Uint8Array; now: Instant };

export type Refusal = "no-signature" | "bad-signature" | "stale-signature";
export type Verdict = { verified: true } | { verified: false; reason: Refusal };

export const notVerified = (reason: Refusal): Verdict => ({ verified: false, reason });

/** Base64 of HMAC-SHA256. */
export const hmacOf = (key: string | Uint8Array, text: string | Uint8Array): string =>
  createHmac("sha256", key).update(text).digest("base64");

/** The secrets that are in force: two, while one takes the other's place. */
export const activeSecrets = ({ current, previous }: SigningSecrets): string[] => [
  current,
  ...(previous ? [previous] : []),
];

/** Whether the one signature of a request is that which one of the secrets makes. */
export const verifyBy = (
  signature: string | undefined,
  secrets: SigningSecrets,
  rightOf: (secret: string) => string,
): Verdict => (signature ? judge([signature], activeSecrets(secrets).map(rightOf)) : notVerified("no-signature"));

/** Base64 of HMAC-SHA256 over the body, with the secret as text. */
export const verifyPlain = (signature: string | undefined, body: Uint8Array, secrets: SigningSecrets): Verdict =>
  verifyBy(signature, secrets, (secret) => hmacOf(secret, body));

/** Whether one of the signatures given is right. All are compared, each in constant time. */
export const judge = (given: readonly string[], right: readonly string[]): Verdict => {
  const matches = given.flatMap((one) => right.map((other) => isSame(one, other)));
  return matches.includes(true) ? { verified: true } : notVerified("bad-signature");
};

const isSame = (given: string, right: string): boolean => {
  const [a, b] = [Buffer.from(given, "utf8"), Buffer.from(right, "utf8")];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
};
