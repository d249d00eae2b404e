import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { registerShop } from "../../../functions/receive-webhook/register-shop.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import type { SigningSecrets } from "../../../shared/model/keys.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { sources } from "../../../shared/sources/sources.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const receivedAt = "2026-11-20T12:00:00.000Z";
const payment = (technicalName: string, more: object = {}) => ({
  createdAt: "2026-11-19T10:00:01.000+00:00",
  updatedAt: "2026-11-19T10:01:00.000+00:00",
  stateMachineState: { technicalName },
  ...more,
});
const order = (more: object = {}) => ({
  id: "0190ad41decb73fa9e362dba380a4a35",
  orderNumber: "10060",
  orderDateTime: "2026-11-19T10:00:00.000+00:00",
  createdAt: "2026-11-19T10:00:00.500+00:00",
  updatedAt: null,
  amountTotal: 119.9,
  currency: { isoCode: "USD", factor: 1 },
  currencyFactor: 1,
  stateMachineState: { technicalName: "open" },
  transactions: [payment("paid")],
  orderCustomer: { customerId: "c1", email: "pia@example.com", firstName: "Pia", lastName: "Example" },
  addresses: [{ phoneNumber: "+15555550105", country: { iso: "US" } }],
  lineItems: [
    { type: "product", label: "Kettle", quantity: 1, totalPrice: 129.9, payload: { productNumber: "SW1" } },
    { type: "promotion", label: "10 off", quantity: 1, totalPrice: -10.0, payload: {} },
  ],
  ...more,
});
const PAID = "state_enter.order_transaction.state.paid";
const event = (of: object = {}, name = PAID) => ({
  data: { payload: { order: order(of) }, event: name },
  source: { url: "https://shop.test", shopId: "s1", eventId: "e1", appVersion: "1.0.0" },
  timestamp: Date.parse(receivedAt) / 1000,
});
const read = (body: object) =>
  readIntent({ source: "shopware", topic: "event", receivedAt, body: Buffer.from(JSON.stringify(body)) }, settings());
const judged = async (...bodies: object[]) => {
  const world = recordingWorld();
  for (const body of bodies) await world.deliver("shopware", "event", body);
  return [...world.store.rows.orders.values()];
};

describe("an order of Shopware", () => {
  it("is read as it stood when its payment changed", async () => {
    expect(read(event())).toMatchObject({
      person: { customerId: "c1", emails: ["pia@example.com"], phones: ["+15555550105"], profile: { country: "US" } },
      facts: {
        orderId: "0190ad41decb73fa9e362dba380a4a35",
        orderedAt: "2026-11-19T10:00:00.000Z",
        updatedAt: "2026-11-19T10:01:00.000Z",
        status: "paid",
        totalMinor: 11990,
        discountMinor: 1000,
        items: [{ sku: "SW1", title: "Kettle", quantity: 1, totalMinor: 12990 }],
      },
    });
    expect(await judged(event())).toMatchObject([{ netMinor: 11990, counted: { state: "counted" } }]);
  });

  it("is what its latest state says, though placing it is told last", async () => {
    const placed = event({ transactions: [payment("open", { updatedAt: null })] }, "checkout.order.placed");
    for (const told of [
      [placed, event()],
      [event(), placed],
    ]) {
      expect(await judged(...told)).toMatchObject([{ counted: { state: "counted" } }]);
    }
  });

  it.each([
    ["open", "unpaid"],
    ["authorized", "unpaid"],
    ["failed", "unpaid"],
    ["refunded", "refunded-in-full"],
    ["chargeback", "refunded-in-full"],
  ])("does not count with a payment that is %s", async (state, reason) => {
    expect(await judged(event({ transactions: [payment(state)] }))).toMatchObject([{ counted: { reason } }]);
  });

  it.each(["paid_partially", "refunded_partially"])("counts with a payment that is %s", async (state) => {
    expect(await judged(event({ transactions: [payment(state)] }))).toMatchObject([{ counted: { state: "counted" } }]);
  });

  it("goes by the newest payment that was not in vain, and by the event where it comes without payments", async () => {
    const failed = payment("failed", { createdAt: "2026-11-19T11:00:00.000+00:00" });
    expect(read(event({ transactions: [payment("paid"), failed] }))).toMatchObject({ facts: { status: "paid" } });
    expect(read(event({ transactions: null }))).toMatchObject({ facts: { status: "paid" } });
    expect(read(event({ transactions: null }, "checkout.order.placed"))).toMatchObject({ facts: { status: "open" } });
    const cancelled = event({ stateMachineState: { technicalName: "cancelled" } }, "state_enter.order.state.cancelled");
    expect(await judged(cancelled)).toMatchObject([{ counted: { reason: "cancelled" } }]);
  });

  it("may leave out the shop's own currency, and no other", () => {
    expect(read(event({ currency: null }))).toMatchObject({ facts: { currency: "USD" } });
    expect(() => read(event({ currency: null, currencyFactor: 1.2 }))).toThrow("currency");
  });

  it("is none in events about other things", () => {
    expect(read({ data: { payload: [], event: "product.written" }, timestamp: 1 }).kind).toBe("ignored");
    expect(read({ apiKey: "k", secretKey: "s", shopId: "s1", timestamp: "1" }).kind).toBe("ignored");
  });
});

