import { describe, expect, it } from "vitest";
import { receiveWebhook } from "../../functions/receive-webhook/receive-webhook.ts";
import { isSomebody } from "../../shared/model/customer.ts";
import type { SigningSecrets } from "../../shared/model/keys.ts";
import { comparedSources, fetchedSources, type WebhookSource, webhookSourceSchema } from "../../shared/model/order.ts";
import { dayOf, lastCompleteDay } from "../../shared/model/shop-time.ts";
import { eraseCustomer } from "../../shared/recording/erase-customer.ts";
import { readIntent } from "../../shared/sources/read-intent.ts";
import type { Sale } from "../../shared/sources/sale.ts";
import { sampleSale, sampleWebhook } from "../../shared/sources/sample-webhook.ts";
import { FETCHED } from "../../shared/sources/source-room.ts";
import { sources } from "../../shared/sources/sources.ts";
import { fakeFiles } from "../support/fake-files.ts";
import { settings } from "../support/recording-deps.ts";
import { recordingWorld } from "../support/recording-world.ts";

const at = "2026-11-20T23:30:00.000Z";
const shop = { timeZone: "Asia/Shanghai", currency: "EUR" };
/** Text, base64 and hexadecimal in one. */
const secretFor = (letter: string) => letter.repeat(64);
const url = "https://rouse.test/webhooks/any";
const [secret, other] = [secretFor("a"), secretFor("b")];

const door = (secrets: SigningSecrets) => {
  const queued: string[] = [];
  const post = (source: WebhookSource, headers: Record<string, string>, body: string | Uint8Array) =>
    receiveWebhook(
      { source, headers, body: Buffer.from(body), receivedAt: at },
      {
        readSigningSecrets: async () => ({ ...secrets, url }),
        data: fakeFiles(),
        enqueue: async ({ topic }) => {
          queued.push(topic);
        },
        settings: settings(),
      },
    );
  return { post, queued };
};

const read = (source: WebhookSource, topic: string, body: string) =>
  readIntent({ source, topic, receivedAt: at, body: Buffer.from(body) }, settings());

/** A sale as its order is read: from the webhook, or from what the shop's API answers where that only names it. */
const readSale = (source: WebhookSource, sale: Sale) => {
  const { bodyOf, headersOf, topicOf, fetch } = sources[source];
  const body = bodyOf(sale);
  const topic = topicOf(headersOf(body, { id: "1", at, secret, url })) ?? "";
  return fetch ? read(source, FETCHED, fetch.bodyOf(sale)) : read(source, topic, body);
};

/** What the one body of a source cannot tell of a sale: other bodies do, or none. */
const untold: Partial<Record<WebhookSource, readonly ("refunds" | "discount" | "address" | "currency")[]>> = {
  stripe: ["refunds"],
  square: ["discount"],
  shopware: ["refunds"],
  youzan: ["address", "currency"],
};

