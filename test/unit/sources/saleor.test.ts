import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { withPublishedKeys } from "../../../shared/adapters/published-keys.ts";
import { RouseError } from "../../../shared/model/errors.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { sources } from "../../../shared/sources/sources.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const receivedAt = "2026-11-20T12:00:00.000Z";

const order = (more: object = {}) => ({
  id: "T3JkZXI6MQ==",
  created: "2026-11-19T10:00:00.123456+00:00",
  updatedAt: "2026-11-19T10:05:00.654321+00:00",
  status: "UNFULFILLED",
  paymentStatus: "FULLY_CHARGED",
  languageCodeEnum: "PT_BR",
  userEmail: "ola@example.com",
  user: { id: "VXNlcjox" },
  billingAddress: { firstName: "Ola", lastName: "Example", phone: "+15555550104", country: { code: "US" } },
  shippingAddress: null,
  total: { currency: "USD", gross: { amount: 40.1 } },
  undiscountedTotal: { gross: { amount: 45.1 } },
  totalRefunded: { amount: 0.0 },
  lines: [
    {
      productSku: "S1",
      productName: "Tea",
      quantity: 2,
      totalPrice: { gross: { amount: 40.1 } },
      variant: { product: { category: { name: "Green tea" } } },
    },
  ],
  ...more,
});
const event = (more: object = {}, name = "OrderUpdated") => ({ __typename: name, order: order(more) });
const read = (body: object) =>
  readIntent({ source: "saleor", topic: "event", receivedAt, body: Buffer.from(JSON.stringify(body)) }, settings());
const judged = async (...bodies: object[]) => {
  const world = recordingWorld();
  for (const body of bodies) await world.deliver("saleor", "event", body);
  return [...world.store.rows.orders.values()];
};

describe("an order of Saleor", () => {
  it("is read as its subscription asks for it", async () => {
    expect(read(event())).toMatchObject({
      person: {
        customerId: "VXNlcjox",
        emails: ["ola@example.com"],
        profile: { firstName: "Ola", locale: "pt-BR", country: "US" },
      },
      facts: {
        orderId: "T3JkZXI6MQ==",
        updatedAt: "2026-11-19T10:05:00.654Z",
        totalMinor: 4010,
        discountMinor: 500,
        items: [{ sku: "S1", title: "Tea", category: "Green tea", quantity: 2, totalMinor: 4010 }],
      },
    });
    expect(await judged(event())).toMatchObject([{ netMinor: 4010, counted: { state: "counted" } }]);
  });

  it("loses what was refunded, in whatever order its states come", async () => {
    const refunded = event(
      { paymentStatus: "PARTIALLY_REFUNDED", totalRefunded: { amount: 10.1 }, updatedAt: "2026-11-20T10:00:00+00:00" },
      "OrderRefunded",
    );
    expect(await judged(event(), refunded)).toMatchObject([{ netMinor: 3000 }]);
    expect(await judged(refunded, event())).toMatchObject([{ netMinor: 3000 }]);
  });

  it.each([
    [{ paymentStatus: "NOT_CHARGED" }, "unpaid"],
    [{ paymentStatus: "REFUSED" }, "unpaid"],
    [{ paymentStatus: "FULLY_REFUNDED" }, "refunded-in-full"],
    [{ status: "CANCELED" }, "cancelled"],
    [{ status: "EXPIRED" }, "cancelled"],
  ])("does not count as %j", async (more, reason) => {
    expect(await judged(event(more))).toMatchObject([{ counted: { state: "not-counted", reason } }]);
  });

  it("is a guest's without an account; a customer brings new facts; anything else is let go", () => {
    const guest = read(event({ user: null }));
    expect(guest.kind === "order" && guest.person.customerId).toBeUndefined();
    const user = { id: "VXNlcjox", email: "ola@example.com", firstName: "Ola", languageCode: "EN" };
    const updated = { __typename: "CustomerUpdated", user: { ...user, updatedAt: "2026-11-19T10:05:00+00:00" } };
    expect(read(updated)).toMatchObject({ kind: "profile", person: { profile: { firstName: "Ola", locale: "en" } } });
    expect(read({ __typename: "ProductUpdated", product: {} }).kind).toBe("ignored");
  });
});

