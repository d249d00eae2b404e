import * as z from "zod";
import { withoutEnd } from "./without-end.ts";

const key = z.string().min(16);

/** As the stack makes the secret: CloudFormation can generate one value, so one value holds two keys, a half each. */
const generatedKeysSchema = z
  .object({ generated: z.string().min(64), linkKey: key.optional() })
  .transform(({ generated, linkKey }) => {
    const half = Math.floor(generated.length / 2);
    return { identityKey: generated.slice(0, half), linkKey: linkKey ?? generated.slice(half) };
  });

/**
 * The deployment's own secret: `{ identityKey, linkKey }`, or `{ generated, linkKey? }` as the stack makes it.
 * `identityKey` makes keyed hashes of addresses (losing it orphans suppressions: never rotate it, nor `generated`);
 * `linkKey` signs unsubscribe and report links (rotating it, by setting it, voids links already mailed).
 */
export const keysSchema = z.union([z.object({ identityKey: key, linkKey: key }), generatedKeysSchema]);
export type Keys = z.infer<typeof keysSchema>;

const given = z.string().min(1).optional();

/** What this project's own pages have where a secret belongs: whoever pasted it has the same one as everybody who reads them. */
const printed = new Set(
  ["…", "whsec_…", "NEW", "new", "old", "unused", "your long text"].concat(
    ["as the stack made it", "client secret", "client_secret", "the subscription's secret"],
    ["access token", "secret access token", "the API key", "ck_…:cs_…", "shpat_…"],
  ),
);
const isSecret = (text: string): boolean => !printed.has(text.trim());
const NOT_SECRET = { error: "is what the documentation has in place of a secret: put the secret itself there" };
const secret = z.string().min(1).refine(isSecret, NOT_SECRET);

/**
 * A source's secret: what signs its webhooks (two may be active, for rotation), and beside that, by name, whatever else its
 * system gives out and Rouse needs, so that all of it is entered in one place (ADR 13).
 */
export const signingSecretsSchema = z.object({
  current: secret,
  previous: z.string().refine(isSecret, NOT_SECRET).optional(),
  /** The address that the source was told to post to, where that is not the API's own: some sign it. */
  url: given,
  /** Where the shop's own API answers, and what proves that we may ask it. */
  api: z
    .url({ protocol: /^https?$/ })
    .transform((url) => withoutEnd(url, "/"))
    .optional(),
  token: secret.optional(),
  /** What a source calls the application that it posts to, where it signs that too. */
  clientId: given,
  /** By which an app proves itself to a shop that registers, its name there, and the only shop that may. */
  appSecret: secret.optional(),
  appName: given,
  shopId: given,
  /** Where a source publishes the keys that it signs with (RFC 7517), and those found there, as JSON. */
  jwksUrl: z.url({ protocol: /^https?$/ }).optional(),
  jwks: given,
  /** Public keys, as PEM, that were found where a request named them. */
  publicKeys: z.array(z.string()).optional(),
});
export type SigningSecrets = z.infer<typeof signingSecretsSchema>;
