import { describe, expect, it } from "vitest";
import * as z from "zod";
import { sources } from "../../../shared/sources/sources.ts";
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
      url: z.string().default(""),
      timestamp: z.number().default(0),
    }),
  )
  .parse(there ? JSON.parse(readBeside(file)) : []);
const vectorOf = (scheme: string) => {
  const vector = vectors.find((one) => one.scheme.startsWith(scheme));
  if (!vector) throw new Error(`no vector for ${scheme}`);
  return vector;
};

describe.skipIf(!there)("a source's signature on published vectors", () => {
  it("agrees with Shopify's scheme", () => {
    const { body, secret, signature } = vectorOf("shopify");
    const signed = {
      headers: { "x-shopify-hmac-sha256": signature },
      body: Buffer.from(body),
      now: "2026-01-01T00:00:00Z",
    };
    expect(sources.shopify.verify(signed, { current: secret })).toEqual({ verified: true });
    expect(sources.shopify.verify(signed, { current: `${secret}x` })).toMatchObject({ verified: false });
  });

  it("agrees with Standard Webhooks, with and without whsec_, and with either of two secrets", () => {
    const { body, secret, signature, id, timestamp } = vectorOf("standard");
    const headers = { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": signature };
    const signed = { headers, body: Buffer.from(body), now: new Date(timestamp * 1000).toISOString() };
    const bare = secret.replace("whsec_", "");
    for (const secrets of [{ current: secret }, { current: bare }, { current: "whsec_AAAA", previous: secret }]) {
      expect(sources.standard.verify(signed, secrets)).toEqual({ verified: true });
    }
    expect(() => sources.standard.verify(signed, { current: "whsec_" })).toThrow("base64");
  });

  it("agrees with Square's scheme, which signs the address too", () => {
    for (const { body, secret, signature, url } of vectors.filter(({ scheme }) => scheme.startsWith("square"))) {
      const headers = { "x-square-hmacsha256-signature": signature };
      const signed = { headers, body: Buffer.from(body), now: "2026-01-01T00:00:00Z" };
      expect(sources.square.verify(signed, { current: secret, url })).toEqual({ verified: true });
      expect(sources.square.verify(signed, { current: secret, url: `${url}/` })).toMatchObject({ verified: false });
      const delivery = { id: "", at: "2026-01-01T00:00:00Z", secret, url };
      expect(sources.square.headersOf(body, delivery)).toMatchObject(headers);
    }
    expect(vectors.filter(({ scheme }) => scheme.startsWith("square"))).toHaveLength(2);
  });

  it("is made as the published ones are", () => {
    const [ofShopify, ofStandard] = [vectorOf("shopify"), vectorOf("standard")];
    const delivery = { url: "", id: ofStandard.id, at: new Date(ofStandard.timestamp * 1000).toISOString() };
    const shopify = sources.shopify.headersOf(ofShopify.body, { ...delivery, secret: ofShopify.secret });
    const standard = sources.standard.headersOf(ofStandard.body, { ...delivery, secret: ofStandard.secret });
    expect(shopify["x-shopify-hmac-sha256"]).toBe(ofShopify.signature);
    expect(standard["webhook-signature"]).toBe(ofStandard.signature);
  });
});

describe("a signature of WooCommerce", () => {
  it("is that of RFC 4231, test case 2", () => {
    const delivery = { url: "", id: "1", at: "2026-11-21T10:00:00.000Z", secret: "Jefe" };
    const headers = sources.woocommerce.headersOf("what do ya want for nothing?", delivery);
    expect(Buffer.from(headers["x-wc-webhook-signature"] ?? "", "base64").toString("hex")).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });
});
