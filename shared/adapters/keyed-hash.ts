import { createHmac } from "node:crypto";

const HASH_BYTES = 16;

/** Keyed hash of an already normalised text: HMAC-SHA256, 16 bytes, base64url (docs/adr/0001). Cannot be guessed without the key. */
export const keyedHash = (text: string, identityKey: string): string =>
  createHmac("sha256", identityKey).update(text, "utf8").digest().subarray(0, HASH_BYTES).toString("base64url");
