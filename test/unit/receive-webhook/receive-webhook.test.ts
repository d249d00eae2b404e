import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { receiveWebhook } from "../../../functions/receive-webhook/receive-webhook.ts";
import type { IntakeMessage } from "../../../shared/model/intake.ts";
import type { SigningSecrets } from "../../../shared/model/keys.ts";
import type { WebhookSource } from "../../../shared/model/order.ts";
import { shopifyOrder, standardEvent, wooOrder } from "../../support/bodies.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { settings } from "../../support/recording-deps.ts";

const receivedAt = "2026-11-20T12:00:00.000Z";
const base64 = (secret: string | Buffer, text: string | Uint8Array) =>
  createHmac("sha256", secret).update(text).digest("base64");
const whsec = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const secrets: Partial<Record<WebhookSource, SigningSecrets>> = {
  shopify: { current: "shop-secret", previous: "old-secret" },
  woocommerce: { current: "woo secret & more" },
  standard: { current: whsec },
};

const door = () => {
  const files = fakeFiles();
  const queue: IntakeMessage[] = [];
  const post = (source: string, headers: Record<string, string>, body: string | Uint8Array) =>
    receiveWebhook(
      { source, headers, body: typeof body === "string" ? Buffer.from(body) : body, receivedAt },
      {
        readSigningSecrets: async (name) => secrets[name],
        data: files,
        enqueue: async (message) => {
          queue.push(message);
        },
        settings: settings(),
      },
    );
  return { files, queue, post };
};

const shopify = (topic: string, body: string | Uint8Array, secret = "shop-secret") => ({
  "x-shopify-topic": topic,
  "x-shopify-hmac-sha256": base64(secret, body),
});
const order = JSON.stringify(shopifyOrder({}));

