import { RouseError } from "../model/errors.ts";
import type { AskApi } from "../ports/fetch-order.ts";
import type { ReadSigningSecrets } from "../ports/world.ts";

/** A key that a shop began to sign with is known after this long: it does not send again what was refused until then. */
const KEEP_MS = 60_000;

type Kept = { keys: string; untilMs: number };

/**
 * The same secrets with the keys that stand at their `jwksUrl`, and with those that a request names, of which one will do. Where
 * they cannot be had, those known from before serve on; without any the request fails, and its sender tries again.
 */
export const withPublishedKeys = (
  read: ReadSigningSecrets,
  ask: AskApi,
  nowMs: () => number = Date.now,
): ReadSigningSecrets => {
  const kept = new Map<string, Kept>();
  const askFor = async (url: string): Promise<string> => {
    const answer = await ask({ url, headers: { accept: "application/json" } });
    if ("refusal" in answer) {
      const what = `the keys that a source signs with do not stand at the jwksUrl of its secret, or where it says: ${answer.refusal}`;
      throw new RouseError("SourceUnavailableError", what);
    }
    return Buffer.from(answer.body).toString("utf8");
  };
  const keysAt = async (url: string): Promise<string> => {
    const known = kept.get(url);
    if (known !== undefined && nowMs() < known.untilMs) return known.keys;
    try {
      const keys = await askFor(url);
      kept.set(url, { keys, untilMs: nowMs() + KEEP_MS });
      return keys;
    } catch (error) {
      if (known === undefined) throw error;
      return known.keys;
    }
  };
  const anyOf = async (urls: readonly string[]): Promise<string[]> => {
    const found = await Promise.allSettled(urls.map(keysAt));
    const keys = found.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    const [first] = found;
    if (keys.length === 0 && first?.status === "rejected") throw first.reason;
    return keys;
  };
  return async (source, keysNamed) => {
    const secrets = await read(source);
    if (secrets === undefined) return undefined;
    const jwks = secrets.jwksUrl === undefined ? undefined : await keysAt(secrets.jwksUrl);
    const publicKeys = await anyOf(keysNamed?.(secrets) ?? []);
    return { ...secrets, ...(jwks !== undefined && { jwks }), ...(publicKeys.length > 0 && { publicKeys }) };
  };
};
