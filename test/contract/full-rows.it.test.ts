import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoIdentities } from "../../shared/adapters/dynamo-identities.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { consentsOf, joinConsents, nothingSaid } from "../../shared/model/consent.ts";
import type { Customer } from "../../shared/model/customer.ts";
import type { Order } from "../../shared/model/order.ts";
import { customerAfter } from "../../shared/recording/customer-after.ts";
import { foldOrder } from "../../shared/recording/fold-order.ts";
import { joinPersons, nothingKnown } from "../../shared/recording/join-customer.ts";
import { newCustomer } from "../../shared/recording/stored-customer.ts";
import { isRoomFor } from "../../shared/recording/who-joins.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { bodyKey, longText } from "../support/full-rows.ts";
import { factsOf } from "../support/order-facts.ts";
import { hash, settings } from "../support/recording-world.ts";

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

/** A customer at every bound at once. */
const fullCustomer = (): Customer => {
  const names = Array.from({ length: 500 }, (_, at) => `standard:${"n".repeat(65)}${String(at).padStart(6, "0")}`);
  const at = "2026-01-01T12:00:00.000Z";
  const consents = Array.from({ length: 1_000 }, (_, key) =>
    consentsOf({ state: "granted", basis: "soft-opt-in", at, source: "woocommerce" }, String(key).padStart(22, "k")),
  ).reduce(joinConsents, nothingSaid);
  const text = longText(300_000);
  const profile = { email: text, phone: text, firstName: text, lastName: text, locale: text, country: text };
  const person = joinPersons(nothingKnown, {
    identities: names,
    profile: { ...profile, birthday: "1990-05-01", updatedAt: at },
    consents,
    archiveKeys: Array.from({ length: 2_000 }, (_, key) => bodyKey(key)),
  });
  const orders = Array.from({ length: 20_000 }, (_, index) => ({
    customerId: "csv:1",
    facts: factsOf({
      orderedAt: new Date(Date.UTC(1970, 0, 1 + index, 12)).toISOString(),
      totalMinor: 1e14,
      discountMinor: 1,
      items: [{ category: `${longText(90)}${index % 40}`, quantity: 1 }],
    }),
    orderKey: `standard#${index}`,
    separateRefunds: {},
    counted: { state: "counted" } as const,
    netMinor: 0,
    archiveKeys: [],
  }));
  expect([isRoomFor(names), isRoomFor([...names, "shopify:1"])]).toEqual([true, false]);
  const stored = { ...newCustomer(`csv:${longText(200)}`), ...person, emailKey: "k".repeat(22) };
  return customerAfter(stored, { identities: names, person }, orders, { hash, settings: settings() });
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

  it("a customer's is stored and read back whole, twice as many names too, and one past 400 kB is refused", async () => {
    const store = dynamoCustomers(createDynamoClient(), engines.tables.CUSTOMERS_TABLE);
    const customer = fullCustomer();
    expect([customer.categories?.length, customer.archiveKeys.length, customer.days.length > 100_000]).toEqual([
      32,
      400,
      true,
    ]);
    expect(await store.saveCustomer(customer, 0)).toBe("saved");
    expect(await store.readCustomer(customer.customerId)).toEqual({ ...customer, version: 1 });
    const others = customer.identities.map((name) => `${name}x`.slice(1));
    expect(await store.saveCustomer({ ...customer, identities: [...customer.identities, ...others] }, 1)).toBe("saved");
    const tooLarge = { ...customer, customerId: "csv:1", archiveKeys: ["a".repeat(ROW_END_BYTES)] };
    await expect(store.saveCustomer(tooLarge, 0)).rejects.toThrow("Item size has exceeded");
  });

  it("an identity's is stored under the longest name there is", async () => {
    const store = dynamoIdentities(createDynamoClient(), engines.tables.IDENTITIES_TABLE);
    const name = `order:woocommerce#${orderId}`;
    const owner = { customerId: `csv:${longText(200)}`, epoch: "2026-11-21T00:00:00.000Z" };
    expect(await store.takeIdentity(name, owner)).toEqual(owner);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(2_048);
    expect(Buffer.byteLength(`woocommerce#${orderId}`)).toBeLessThanOrEqual(1_024);
  });
});