describe("the newsletter", () => {
  const told = (name: string, more: object) => ({
    data: {
      event: name,
      payload: {
        newsletterRecipient: {
          email: "pia@example.com",
          firstName: "Pia",
          createdAt: "2026-11-18T10:00:00.000+00:00",
          ...more,
        },
      },
    },
    timestamp: Date.parse(receivedAt) / 1000,
  });
  const consentAfter = async (...bodies: object[]) => {
    const world = recordingWorld();
    for (const body of [event(), ...bodies]) await world.deliver("shopware", "event", body);
    const customer = await world.store.readCustomer("shopware:c1");
    return customer && consentFor(customer.consents, hash("pia@example.com"));
  };

  it("confirmed is a consent, and left a refusal, whichever is told first", async () => {
    const confirmed = told("newsletter.confirm", { confirmedAt: "2026-11-18T10:05:00.000+00:00" });
    const left = told("newsletter.unsubscribe", { updatedAt: "2026-11-19T10:05:00.000+00:00" });
    expect(await consentAfter(confirmed)).toMatchObject({ state: "granted", basis: "explicit" });
    expect(await consentAfter(confirmed, left)).toMatchObject({ state: "denied" });
    expect(await consentAfter(left, confirmed)).toMatchObject({ state: "denied" });
  });
});

describe("Shopware's signature", () => {
  const verify = (body: string, given: string | undefined) =>
    sources.shopware.verify(
      { headers: { "shopware-shop-signature": given }, body: Buffer.from(body), now: receivedAt },
      { current: "shop-secret" },
    );
  const sign = (text: string, secret = "shop-secret") => createHmac("sha256", secret).update(text).digest("hex");

  it("is hex HMAC-SHA256 over the body, which tells its time", () => {
    const body = JSON.stringify(event());
    expect(verify(body, sign(body))).toEqual({ verified: true });
    expect(verify(`${body} `, sign(body))).toMatchObject({ reason: "bad-signature" });
    expect(verify(body, undefined)).toMatchObject({ reason: "no-signature" });
    for (const ageSeconds of [6 * 3600 + 1, -301]) {
      const stale = JSON.stringify({ ...event(), timestamp: Date.parse(receivedAt) / 1000 - ageSeconds });
      expect(verify(stale, sign(stale))).toMatchObject({ reason: "stale-signature" });
    }
    for (const timeless of ["{}", "no JSON"]) expect(verify(timeless, sign(timeless))).toEqual({ verified: true });
  });
});

describe("a shop that registers", () => {
  const secrets = {
    current: "shop-secret",
    url: "https://rouse.test/webhooks/shopware",
    appName: "Rouse",
    appSecret: "app",
  };
  const query = `shop-id=s1&shop-url=https://shop.test&timestamp=${Date.parse(receivedAt) / 1000}`;
  const hmac = (text: string, secret: string) => createHmac("sha256", secret).update(text).digest("hex");
  const ask = (given: Partial<{ source: string; query: string; signature: string; secrets: SigningSecrets }> = {}) =>
    registerShop(
      {
        source: given.source ?? "shopware",
        query: given.query ?? query,
        headers: { "shopware-app-signature": given.signature ?? hmac(given.query ?? query, "app") },
        receivedAt,
      },
      async () => given.secrets ?? secrets,
    );

  it("is proven to that we have the app, and given the secret to sign with", async () => {
    const answer = await ask();
    expect(answer.status === 200 && JSON.parse(answer.body)).toEqual({
      proof: hmac("s1https://shop.testRouse", "app"),
      secret: "shop-secret",
      confirmation_url: "https://rouse.test/webhooks/shopware",
    });
    expect((await ask({ secrets: { ...secrets, shopId: "s1" } })).status).toBe(200);
  });

  it.each([
    ["without the app's secret", { signature: hmac(query, "another") }],
    ["under another query", { query: `${query}0`, signature: hmac(query, "app") }],
    ["a day later", { query: query.replace(/\d+$/, "1795089600") }],
    ["that is not the one named", { secrets: { ...secrets, shopId: "s2" } }],
    ["where no app is set up", { secrets: { current: "shop-secret" } }],
    ["at a source that registers nobody", { source: "shopify" }],
    ["at no source", { source: "nowhere" }],
  ])("%s is told that there is nothing here", async (_what, given) => {
    expect(await ask(given)).toEqual({ status: 404 });
  });
});
