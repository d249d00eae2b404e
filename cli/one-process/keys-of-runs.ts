import { createHash } from "node:crypto";
import type { Keys } from "../../shared/model/keys.ts";

const drawn = (what: string): string => createHash("sha256").update(`rouse run: ${what}`).digest("hex");

/**
 * Who is held out and what a customer without an id is called come from the keys. A run keeps nothing and mails nobody,
 * so its keys are no secret: the same file gives the same bytes, and a longer one moves nobody in or out.
 */
export const keysOfRuns: Keys = { identityKey: drawn("identities"), linkKey: drawn("links") };
