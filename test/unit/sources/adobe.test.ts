import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { sources } from "../../../shared/sources/sources.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const receivedAt = "2026-11-20T12:00:00.000Z";
const order = (more: object = {}) => ({
  order: {
    increment_id: "000000012",
    state: "processing",
    created_at: "2026-11-19 10:00:00",
    updated_at: "2026-11-19 10:00:05",
    order_currency_code: "USD",
    grand_total: "123.000000",
    total_refunded: null,
    discount_amount: "-10.0000",
    customer_id: 7,
    customer_email: "quy@example.com",
    customer_firstname: "Quy",
    customer_lastname: "Example",
    customer_dob: "1990-05-01 00:00:00",
    billing_country: "US",
    billing_telephone: "+15555550106",
    items: [
      { sku: "SHIRT-M", name: "Shirt", qty_ordered: "2.0000", row_total_incl_tax: "123.0000", parent_item_id: null },
      { sku: "SHIRT-M", name: "Shirt M", qty_ordered: "2.0000", row_total_incl_tax: "0.0000", parent_item_id: "1" },
    ],
    ...more,
  },
});
const read = (body: object) =>
  readIntent({ source: "adobe", topic: "order", receivedAt, body: Buffer.from(JSON.stringify(body)) }, settings());
const judged = async (...bodies: object[]) => {
  const world = recordingWorld();
  for (const body of bodies) await world.deliver("adobe", "order", body);
  return [...world.store.rows.orders.values()];
};

describe("an order of Adobe Commerce", () => {
  it("is read with its buyer's birthday, in UTC, a configurable product once", async () => {
    expect(read(order())).toMatchObject({
      person: {
        customerId: "7",
        emails: ["quy@example.com"],
        profile: { firstName: "Quy", birthday: "1990-05-01", country: "US", phone: "+15555550106" },
      },
      facts: {
        orderId: "000000012",
        orderedAt: "2026-11-19T10:00:00.000Z",
        updatedAt: "2026-11-19T10:00:05.000Z",
        totalMinor: 12300,
        discountMinor: 1000,
        items: [{ sku: "SHIRT-M", title: "Shirt", quantity: 2, totalMinor: 12300 }],
      },
    });
    expect(await judged(order())).toMatchObject([{ netMinor: 12300, counted: { state: "counted" } }]);
  });

  it("keeps the offset of a time that has one", () => {
    const times = { created_at: "2026-11-19T10:00:00+02:00", updated_at: "2026-11-19T10:00:05Z" };
    expect(read(order(times))).toMatchObject({
      facts: { orderedAt: "2026-11-19T08:00:00.000Z", updatedAt: "2026-11-19T10:00:05.000Z" },
    });
  });

  it("loses what was refunded, in whatever order its states come", async () => {
    const refunded = order({ total_refunded: "23.0000", state: "complete", updated_at: "2026-11-20 10:00:00" });
    for (const told of [
      [order(), refunded],
      [refunded, order()],
    ]) {
      expect(await judged(...told)).toMatchObject([{ netMinor: 10000, counted: { state: "counted" } }]);
    }
  });

  it.each([
    ["new", "unpaid"],
    ["pending_payment", "unpaid"],
    ["holded", "unpaid"],
    ["canceled", "cancelled"],
    ["closed", "refunded-in-full"],
  ])("does not count in state %s", async (state, reason) => {
    expect(await judged(order({ state }))).toMatchObject([{ counted: { state: "not-counted", reason } }]);
  });

  it("is a guest's without an id; a birthday that is none costs nothing", () => {
    const guest = read(order({ customer_id: null, customer_dob: "0000-00-00 00:00:00" }));
    expect(guest.kind === "order" && [guest.person.customerId, guest.person.profile.birthday]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe("Adobe Commerce's signature", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const body = JSON.stringify(order());
  const encoded = Buffer.from(Buffer.from(body).toString("base64"));
  const signature = sign("RSA-SHA256", encoded, privateKey).toString("base64");
  const verify = (given: string | undefined, current: string, previous?: string) =>
    sources.adobe.verify(
      { headers: { "x-adobe-commerce-webhook-signature": given }, body: Buffer.from(body), now: receivedAt },
      { current, ...(previous !== undefined && { previous }) },
    );

  it("is RSA-SHA256 over the body's base64, by either of two keys", () => {
    expect(verify(signature, pem)).toEqual({ verified: true });
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "pem" });
    expect(verify(signature, other.toString(), pem)).toEqual({ verified: true });
    expect(verify(signature, other.toString())).toMatchObject({ reason: "bad-signature" });
    const overBody = sign("RSA-SHA256", Buffer.from(body), privateKey).toString("base64");
    expect(verify(overBody, pem)).toMatchObject({ reason: "bad-signature" });
    expect(verify(undefined, pem)).toMatchObject({ reason: "no-signature" });
  });

  it("is never an HMAC by the public key, which is no secret", () => {
    expect(verify(createHmac("sha256", pem).update(encoded).digest("base64"), pem)).toMatchObject({
      reason: "bad-signature",
    });
    expect(verify(createHmac("sha256", "made").update(encoded).digest("base64"), "made")).toEqual({ verified: true });
  });

  it("needs a key that can be read", () => {
    expect(() => verify(signature, "-----BEGIN PUBLIC KEY-----\nodd\n-----END PUBLIC KEY-----")).toThrow("public key");
  });
});
