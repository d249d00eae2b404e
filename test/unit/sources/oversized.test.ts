import { describe, expect, it } from "vitest";
import { receiveWebhook } from "../../../functions/receive-webhook/receive-webhook.ts";
import type { WebhookSource } from "../../../shared/model/order.ts";
import { sources } from "../../../shared/sources/sources.ts";
import { shopifyOrder, wooOrder } from "../../support/bodies.ts";
import { longText } from "../../support/full-rows.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";
import { createRowReader } from "../../support/row-reader.ts";

const SECRET = "c2VjcmV0IG9mIGEgdGVzdA==";
const AT = "2026-11-20T12:00:00.000Z";

/** What the door answers, and then what becomes of the message. */
const send = async (source: WebhookSource, body: object) => {
  const world = recordingWorld();
  const text = JSON.stringify(body);
  const headers = sources[source].headersOf(text, { id: "msg_1", at: AT, secret: SECRET, url: "" });
  const answer = await receiveWebhook(
    { source, headers, body: Buffer.from(text), receivedAt: AT },
    {
      readSigningSecrets: async () => ({ current: SECRET }),
      data: world.data,
      enqueue: async () => {},
      settings: settings(),
    },
  );
  if (answer.status !== 200) return { answer };
  const [topic = ""] = sources[source].topics.has("order.created")
    ? ["order.created"]
    : [sources[source].topicOf(headers)];
  const outcome = await world.deliver(source, topic, text);
  const [order] = [...world.store.rows.orders.values()];
  return { answer, outcome, order, world };
};

const line = { id: 1, sku: "TEA", title: "Tea", quantity: 1, price: "1.00", gift_card: false };

describe("a webhook with a value that no row has room for", () => {
  it("is recorded without the rest of a title of 1 MB, of 10,000 positions, and of a note that nobody reads", async () => {
    const title = longText(350_000);
    const bodies = [
      ["shopify", shopifyOrder({ note: longText(100_000), line_items: [{ ...line, title }] })],
      ["shopify", shopifyOrder({ line_items: Array.from({ length: 10_000 }, () => line) })],
      [
        "woocommerce",
        wooOrder({ customer_note: longText(100_000), line_items: [{ name: title, sku: "", quantity: 1 }] }),
      ],
    ] as const;
    for (const [source, body] of bodies) {
      const { outcome, order, world } = await send(source, body);
      expect(outcome).toMatchObject({ outcome: "recorded" });
      expect(order?.counted).toEqual({ state: "counted" });
      expect(order?.facts?.items.length).toBeLessThanOrEqual(300);
      expect(order?.facts?.items[0]?.title?.length).toBeLessThanOrEqual(100);
      expect([...(world?.data.objects.values() ?? [])].map((bytes) => bytes.byteLength)).toEqual([
        Buffer.byteLength(JSON.stringify(body)),
      ]);
    }
  });

  it("is parked, and kept, with the field's name where it is an order's or a customer's id", async () => {
    const id = "9".repeat(3_000);
    const order = { id, orderedAt: AT, updatedAt: AT, status: "paid", currency: "USD", totalMinor: 1 };
    const bodies = [
      ["shopify", shopifyOrder({ admin_graphql_api_id: null, id })],
      ["woocommerce", wooOrder({ customer_id: id })],
      ["standard", { type: "order.updated", order }],
    ] as const;
    for (const [source, body] of bodies) {
      const { answer, outcome, world } = await send(source, body);
      expect(answer).toMatchObject({ status: 200, reason: "wrong-shape" });
      expect(answer.message).toMatch(/look at: .*id/);
      expect(outcome).toEqual({ outcome: "parked", reason: "wrong-shape" });
      expect(world?.data.objects.size).toBe(1);
    }
  });

  it("is parked, and kept, where it is the id of a refund in our own format", async () => {
    const order = { id: "1", orderedAt: AT, updatedAt: AT, status: "paid", currency: "USD", totalMinor: 9 };
    const body = { type: "order.updated", order: { ...order, refunds: { ["r".repeat(3_000)]: 1 } } };
    const { outcome, world } = await send("standard", body);
    expect(outcome).toEqual({ outcome: "parked", reason: "bad-refund-id" });
    expect(world?.data.objects.size).toBe(1);
  });

  it("is refused with 413 where it is the whole body", async () => {
    const { answer } = await send("shopify", shopifyOrder({ note: longText(2_200_000) }));
    expect(answer).toMatchObject({ status: 413, reason: "too-large" });
  });
});

describe("a row of a file with a value that no row has room for", () => {
  const read = createRowReader("UTC", AT);
  const cells = { order_id: "1", customer_id: "7", email: "", ordered_at: "2026-01-01", currency: "USD", total: "1" };
  it("is rejected with the column's name, and never with what stands there", () => {
    const long = longText(3_000);
    const reasons = (["order_id", "customer_id", "email", "total", "first_name", "locale", "items"] as const).map(
      (column) => {
        const result = read(2, { ...cells, [column]: long });
        return "reason" in result ? result.reason : `${column} was taken`;
      },
    );
    expect(reasons.map((reason) => reason.split(" ")[0])).toEqual([
      ...["order_id", "customer_id", "email", "total", "first_name", "locale", "items"],
    ]);
    expect(reasons.every((reason) => reason.length < 200)).toBe(true);
  });
});
