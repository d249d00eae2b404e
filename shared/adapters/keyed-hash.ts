import { createHmac } from "node:crypto";

const HASH_BYTES = 16;

/** Keyed hash of an already normalised text: HMAC-SHA256, 16 bytes, base64url (docs/adr/0001). Cannot be guessed without the key. */
export const keyedHash = (text: string, identityKey: string): string =>
  createHmac("sha256", identityKey).update(text, "utf8").digest().subarray(0, HASH_BYTES).toString("base64url");

/** Texts whose hashes are remembered at a time: the addresses of some thousand people, a few megabytes. */
const REMEMBERED = 20_000;

/** The same for one who hashes the same texts again and again, as a file's rows name them. */
export const rememberedHash = (identityKey: string): ((text: string) => string) => {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const hash = keyedHash(text, identityKey);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, hash);
    return hash;
  };
};