describe("receiveWebhook", () => {
  it("archives a signed order, queues where it lies, and then says 200", async () => {
    const { files, queue, post } = door();
    expect(await post("shopify", shopify("orders/create", order), order)).toMatchObject({
      status: 200,
      reason: "queued",
    });
    const [message] = queue;
    expect(message).toMatchObject({ source: "shopify", topic: "orders/create", receivedAt });
    expect(message?.archiveKey).toMatch(/^archive\/incoming\/shopify\/2026-11-20T[^/]*\/[0-9a-f]{64}\.json$/);
    expect(Buffer.from(files.objects.get(message?.archiveKey ?? "") ?? []).toString()).toBe(order);
    expect(JSON.stringify(queue)).not.toContain("@");
  });

  it("takes Shopify's newer header names, and the secret before the rotation", async () => {
    const { post } = door();
    const newer = { "shopify-topic": "orders/create", "shopify-hmac-sha256": base64("old-secret", order) };
    expect((await post("shopify", newer, order)).status).toBe(200);
  });

  it.each([
    ["a wrong secret", shopify("orders/create", order, "guess")],
    [
      "a signature cut short",
      { ...shopify("orders/create", order), "x-shopify-hmac-sha256": base64("shop-secret", order).slice(0, 40) },
    ],
    ["an empty signature", { "x-shopify-topic": "orders/create", "x-shopify-hmac-sha256": "" }],
    ["none", { "x-shopify-topic": "orders/create" }],
  ])("answers 401 and stores nothing for %s", async (_what, headers) => {
    const { files, queue, post } = door();
    expect((await post("shopify", headers, order)).status).toBe(401);
    expect([files.objects.size, queue.length]).toEqual([0, 0]);
  });

  it("answers 401 when a single byte of a signed body is another", async () => {
    const { post } = door();
    expect((await post("shopify", shopify("orders/create", order), `${order} `)).status).toBe(401);
  });

  it("answers 401 when one source's signed body is posted to another's path", async () => {
    const { post } = door();
    expect((await post("woocommerce", shopify("orders/create", order), order)).status).toBe(401);
  });

  it.each([
    ["an order under the topic of a deletion", "orders/delete", order, "wrong-shape"],
    ["an order under the topic of a customer", "customers/update", order, "wrong-shape"],
    ["a customer's redaction under the topic of a whole shop's", "shop/redact", redaction(), "wrong-shape"],
    [
      "an order without lines",
      "orders/create",
      JSON.stringify({ ...shopifyOrder({}), line_items: undefined }),
      "wrong-shape",
    ],
    ["broken JSON", "orders/create", order.slice(0, -2), "broken-json"],
    ["JSON that ends too late", "orders/create", `${order}{}`, "broken-json"],
    ["a key twice with two values", "orders/create", order.replace("{", '{"total_price":"1.00",'), "broken-json"],
    ["brackets without end", "orders/create", "[".repeat(200_000), "broken-json"],
    ["no body", "orders/create", "", "broken-json"],
    ["bytes that are not UTF-8", "orders/create", Buffer.from('{"name":"M\xfcller"}', "latin1"), "not-utf8"],
  ])("keeps %s, which was signed, for the operator, and says why", async (_what, topic, body, reason) => {
    const { files, queue, post } = door();
    const answer = await post("shopify", shopify(topic, body), body);
    expect(answer).toMatchObject({ status: 200, reason, message: expect.stringContaining(reason) });
    expect(answer.message).not.toContain("example.com");
    const [message] = queue;
    expect(Buffer.from(files.objects.get(message?.archiveKey ?? "") ?? [])).toEqual(Buffer.from(body));
  });

  it("keeps a signed body whose topic was lost on the way, and guesses none for it", async () => {
    const { queue, post } = door();
    const { "x-shopify-topic": _topic, ...headers } = shopify("orders/create", order);
    expect(await post("shopify", headers, order)).toMatchObject({ status: 200, reason: "no-topic" });
    expect(queue).toMatchObject([{ topic: "" }]);
  });

  it("answers 400 to a topic that nobody reads, and stores nothing", async () => {
    const { files, queue, post } = door();
    expect(await post("shopify", shopify("orders/sneaky", order), order)).toMatchObject({
      status: 400,
      reason: "unknown-topic",
    });
    expect([files.objects.size, queue.length]).toEqual([0, 0]);
  });

  it("answers 404 for a source that is not there", async () => {
    const { post } = door();
    for (const source of ["stripe", "csv", "", "__proto__"]) expect((await post(source, {}, "{}")).status).toBe(404);
  });

  it("answers 413 for more than 6 MiB, before it looks at the signature", async () => {
    const { post } = door();
    const huge = Buffer.alloc(6 * 1024 * 1024 + 1, 32);
    expect((await post("shopify", {}, huge)).status).toBe(413);
  });

  it("keeps a signed order that says something impossible: it is parked later, not refused", async () => {
    const { queue, post } = door();
    const body = JSON.stringify(shopifyOrder({ currency: "example string" }));
    expect(await post("shopify", shopify("orders/create", body), body)).toMatchObject({
      status: 200,
      reason: "unknown-currency",
    });
    expect(queue).toHaveLength(1);
  });

  it("says 200 to a topic that tells nothing, and keeps nothing of it", async () => {
    const { files, queue, post } = door();
    const body = JSON.stringify({ id: 1, email: "ann@example.com" });
    expect(await post("shopify", shopify("draft_orders/create", body), body)).toMatchObject({
      status: 200,
      reason: "ignored",
    });
    expect([files.objects.size, queue.length]).toEqual([0, 0]);
  });

  it("says 200 only after archive and queue: a failure of either is thrown", async () => {
    const body = Buffer.from(order);
    const request = { source: "shopify", headers: shopify("orders/create", order), body, receivedAt };
    const fails = async () => {
      throw new Error("not now");
    };
    const { files } = door();
    const deps = {
      readSigningSecrets: async (name: WebhookSource) => secrets[name],
      data: files,
      enqueue: fails,
      settings: settings(),
    };
    await expect(receiveWebhook(request, deps)).rejects.toThrow("not now");
    await expect(receiveWebhook(request, { ...deps, data: { write: fails }, enqueue: async () => {} })).rejects.toThrow(
      "not now",
    );
  });
});

