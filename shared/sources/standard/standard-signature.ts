import { SettingsError } from "../../model/errors.ts";
import type { SigningSecrets } from "../../model/keys.ts";
import { unixSeconds } from "../read-instant.ts";
import { activeSecrets, hmacOf, judge, notVerified, type Signed, type Verdict } from "../signature.ts";
import type { Delivery } from "../source-room.ts";

const TOLERANCE_SECONDS = 300;

/** The key that a secret stands for: where nothing else is said, the bytes that it decodes to. */
type KeyOf = (secret: string) => Uint8Array;

/**
 * Standard Webhooks 1.0, also under Svix's header names: `v1,<base64>` among signatures parted by spaces, over
 * `id.timestamp.body`, with the base64 secret behind `whsec_`. Accepted within five minutes, either way.
 */
export const verifyStandard = (
  { headers, body, now }: Signed,
  secrets: SigningSecrets,
  keyOf: KeyOf = decodedKey,
): Verdict => {
  const header = (name: string) => headers[`webhook-${name}`] ?? headers[`svix-${name}`];
  const [id, timestamp, signatures] = [header("id"), header("timestamp"), header("signature")];
  if (!id || !timestamp || !signatures) return notVerified("no-signature");
  if (!/^\d{1,12}$/.test(timestamp)) return notVerified("bad-signature");
  const ageSeconds = Date.parse(now) / 1000 - Number(timestamp);
  if (Math.abs(ageSeconds) > TOLERANCE_SECONDS) return notVerified("stale-signature");
  const right = activeSecrets(secrets).map((secret) => signatureOf({ id, timestamp, body }, keyOf(secret)));
  return judge(signatures.split(" "), right);
};

/** The three headers with which a body is posted. */
export const signStandard = (
  body: string,
  { id, at, secret }: Omit<Delivery, "url">,
  keyOf: KeyOf = decodedKey,
): Record<string, string> => {
  const timestamp = String(unixSeconds(at));
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatureOf({ id, timestamp, body: Buffer.from(body, "utf8") }, keyOf(secret)),
  };
};

const signatureOf = (
  { id, timestamp, body }: { id: string; timestamp: string; body: Uint8Array },
  key: Uint8Array,
): string => `v1,${hmacOf(key, Buffer.concat([Buffer.from(`${id}.${timestamp}.`, "utf8"), body]))}`;

const decodedKey: KeyOf = (secret) => {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (key.byteLength === 0)
    throw new SettingsError(
      "The secret of source standard is not base64 (after whsec_, if that stands before it). Put one into Secrets Manager that is, such as openssl rand -base64 32 makes.",
    );
  return key;
};
