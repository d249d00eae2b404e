import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { receiveWebhook } from "../../../functions/receive-webhook/receive-webhook.ts";
import { registerShop } from "../../../functions/receive-webhook/register-shop.ts";
import { withPublishedKeys } from "../../../shared/adapters/published-keys.ts";
import { RouseError } from "../../../shared/model/errors.ts";
import type { ApiAnswer } from "../../../shared/ports/fetch-order.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { settings } from "../../support/recording-deps.ts";

const receivedAt = "2026-11-20T12:00:00.000Z";
const clientId = "0123456789abcdef0123456789abcdef";
const [PATH_1, PATH_2] = ["1", "2"].map(
  (name) => `/prod/keys/pub-key-${name.repeat(8)}-aaaa-bbbb-cccc-dddddddddddd.pem`,
);
const HOST = "https://static.adobeioevents.com";

const order = {
  increment_id: "000000617",
  items: [{ sku: "TEA-1", name: "Tea", qty_ordered: 1, row_total_incl_tax: 505.75, is_qty_decimal: false }],
  addresses: [
    { address_type: "shipping", country_id: "FR", telephone: "+33140000000" },
    { address_type: "billing", country_id: "US", telephone: "+15555550106", street: "1 Main\nStreet" },
  ],
  created_at: "2026-11-19 08:40:19",
  updated_at: "2026-11-19 08:40:20",
  customer_email: "quy@example.com",
  customer_firstname: "Quy",
  customer_lastname: "Example",
  customer_is_guest: 1,
  discount_amount: -101.15,
  grand_total: 409.6,
  order_currency_code: "USD",
  state: "processing",
};
const event = (more: object = {}, value: object = {}) => ({
  data: { key: "k", value: { ...order, ...value }, _metadata: { commerceVersion: "2.4.8" }, source: "tenant.dev" },
  id: "80579197-e708-47bf-801c-7a82ec7d36c4",
  source: "urn:uuid:1d02b72b-225f-45a0-a45f-4e89e1b3f300",
  specversion: "1.0",
  type: "com.adobe.commerce.observer.sales_order_save_commit_after",
  time: "2026-11-19T08:40:32.811Z",
  event_id: "bdc6d818-d6d8-4e80-b78f-d8c47890ff40",
  recipient_client_id: clientId,
  ...more,
});

const keyPair = () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, pem: publicKey.export({ type: "spki", format: "pem" }).toString() };
};
const [first, second, stranger] = [keyPair(), keyPair(), keyPair()];
const signed = (body: string, key: KeyObject) => sign("RSA-SHA256", Buffer.from(body), key).toString("base64");

/** What Adobe serves, and what was asked of it. */
const served = (keys: Readonly<Record<string, string | undefined>>) => {
  const asked: string[] = [];
  const ask = async ({ url }: { url: string }): Promise<ApiAnswer> => {
    asked.push(url);
    const key = keys[url.replace(HOST, "")];
    if (key === undefined) throw new RouseError("SourceUnavailableError", "no answer in time");
    return { body: Buffer.from(key) };
  };
  return { asked, ask };
};
const both = { [PATH_1 ?? ""]: first.pem, [PATH_2 ?? ""]: second.pem };

const post = async (
  body: string,
  headers: Record<string, string | undefined>,
  { keys = both, own = clientId }: { keys?: Record<string, string | undefined>; own?: string | undefined } = {},
) => {
  const { ask, asked } = served(keys);
  const queued: string[] = [];
  const readSecrets = async () => ({ current: "made by the stack", ...(own !== "" && { clientId: own }) });
  const answer = await receiveWebhook(
    { source: "adobe", headers, body: Buffer.from(body), receivedAt },
    {
      readSigningSecrets: withPublishedKeys(readSecrets, ask),
      data: fakeFiles(),
      enqueue: async ({ topic }) => {
        queued.push(topic);
      },
      settings: settings(),
    },
  );
  return { status: answer.status, reason: answer.reason, queued, asked };
};
const text = JSON.stringify(event());
const headersOf = (body: string, more: object = {}) => ({
  "x-adobe-digital-signature-1": signed(body, first.privateKey),
  "x-adobe-digital-signature-2": signed(body, second.privateKey),
  "x-adobe-public-key1-path": PATH_1,
  "x-adobe-public-key2-path": PATH_2,
  ...more,
});

