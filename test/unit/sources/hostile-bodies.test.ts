import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { PoisonError } from "../../../shared/model/errors.ts";
import type { WebhookSource } from "../../../shared/model/order.ts";
import { foldOrder } from "../../../shared/recording/fold-order.ts";
import type { Intent } from "../../../shared/sources/intent.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { shopifyOrder, standardEvent, wooOrder } from "../../support/bodies.ts";
import { settings } from "../../support/recording-deps.ts";

const receivedAt = "2026-11-20T12:00:00.000Z";
const read = (source: WebhookSource, topic: string, body: string): Intent =>
  readIntent({ source, topic, receivedAt, body: Buffer.from(body) }, settings());

/** The named reason for which a body is parked; anything but a PoisonError is a crash. */
const reasonOf = (source: WebhookSource, topic: string, body: string): string => {
  try {
    return read(source, topic, body).kind;
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    return error.reason;
  }
};
const nested = (open: string, close: string, depth: number) =>
  `{"type":"order.updated","order":${open.repeat(depth)}1${close.repeat(depth)}}`;
const standard = (more: Record<string, unknown>) => JSON.stringify(standardEvent(more));

describe("a body that is meant to do harm", () => {
  it.each([2_000, 3_000, 4_000, 6_000, 10_000, 100_000])("is parked, nested %i deep where we need it", (depth) => {
    for (const [open, close] of [
      ["[", "]"],
      ['{"a":', "}"],
    ] as const) {
      expect(reasonOf("standard", "order-event", nested(open, close, depth))).toMatch(/^(wrong-shape|broken-json)$/);
    }
  });

  it("is parked where an id is longer than a table's key", () => {
    const long = "9".repeat(201);
    const wrong = "wrong-shape";
    expect(reasonOf("woocommerce", "order.deleted", `{"id":${long}}`)).toBe(wrong);
    expect(reasonOf("shopify", "orders/delete", `{"id":"${long}"}`)).toBe(wrong);
    expect(reasonOf("shopify", "orders/delete", `{"id":"${long.slice(1)}"}`)).toBe("deletion");
    expect(reasonOf("shopify", "orders/delete", '{"id":"\\ud800"}')).toBe(wrong);
  });

  it("is parked where a source's word for a state has no end", () => {
    const word = "paid".repeat(100_000);
    const wrong = "wrong-shape";
    expect(reasonOf("shopify", "orders/paid", JSON.stringify(shopifyOrder({ financial_status: word })))).toBe(wrong);
    expect(reasonOf("woocommerce", "order.updated", JSON.stringify(wooOrder({ status: word })))).toBe(wrong);
  });

  it("loses what no table takes of its texts: halves of an emoji, and what is beyond all measure", () => {
    const customer = { ...shopifyOrder({}).customer, first_name: "Ann \ud83d", last_name: "x".repeat(300_000) };
    const body = JSON.stringify(shopifyOrder({ customer }));
    const intent = read("shopify", "orders/create", body);
    const profile = intent.kind === "order" ? intent.person.profile : {};
    expect([profile.firstName, profile.lastName?.length]).toEqual(["Ann \ufffd", 500]);
    const halved = standard({ customer: { id: "7", firstName: "Ann" } }).replace("Ann", "Ann \\ud83d");
    const other = read("standard", "order-event", halved);
    expect(other.kind === "order" && other.person.profile.firstName).toBe("Ann \ufffd");
  });

  it.each([
    ["a total", { totalMinor: 9e15 }],
    ["a negative total", { totalMinor: -9e15 }],
    ["a refund", { refunds: { r: 9e15 } }],
  ])("is parked where %s is too large for sums to stay exact", (_what, more) => {
    expect(reasonOf("standard", "order-event", standard(more))).toBe("bad-amount");
  });

  it("is parked where a refund has no name", () => {
    const body = standard({ refunds: { replaced: 1 } }).replace('"replaced"', '""');
    expect(reasonOf("standard", "order-event", body)).toBe("bad-refund-id");
  });
});

describe("an order of thousands of long lines", () => {
  const line = { sku: "茶".repeat(500), title: "茶".repeat(500), category: "茶".repeat(500), quantity: 1 };
  const giftCards = Array.from({ length: 1_000 }, () => ({ ...line, giftCard: true }));
  const fold = (items: readonly object[]) => {
    const intent = read("standard", "order-event", standard({ items }));
    const facts = intent.kind === "order" ? intent.facts : undefined;
    const key = { customerId: "77", orderKey: "standard#A-1" };
    const order = foldOrder(key, undefined, { ...(facts && { facts }) }, settings());
    return { order, again: foldOrder(key, order, { ...(facts && { facts }) }, settings()) };
  };

  it("fits in a row, and is the same told again", () => {
    const { order, again } = fold([...giftCards, line]);
    expect(Buffer.byteLength(JSON.stringify(marshall(order)))).toBeLessThan(400_000);
    expect(again).toEqual(order);
  });

  it("counts in numbers that a table takes", () => {
    const items = [1e12, -1e12, 1e-200, 1.5].map((quantity) => ({ quantity }));
    expect(fold(items).order.facts?.items.map(({ quantity }) => quantity)).toEqual([1e9, -1e9, 0, 1.5]);
  });

  it("is a purchase for the one line that is no gift card, wherever it stands", () => {
    expect(fold([...giftCards, line]).order.counted).toEqual({ state: "counted" });
    expect(fold(giftCards).order.counted).toEqual({ state: "not-counted", reason: "gift-card" });
  });
});
