import { createHmac, createPublicKey, verify } from "node:crypto";
import * as z from "zod";
import type { SigningSecrets } from "../../model/keys.ts";
import { parseJson } from "../../model/parse-json.ts";
import { notVerified, type Signed, type Verdict, verifyBy } from "../signature.ts";

const headerSchema = z.object({ alg: z.literal("RS256"), kid: z.string().optional(), b64: z.boolean().default(true) });
const keySetSchema = z.object({
  keys: z.array(z.object({ kty: z.literal("RSA"), kid: z.string().optional(), n: z.string(), e: z.string() })),
});

/**
 * A detached JWS (RFC 7515, appendix F; RFC 7797) by one of the keys that the shop publishes; or, where none are
 * published and its webhook has a secret of its own, which Saleor calls deprecated, hex of HMAC-SHA256 over the body.
 */
export const verifySaleor = ({ headers, body }: Signed, secrets: SigningSecrets): Verdict => {
  const given = headers["saleor-signature"] ?? headers["x-saleor-signature"];
  if (!given) return notVerified("no-signature");
  const [protectedHeader = "", payload, signature] = given.split(".");
  // Of two ways the weaker one would be open always: where keys are published, a secret proves nothing.
  const hasKeys = secrets.jwks !== undefined || secrets.jwksUrl !== undefined;
  if (payload === undefined)
    return hasKeys ? notVerified("bad-signature") : verifyBy(given, secrets, (secret) => hmacOfSaleor(body, secret));
  if (payload !== "" || signature === undefined || secrets.jwks === undefined) return notVerified("bad-signature");
  return isSignedBy(secrets.jwks, { protectedHeader, signature }, body)
    ? { verified: true }
    : notVerified("bad-signature");
};

export const hmacOfSaleor = (body: string | Uint8Array, secret: string): string =>
  createHmac("sha256", secret).update(body).digest("hex");

type Detached = { protectedHeader: string; signature: string };

/** Other algorithms than the one that Saleor signs with are not looked at: a header must not choose how it is trusted. */
const isSignedBy = (jwks: string, { protectedHeader, signature }: Detached, body: Uint8Array): boolean => {
  const header = headerSchema.safeParse(parseJson(Buffer.from(protectedHeader, "base64url").toString("utf8"))).data;
  const { keys } = keySetSchema.safeParse(parseJson(jwks)).data ?? { keys: [] };
  if (header === undefined) return false;
  const payload = header.b64 ? Buffer.from(Buffer.from(body).toString("base64url"), "utf8") : body;
  const signed = Buffer.concat([Buffer.from(`${protectedHeader}.`, "utf8"), payload]);
  return keys
    .filter(({ kid }) => header.kid === undefined || kid === header.kid)
    .some(({ kty, n, e }) =>
      verify(
        "RSA-SHA256",
        signed,
        createPublicKey({ key: { kty, n, e }, format: "jwk" }),
        Buffer.from(signature, "base64url"),
      ),
    );
};
