import { RouseError } from "../model/errors.ts";
import type { AskApi } from "../ports/fetch-order.ts";
import type { ReadSigningSecrets } from "../ports/world.ts";

/** A key that a shop began to sign with is known after this long: it does not send again what was refused until then. */
const KEEP_MS = 60_000;

type Kept = { jwks: string; untilMs: number };

/**
 * The same secrets with the keys that stand at their `jwksUrl`. Where they cannot be had, those known from before serve on;
 * without any the request fails, and its sender tries again.
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
      const what = `the keys that a source signs with do not stand at the jwksUrl of its secret: ${answer.refusal}`;
      throw new RouseError("SourceUnavailableError", what);
    }
    return Buffer.from(answer.body).toString("utf8");
  };
  const keysAt = async (url: string): Promise<string> => {
    const known = kept.get(url);
    if (known !== undefined && nowMs() < known.untilMs) return known.jwks;
    try {
      const jwks = await askFor(url);
      kept.set(url, { jwks, untilMs: nowMs() + KEEP_MS });
      return jwks;
    } catch (error) {
      if (known === undefined) throw error;
      return known.jwks;
    }
  };
  return async (source) => {
    const secrets = await read(source);
    const jwks = secrets?.jwksUrl === undefined ? undefined : await keysAt(secrets.jwksUrl);
    return secrets && (jwks === undefined ? secrets : { ...secrets, jwks });
  };
};
