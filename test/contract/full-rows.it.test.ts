import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import type { Order } from "../../shared/model/order.ts";
import { foldOrder } from "../../shared/recording/fold-order.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { bodyKey, factsOf, longText } from "../support/full-rows.ts";
import { settings } from "../support/recording-world.ts";

/** What lies on a row beside what its bounds allow, to make it one byte too large or more. */
const ROW_END_BYTES = 400 * 1024;

const manyRefunds = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`${longText(150)}${at}`, 1e14 - at]));
const orderId = longText(200);

/** An order at every bound at once, of values as long as a source can send them. */
const fullOrder = (): Order => {
  const item = { sku: longText(900), title: longText(900), category: longText(900), quantity: 1 / 3, totalMinor: 1e14 };
  const facts = factsOf({
    orderId,
    status: longText(100),
    locale: longText(500),
    country: longText(500),
    totalMinor: 1e14,
    discountMinor: 1e14,
    refunds: manyRefunds,
    items: Array.from({ length: 100_000 }, () => item),
  });
  const archiveKeys = Array.from({ length: 2_000 }, (_, at) => bodyKey(at));
  const key = { customerId: `csv:${longText(200)}`, orderKey: `woocommerce#${orderId}` };
  const deletedAt = "2026-01-01T12:00:00.000Z";
  return foldOrder(key, undefined, { facts, separateRefunds: manyRefunds, deletedAt, archiveKeys }, settings());
};

describe("rows at their bounds", () => {
  let engines: TestEngines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());

  it("an order's is stored and read back whole, and one past 400 kB is refused", async () => {
    const store = dynamoOrders(createDynamoClient(), engines.tables.ORDERS_TABLE);
    const order = fullOrder();
    expect(await store.replaceOrder(undefined, order)).toBe("saved");
    const [read] = await store.readOrdersOf(order.customerId);
    expect(read).toEqual(order);
    expect(await store.replaceOrder(read, { ...order, netMinor: 0 })).toBe("saved");
    const tooLarge = { ...order, orderKey: "csv#1", archiveKeys: ["a".repeat(ROW_END_BYTES)] };
    await expect(store.replaceOrder(undefined, tooLarge)).rejects.toThrow("Item size has exceeded");
  });
});
