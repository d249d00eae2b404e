import { describe, expect, it } from "vitest";
import { z } from "zod";
import { verifySignature } from "../../../shared/sources/verify-signature.ts";
import { isBesideCheckout, readBeside } from "../../support/beside-checkout.ts";

const file = "payloads/vectors/hmac_vectors.json";
const there = isBesideCheckout("published signature vectors", file);

const vectors = z
  .array(
    z.looseObject({
      scheme: z.string(),
      secret: z.string(),
      body: z.string(),
      signature: z.string(),
      id: z.string().default(""),
      timestamp: z.number().default(0),
    }),
  )
  .parse(there ? JSON.parse(readBeside(file)) : []);
const vectorOf = (scheme: string) => {
  const vector = vectors.find((one) => one.scheme.startsWith(scheme));
  if (!vector) throw new Error(`no vector for ${scheme}`);
  return vector;
};

describe.skipIf(!there)("verifySignature on published vectors", () => {
  it("agrees with Shopify's scheme", () => {
    const { body, secret, signature } = vectorOf("shopify");
    const signed = {
      headers: { "x-shopify-hmac-sha256": signature },
      body: Buffer.from(body),
      now: "2026-01-01T00:00:00Z",
    };
    expect(verifySignature("shopify", signed, { current: secret })).toEqual({ verified: true });
    expect(verifySignature("shopify", signed, { current: `${secret}x` })).toMatchObject({ verified: false });
  });

  it("agrees with Standard Webhooks, with and without whsec_, and with either of two secrets", () => {
    const { body, secret, signature, id, timestamp } = vectorOf("standard");
    const headers = { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": signature };
    const signed = { headers, body: Buffer.from(body), now: new Date(timestamp * 1000).toISOString() };
    const bare = secret.replace("whsec_", "");
    for (const secrets of [{ current: secret }, { current: bare }, { current: "whsec_AAAA", previous: secret }]) {
      expect(verifySignature("standard", signed, secrets)).toEqual({ verified: true });
    }
    expect(() => verifySignature("standard", signed, { current: "whsec_" })).toThrow("base64");
  });
});