describe("an event of Adobe Commerce", () => {
  const read = (body: object) =>
    readIntent({ source: "adobe", topic: "event", receivedAt, body: Buffer.from(JSON.stringify(body)) }, settings());

  it("is the order that was saved, with what its billing address tells", () => {
    expect(read(event())).toMatchObject({
      kind: "order",
      person: {
        emails: ["quy@example.com"],
        profile: { firstName: "Quy", country: "US", phone: "+15555550106" },
      },
      facts: {
        orderId: "000000617",
        updatedAt: "2026-11-19T08:40:20.000Z",
        status: "processing",
        totalMinor: 40960,
        discountMinor: 10115,
        items: [{ sku: "TEA-1", quantity: 1, totalMinor: 50575 }],
      },
    });
    expect(read(event())).not.toHaveProperty("person.customerId");
  });

  it("is the same order as a hook tells, whichever addresses it has", () => {
    const bare = read(event({}, { addresses: [], total_refunded: 9.6, customer_id: "7" }));
    expect(bare).toMatchObject({ person: { customerId: "7" }, facts: { refunds: expect.any(Object) } });
    expect(bare.kind === "order" && Object.values(bare.facts.refunds)).toEqual([960]);
  });

  it("of anything else is let go", () => {
    const type = "com.adobe.commerce.observer.catalog_product_save_after";
    expect(read(event({ type, data: {} }))).toMatchObject({ kind: "ignored" });
  });
});

describe("the signature of an event of Adobe Commerce", () => {
  it("is RSA-SHA256 over the body, by one of the two keys that Adobe serves", async () => {
    expect(await post(text, headersOf(text))).toEqual({
      status: 200,
      reason: "queued",
      queued: ["event"],
      asked: [`${HOST}${PATH_1}`, `${HOST}${PATH_2}`],
    });
    const onlyOne = headersOf(text, { "x-adobe-digital-signature-1": "", "x-adobe-public-key1-path": undefined });
    expect(await post(text, onlyOne)).toMatchObject({ status: 200 });
    expect(await post(text, headersOf(text), { keys: { ...both, [PATH_1 ?? ""]: undefined } })).toMatchObject({
      status: 200,
    });
  });

  it.each([
    ["of another body", text.replace("409.6", "1"), headersOf(text)],
    [
      "by another key",
      text,
      headersOf(text, {
        "x-adobe-digital-signature-1": signed(text, stranger.privateKey),
        "x-adobe-digital-signature-2": "AAAA",
      }),
    ],
    [
      "with neither key",
      text,
      headersOf(text, { "x-adobe-public-key1-path": undefined, "x-adobe-public-key2-path": undefined }),
    ],
  ])("is refused %s", async (_what, body, headers) => {
    expect(await post(body, headers)).toMatchObject({ status: 401, reason: "bad-signature", queued: [] });
  });

  it("is of nobody's else: Adobe signs the events of all its customers", async () => {
    const other = JSON.stringify(event({ recipient_client_id: "somebody else's", note: clientId }));
    expect(await post(other, headersOf(other))).toMatchObject({ status: 401, reason: "bad-signature" });
    const ours = await post(text, headersOf(text), { own: "another" });
    expect(ours).toMatchObject({ status: 401, asked: [] });
    expect(await post(text, headersOf(text), { own: "" })).toMatchObject({ status: 401, asked: [] });
  });

  it.each([
    "//evil.example/prod/keys/pub-key-1.pem",
    "@evil.example/prod/keys/pub-key-1.pem",
    ".evil.example/prod/keys/pub-key-1.pem",
    "/prod/keys/../../x/pub-key-1.pem",
    "/prod/keys/pub-key-1.pem?x",
    "https://evil.example/prod/keys/pub-key-1.pem",
  ])("is by no key that stands elsewhere: %s", async (path) => {
    const headers = headersOf(text, { "x-adobe-public-key1-path": path, "x-adobe-public-key2-path": path });
    expect(await post(text, headers)).toMatchObject({ status: 401, asked: [] });
  });

  it("is asked for again by Adobe while its keys cannot be had", async () => {
    await expect(post(text, headersOf(text), { keys: {} })).rejects.toMatchObject({ name: "SourceUnavailableError" });
  });
});

describe("the registration of an event of Adobe Commerce", () => {
  const ask = (query: string, own?: string) =>
    registerShop({ source: "adobe", query, headers: {}, receivedAt }, async () => ({
      current: "s",
      ...(own !== undefined && { clientId: own }),
    }));

  it("is given its challenge to read again", async () => {
    const challenge = "8ec8d794-e0ab-42df-9017-e3dada8e84f7";
    expect(await ask(`challenge=${challenge}`, clientId)).toEqual({ status: 200, body: JSON.stringify({ challenge }) });
  });

  it.each([
    ["challenge=8ec8d794", undefined],
    ["challenge=%3Cscript%3E", clientId],
    ["", clientId],
  ])("is answered by nothing for %j where the client id is %j", async (query, own) => {
    expect(await ask(query, own)).toEqual({ status: 404 });
  });
});