describe.each(webhookSourceSchema.options)("the source %s", (source) => {
  const room = sources[source];
  const sample = sampleWebhook(source, { at, secret, url }, shop);
  const topic = room.topicOf(sample.headers) ?? "";
  const ownCurrency = untold[source]?.includes("currency") ? "CNY" : undefined;

  it.each([
    ["the current secret", { current: secret }],
    ["the current one of two", { current: secret, previous: other }],
    ["the one before", { current: other, previous: secret }],
  ])("is let in with its sample signed with %s", async (_which, secrets) => {
    const { post, queued } = door(secrets);
    expect(await post(source, sample.headers, sample.body)).toMatchObject({ status: 200, reason: "queued" });
    expect(queued).toEqual([topic]);
    expect(room.topics.has(topic)).toBe(true);
  });

  it.skipIf(source === "ecwid")("is refused with any one byte of its sample changed", () => {
    const bytes = Buffer.from(sample.body);
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const verdict = room.verify({ headers: sample.headers, body: changed, now: at }, { current: secret, url });
      expect(verdict).toEqual({ verified: false, reason: "bad-signature" });
    }
  });

  it("is refused under a secret that is not its own", async () => {
    const { post } = door({ current: other });
    expect(await post(source, sample.headers, sample.body)).toMatchObject({ status: 401, reason: "bad-signature" });
  });

  it("is refused without its signature", async () => {
    const { post } = door({ current: secret });
    const unsigned = Object.fromEntries(Object.entries(sample.headers).filter(([name]) => !/hmac|sign/.test(name)));
    expect(await post(source, unsigned, sample.body)).toMatchObject({ status: 401, reason: "no-signature" });
  });

  it.skipIf(room.cartBodyOf === undefined)("has a sample of a cart that somebody else left on that day", async () => {
    const { post, queued } = door({ current: secret });
    const { body = "", headers = {} } = sample.cart ?? {};
    expect(await post(source, headers, body)).toMatchObject({ status: 200, reason: "queued" });
    expect(read(source, queued[0] ?? "", body)).toMatchObject({
      kind: "event",
      person: { source, customerId: "7002", profile: { email: "bo@example.com" } },
      event: { kind: "cart-left" },
    });
  });

  it("has a sample that reads as the sale it was written from, placed on the day the next night describes", () => {
    const address = untold[source]?.includes("address") ? {} : { email: "ada@example.com", firstName: "Ada" };
    const intent = readSale(source, sampleSale(at, shop));
    expect(intent).toMatchObject({
      kind: "order",
      person: {
        source,
        customerId: expect.stringMatching(/7001$/),
        profile: address,
      },
      facts: { source, totalMinor: 4200, currency: ownCurrency ?? "EUR", updatedAt: at, test: false, cancelled: false },
    });
    const orderedAt = intent.kind === "order" ? intent.facts.orderedAt : "";
    expect(dayOf(orderedAt, shop.timeZone)).toBe(lastCompleteDay(at, shop.timeZone));
  });

  it.each(["EUR", "JPY", "KWD"])(
    "tells of a sale in %s to the last minor unit, discount and refund too",
    (currency) => {
      const sale: Sale = { ...sampleSale(at, { ...shop, currency }), discountMinor: 1234, refundedMinor: 777 };
      const intent = readSale(source, sale);
      const discountMinor = untold[source]?.includes("discount") ? 0 : 1234;
      expect(intent).toMatchObject({ facts: { currency: ownCurrency ?? currency, totalMinor: 4200, discountMinor } });
      const refunds = intent.kind === "order" ? Object.values(intent.facts.refunds) : [];
      const refundedMinor = untold[source]?.includes("refunds") ? 0 : 777;
      expect(refunds.reduce((sum, minor) => sum + minor, 0)).toBe(refundedMinor);
    },
  );

  it("tells of a buyer without an address", () => {
    const sale = sampleSale(at, shop);
    const { email: _email, ...customer } = sale.customer;
    expect(readSale(source, { ...sale, customer })).toMatchObject({ person: { emails: [] } });
  });

  it("answers a trial of its address with 200 and does nothing, and takes nothing else for one", async () => {
    const { post, queued } = door({ current: secret });
    const trial = "webhook_id=12";
    const answer = await post(source, {}, trial);
    expect(answer.status).toBe(room.isPing({ headers: {}, body: Buffer.from(trial) }) ? 200 : 401);
    expect(room.isPing(sampleRequest())).toBe(false);
    expect(queued).toEqual([]);
  });

  const sampleRequest = () => ({ headers: sample.headers, body: Buffer.from(sample.body) });
});