describe("Saleor's signature", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwks = JSON.stringify({
    keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }],
  });
  const body = Buffer.from(JSON.stringify(event()));
  /** RFC 7797: the payload stands as it is in what is signed, and not at all in the signature. */
  const jws = (header: object, payload: Uint8Array = body) => {
    const encoded = Buffer.from(JSON.stringify(header)).toString("base64url");
    const signature = sign("RSA-SHA256", Buffer.concat([Buffer.from(`${encoded}.`), payload]), privateKey);
    return `${encoded}..${signature.toString("base64url")}`;
  };
  const header = { typ: "JWT", alg: "RS256", kid: "1", b64: false, crit: ["b64"] };
  const verify = (signature: string | undefined, secrets: { jwks?: string; jwksUrl?: string } = { jwks }) =>
    sources.saleor.verify(
      { headers: { "saleor-signature": signature }, body, now: receivedAt },
      { current: "secret", ...secrets },
    );

  it("is a detached JWS by a key that the shop publishes", () => {
    expect(verify(jws(header))).toEqual({ verified: true });
    expect(verify(jws({ alg: "RS256" }, Buffer.from(body.toString("base64url"))))).toEqual({ verified: true });
    expect(verify(undefined)).toMatchObject({ reason: "no-signature" });
  });

  it.each([
    ["of another body", jws(header, Buffer.from("{}"))],
    ["by a key of another name", jws({ ...header, kid: "2" })],
    ["of another algorithm", jws({ ...header, alg: "none" })],
    ["by HMAC with the public key", jws({ ...header, alg: "HS256" })],
    ["with its payload in it", jws(header).replace("..", `.${body.toString("base64url")}.`)],
    ["of no header", "..abc"],
  ])("is refused %s", (_what, signature) => {
    expect(verify(signature)).toEqual({ verified: false, reason: "bad-signature" });
  });

  it("is refused where no key is known, and keys are no HMAC's secret", () => {
    expect(verify(jws(header), {})).toMatchObject({ reason: "bad-signature" });
    expect(verify(createHmac("sha256", jwks).update(body).digest("hex"))).toMatchObject({ reason: "bad-signature" });
    const bySecret = createHmac("sha256", "secret").update(body).digest("hex");
    expect(verify(bySecret)).toMatchObject({ reason: "bad-signature" });
    expect(verify(bySecret, { jwksUrl: "https://shop.test/jwks" })).toMatchObject({ reason: "bad-signature" });
    expect(verify(bySecret, {})).toEqual({ verified: true });
  });
});

describe("keys that a shop publishes", () => {
  it("are asked for once a minute, serve on while they cannot be had, and without any the request fails", async () => {
    let [nowMs, asked, down] = [0, 0, false];
    const read = withPublishedKeys(
      async () => ({ current: "s", jwksUrl: "https://shop.test/jwks" }),
      async () => {
        asked += 1;
        if (down) throw new RouseError("SourceUnavailableError", "down");
        return { body: Buffer.from(`{"keys":[],"n":${asked}}`) };
      },
      () => nowMs,
    );
    expect([(await read("saleor"))?.jwks, (await read("saleor"))?.jwks, asked]).toEqual([
      '{"keys":[],"n":1}',
      '{"keys":[],"n":1}',
      1,
    ]);
    [nowMs, down] = [61_000, true];
    expect((await read("saleor"))?.jwks).toBe('{"keys":[],"n":1}');
    const never = withPublishedKeys(
      async () => ({ current: "s", jwksUrl: "https://shop.test/jwks" }),
      async () => ({ refusal: "gone-at-source" }),
    );
    await expect(never("saleor")).rejects.toThrow("jwksUrl");
  });

  it("are not asked for where a secret names no place", async () => {
    const read = withPublishedKeys(
      async (source) => (source === "saleor" ? { current: "s" } : undefined),
      async () => {
        throw new Error("asked");
      },
    );
    expect([await read("saleor"), await read("shopify")]).toEqual([{ current: "s" }, undefined]);
  });
});