describe("receiveWebhook for WooCommerce", () => {
  it("verifies the trimmed body, whatever blanks a proxy put around it", async () => {
    const { post } = door();
    const body = JSON.stringify(wooOrder({}));
    const headers = {
      "x-wc-webhook-topic": "order.updated",
      "x-wc-webhook-signature": base64("woo secret & more", body),
    };
    expect((await post("woocommerce", headers, body)).reason).toBe("queued");
    expect((await post("woocommerce", headers, `\n${body}\r\n`)).reason).toBe("queued");
  });

  it("answers the unsigned ping with exactly 200 and stores nothing", async () => {
    const { files, queue, post } = door();
    expect(await post("woocommerce", {}, "webhook_id=12")).toMatchObject({ status: 200, reason: "ping" });
    expect([files.objects.size, queue.length]).toEqual([0, 0]);
    expect((await post("woocommerce", {}, "webhook_id=12&order=1")).status).toBe(401);
    expect((await post("shopify", {}, "webhook_id=12")).status).toBe(401);
  });

  it("keeps two orders that share a delivery id", async () => {
    const { queue, post } = door();
    for (const id of [1, 2]) {
      const body = JSON.stringify(wooOrder({ id }));
      await post(
        "woocommerce",
        {
          "x-wc-webhook-topic": "order.created",
          "x-wc-webhook-delivery-id": "same",
          "x-wc-webhook-signature": base64("woo secret & more", body),
        },
        body,
      );
    }
    expect(new Set(queue.map((message) => message.archiveKey)).size).toBe(2);
  });
});

describe("receiveWebhook for Standard Webhooks", () => {
  const body = JSON.stringify(standardEvent({}));
  const seconds = Date.parse(receivedAt) / 1000;
  const sign = (id: string, timestamp: number | string, text = body) =>
    `v1,${base64(Buffer.alloc(24, 7), `${id}.${timestamp}.${text}`)}`;
  const headers = (timestamp: number | string, signature = sign("msg_1", timestamp), prefix = "webhook") => ({
    [`${prefix}-id`]: "msg_1",
    [`${prefix}-timestamp`]: String(timestamp),
    [`${prefix}-signature`]: signature,
  });

  it("accepts one right signature among several, under both header names", async () => {
    const { post } = door();
    const several = `v1a,xyz v2,abc v1,${"A".repeat(43)}= ${sign("msg_1", seconds)}`;
    expect((await post("standard", headers(seconds, several), body)).reason).toBe("queued");
    expect((await post("standard", headers(seconds, several, "svix"), body)).reason).toBe("queued");
  });

  it("says of an order that is taken what its sender should know", async () => {
    const told = JSON.stringify(standardEvent({ status: "partially_refunded" }));
    const { post, queue } = door();
    expect(await post("standard", headers(seconds, sign("msg_1", seconds, told)), told)).toMatchObject({
      status: 200,
      reason: "queued",
      message: expect.stringContaining("counts in full until refunds or order.refunded tell"),
    });
    expect(queue).toHaveLength(1);
    expect((await post("standard", headers(seconds), body)).message).toBe("");
  });

  it.each([
    ["five minutes and a second old", seconds - 301, "stale-signature"],
    ["five minutes and a second ahead", seconds + 301, "stale-signature"],
    ["no number", "soon", "bad-signature"],
  ])("answers 401 to a timestamp that is %s", async (_what, timestamp, reason) => {
    const { post } = door();
    expect(await post("standard", headers(timestamp), body)).toMatchObject({
      status: 401,
      reason,
      message: expect.stringMatching(reason === "stale-signature" ? /the time of sending/ : /signature/),
    });
  });

  it("accepts a timestamp five minutes off, either way", async () => {
    const { post } = door();
    for (const timestamp of [seconds - 300, seconds + 300]) {
      expect((await post("standard", headers(timestamp), body)).reason).toBe("queued");
    }
  });

  it.each([
    ["of another version", sign("msg_1", seconds).replace("v1,", "v2,")],
    ["for another id", sign("msg_2", seconds)],
    ["empty", "v1,"],
    ["cut short", sign("msg_1", seconds).slice(0, -4)],
  ])("answers 401 to a signature %s", async (_what, signature) => {
    const { post } = door();
    expect((await post("standard", headers(seconds, signature), body)).status).toBe(401);
  });

  it("keeps an order whose id is a number that may have lost digits for the operator", async () => {
    const { post } = door();
    const text = body.replace('"id":"A-1"', '"id":820982911946154508');
    expect(text).not.toBe(body);
    const answer = await post("standard", headers(seconds, sign("msg_1", seconds, text)), text);
    expect(answer).toMatchObject({ status: 200, reason: "wrong-shape" });
  });
});

function redaction(): string {
  return JSON.stringify({
    shop_id: 1,
    shop_domain: "shop.myshopify.com",
    customer: { id: 7, email: "ann@example.com", phone: null },
    orders_to_redact: [1],
  });
}