describe.each(webhookSourceSchema.options)("what the source %s tells", (source) => {
  const { bodyOf, headersOf, topicOf, fetch } = sources[source];
  const sale = sampleSale(at, shop);
  const posted = bodyOf(sale);
  const topic = fetch ? FETCHED : (topicOf(headersOf(posted, { id: "1", at, secret, url })) ?? "");
  const body = fetch ? fetch.bodyOf(sale) : posted;
  const later = "2026-11-20T23:45:00.000Z";

  it("is one order of one customer, however often it is told, and gone when they are erased", async () => {
    const world = recordingWorld(settings({ currency: untold[source]?.includes("currency") ? "CNY" : "EUR" }));
    expect(await world.deliver(source, topic, body, at)).toMatchObject({ outcome: "recorded" });
    // It is known when it came last.
    expect(await world.deliver(source, topic, body, later)).toMatchObject({ outcome: "recorded" });
    const orders = [...world.store.rows.orders.values()];
    expect(orders).toMatchObject([{ netMinor: 4200, counted: { state: "counted" } }]);
    const [customer] = [...world.store.rows.customers.values()].filter(isSomebody);
    const erasing = { now: "2026-11-22T00:00:00.000Z", askedAt: "2026-11-22T00:00:00.000Z" };
    await eraseCustomer(customer?.identities.slice(0, 1) ?? [], erasing, world.deps);
    await world.lookAgain();
    expect([[...world.store.rows.orders.values()], world.keptFiles()]).toEqual([[], []]);
    expect(await world.deliver(source, topic, body, later)).toEqual({ outcome: "erased-before" });
  });
});

describe("orders that are fetched", () => {
  const fetched = webhookSourceSchema.options.filter((source) => sources[source].fetch);

  it("are those of the sources that the template lets read a token", () => {
    expect(fetched).toEqual(fetchedSources);
  });

  it.each(fetched)("are named by a webhook of %s, and asked for with the token in its secret", (source) => {
    const { fetch, bodyOf } = sources[source];
    const sale = sampleSale(at, shop);
    expect(read(source, "event", bodyOf(sale))).toEqual({ kind: "fetch", source, orderId: sale.orderId });
    const request = fetch?.requestOf("a/../b", { current: secret, token: "T", api: "https://api.shop.test/x" });
    expect(request?.url).toMatch(/^https:\/\/api\.shop\.test\/x\/.*orders\/a%2F\.\.%2Fb(\?|$)/);
    expect(Object.values(request?.headers ?? {}).join()).toMatch(/\bT\b/);
    expect(fetch?.requestOf("1", { current: secret })).toBeUndefined();
  });
});

describe("orders that a shop lists", () => {
  const listing = webhookSourceSchema.options.filter((source) => sources[source].listing);

  it("are those of the sources that nights may compare with", () => {
    expect(listing).toEqual(comparedSources);
  });

  it.each(comparedSources)(
    "of %s are read by its own topic, and asked for with a token that no address holds",
    (source) => {
      const { listing, bodyOf } = sources[source];
      const [asked, api] = [{ after: at, until: at, perPage: 50 }, "https://api.shop.test/x"];
      const request = listing?.requestOf(asked, { current: secret, token: "a:TOKEN", api });
      expect(request?.url).toMatch(/^https:\/\/api\.shop\.test\/x\/orders/);
      expect(request?.url).not.toContain("TOKEN");
      expect(Buffer.from(JSON.stringify(request?.headers)).toString()).toMatch(/a:TOKEN|YTpUT0tFTg==/);
      expect(listing?.requestOf(asked, { current: secret, api })).toBeUndefined();
      expect(listing?.requestOf(asked, { current: secret, token: "T" })).toBeUndefined();
      const intent = read(source, listing?.topic ?? "", bodyOf(sampleSale(at, shop)));
      expect(intent).toMatchObject({ kind: "order", facts: { totalMinor: 4200 } });
    },
  );
});

describe("trials of an address", () => {
  it("are known for WooCommerce alone", () => {
    const body = Buffer.from("webhook_id=12");
    const pinging = webhookSourceSchema.options.filter((source) => sources[source].isPing({ headers: {}, body }));
    expect(pinging).toEqual(["woocommerce"]);
  });
});
