import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { SettingsError } from "../../model/errors.ts";
import type { SigningSecrets } from "../../model/keys.ts";
import { activeSecrets, hmacOf, judge, notVerified, type Signed, type Verdict } from "../signature.ts";

/** What is signed is not the body but its base64 (developer.adobe.com/commerce/extensibility/webhooks/signature-verification). */
const signedTextOf = (body: string | Uint8Array): Buffer => Buffer.from(Buffer.from(body).toString("base64"), "utf8");

const isPublicKey = (secret: string): boolean => secret.includes("-----BEGIN");

/**
 * Base64 of RSA-SHA256, by the key whose public half stands where other sources have their secret. What stands there before
 * it, as the stack made it, is a key for HMAC: samples are signed so.
 */
export const verifyAdobe = ({ headers, body }: Signed, secrets: SigningSecrets): Verdict => {
  const given = headers["x-adobe-commerce-webhook-signature"];
  if (!given) return notVerified("no-signature");
  const signature = Buffer.from(given, "base64");
  const active = activeSecrets(secrets);
  const isByKey = active
    .filter(isPublicKey)
    .some((pem) => verify("RSA-SHA256", signedTextOf(body), publicKeyOf(pem), signature));
  if (isByKey) return { verified: true };
  const right = active.filter((secret) => !isPublicKey(secret)).map((secret) => hmacOfAdobe(body, secret));
  return judge([given], right);
};

export const hmacOfAdobe = (body: string | Uint8Array, secret: string): string => hmacOf(secret, signedTextOf(body));

const publicKeyOf = (pem: string): KeyObject => {
  try {
    return createPublicKey(pem);
  } catch {
    throw new SettingsError(
      "The secret of source adobe holds a public key that cannot be read. Put the one that Adobe Commerce shows under its webhooks' digital signature there, with its first and last line.",
    );
  }
};
