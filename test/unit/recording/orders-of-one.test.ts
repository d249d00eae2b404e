import { describe, expect, it } from "vitest";
import { exportCustomer } from "../../../shared/recording/export-customer.ts";
import { shopifyOrder, shopifyRefund, standardEvent, wooOrder } from "../../support/bodies.ts";
import { publishNight } from "../../support/published-night.ts";
import { hash, recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
const order = (id: number, more: Record<string, unknown> = {}) =>
  shopifyOrder({ id, admin_graphql_api_id: `gid://shopify/Order/${id}`, ...more });
const redact = { shop_domain: "s", customer: { id: 7, email: null, phone: null }, orders_to_redact: [] };
const ids = Array.from({ length: 120 }, (_, index) => 6001 + index);
const deliverAll = async (world: World) => {
  for (const id of ids) await world.deliver("shopify", "orders/create", order(id));
};
const ownersOf = async ({ deps }: World) =>
  new Set(
    [...(await deps.readIdentities(ids.map((id) => `order:shopify#${id}`))).values()].map(
      ({ customerId }) => customerId,
    ),
  );

describe("a customer with many orders", () => {
  it("has a row that does not grow with them, and each order still leads there", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(5999));
    const size = async () => JSON.stringify(await world.deps.readCustomer("shopify:7")).length;
    const before = await size();
    await deliverAll(world);
    expect((await size()) - before).toBeLessThan(40);
    expect(await ownersOf(world)).toEqual(new Set(["shopify:7"]));
    const refund = shopifyRefund({ order_id: 6050 });
    expect(await world.deliver("shopify", "refunds/create", refund)).toMatchObject({ customerId: "shopify:7" });
  });

  it("takes the orders' identities along when a better name is found", async () => {
    const world = recordingWorld();
    for (const id of ids.slice(0, 5)) await world.deliver("shopify", "orders/create", order(id, { customer: null }));
    expect(await ownersOf(world)).toEqual(new Set([`email:${hash("ann@example.com")}`]));
    await world.deliver("shopify", "orders/create", order(7000));
    expect(await ownersOf(world)).toEqual(new Set(["shopify:7"]));
  });

  it("is erased with all identities, also when the erasure stops anywhere", async () => {
    const world = recordingWorld();
    const few = ids.slice(0, 4);
    await world.deliver("shopify", "refunds/create", shopifyRefund({ order_id: few[0] }));
    for (const id of few) await world.deliver("shopify", "orders/create", order(id));
    const { removeIdentity, removeOrder, removeCustomer } = world.deps;
    for (let stopAt = 0; ; stopAt++) {
      let left = stopAt;
      const counted =
        <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
        async (...args: Args) => {
          if (left-- <= 0) throw new Error("stopped");
          return write(...args);
        };
      Object.assign(world.deps, {
        removeIdentity: counted(removeIdentity),
        removeOrder: counted(removeOrder),
        removeCustomer: counted(removeCustomer),
      });
      if (
        await world.deliver("shopify", "customers/redact", redact).then(
          () => true,
          () => false,
        )
      )
        break;
    }
    Object.assign(world.deps, { removeIdentity, removeOrder, removeCustomer });
    await world.lookAgain();
    const { customers, orders, identities } = world.store.rows;
    expect([customers.size, orders.size, identities.size, world.keptFiles().length]).toEqual([0, 0, 0, 0]);
  });

  it("has no row full of identities while being erased", async () => {
    const world = recordingWorld();
    await deliverAll(world);
    const removeOrder = () => Promise.reject(new Error("stopped"));
    Object.assign(world.deps, { removeOrder });
    const all = { ...redact, orders_to_redact: ids };
    await expect(world.deliver("shopify", "customers/redact", all)).rejects.toThrow("stopped");
    const row = await world.deps.readCustomer("shopify:7");
    expect(row?.identities.toSorted()).toEqual([`email:${hash("ann@example.com")}`, "shopify:7"]);
  });

  it("is exported from any of them", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(6001, { buyer_accepts_marketing: true }));
    await world.deliver("shopify", "orders/create", order(6002));
    const found = await exportCustomer(["order:shopify#6002"], world.deps);
    expect(found?.orders.map(({ orderKey }) => orderKey)).toEqual(["shopify#6001", "shopify#6002"]);
    expect(found?.customers).toMatchObject([{ customerId: "shopify:7", consent: { basis: "soft-opt-in" } }]);
  });
});

describe("a guest of whom only an order is known", () => {
  const guest = { customer: null, email: "", contact_email: null };

  it("is named by it, and becomes who a later state of the order says", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(6001, guest));
    expect(await world.deps.readCustomer("order:shopify#6001")).toMatchObject({
      identities: ["order:shopify#6001"],
      orderSources: ["shopify"],
    });
    const told = order(6001, { updated_at: "2026-11-19T11:00:00-05:00" });
    expect(await world.deliver("shopify", "orders/updated", told)).toMatchObject({ customerId: "shopify:7" });
    expect((await world.deps.readOrdersOf("shopify:7")).map(({ orderKey }) => orderKey)).toEqual(["shopify#6001"]);
  });

  it("is erased with the shop from a night's files too, where the order was their name", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(6001, guest));
    await publishNight(world.marketing, world.data, [
      { customer_id: "order:shopify#6001", email: null },
      { customer_id: "standard:77", email: "cy@example.com" },
    ]);
    await world.deliver("shopify", "orders/updated", order(6001, { updated_at: "2026-11-19T11:00:00-05:00" }));
    await world.deliver("shopify", "shop/redact", { shop_id: 1, shop_domain: "s" });
    const csv = Buffer.from((await world.marketing.read("nightly/dt=2026-11-19/customers.csv")) ?? []).toString();
    expect([csv.includes("order:shopify"), csv.includes("standard:77")]).toEqual([false, true]);
  });

  it("is erased with the shop after all, when its erasure stopped halfway", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(6002, { customer: null }));
    const redactShop = () => world.deliver("shopify", "shop/redact", { shop_id: 1, shop_domain: "s" });
    const { removeIdentity } = world.deps;
    Object.assign(world.deps, { removeIdentity: () => Promise.reject(new Error("stopped")) });
    await expect(redactShop()).rejects.toThrow("stopped");
    Object.assign(world.deps, { removeIdentity });
    await redactShop();
    await world.lookAgain();
    expect([world.store.rows.customers.size, world.store.rows.identities.size]).toEqual([0, 0]);
  });

  it("is erased with the shop, as is who is known by address and order alone; others stay", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(6001, guest));
    await world.deliver("shopify", "orders/create", order(6002, { customer: null }));
    await world.deliver("woocommerce", "order.created", wooOrder({}));
    await world.deliver("standard", "order-event", standardEvent({}));
    await world.deliver("shopify", "shop/redact", { shop_id: 1, shop_domain: "s" });
    await world.lookAgain();
    expect([...world.store.rows.customers.keys()].sort()).toEqual([`email:${hash("bo@example.com")}`, "standard:77"]);
    expect([...world.store.rows.identities.keys()].filter((name) => name.includes("shopify"))).toEqual([]);
  });
});

describe("the export of how a customer buys", () => {
  it("names hour, discounts and category day by day, and leaves out what is not known", async () => {
    const world = recordingWorld();
    const items = [{ title: "Sencha", category: "Green tea", quantity: 1, totalMinor: 2500 }];
    await world.deliver("standard", "order-event", standardEvent({ items, discountMinor: 300 }));
    const dayAlone = { id: "A-2", orderedAt: "2026-11-18T05:00:00Z" };
    await world.deliver("standard", "order-event", standardEvent(dayAlone));
    const found = await exportCustomer(["standard:77"], { ...world.deps, data: world.data });
    expect(found?.customers[0]?.purchaseDays).toEqual([
      { day: "2026-11-18", orders: 1, netMinor: 2500, discountedOrders: 0 },
      { day: "2026-11-19", orders: 1, netMinor: 2500, hour: 5, discountedOrders: 1, category: "Green tea" },
    ]);
    expect(found?.customers[0]).not.toHaveProperty("days");
    expect(found?.customers[0]).not.toHaveProperty("categories");
  });

  it("ends with the customer: an erased row holds no category", async () => {
    const world = recordingWorld();
    const items = [{ category: "Green tea", quantity: 1, totalMinor: 2500 }];
    await world.deliver("standard", "order-event", standardEvent({ items }));
    expect((await world.deps.readCustomer("standard:77"))?.categories).toEqual(["Green tea"]);
    Object.assign(world.deps, { removeOrder: () => Promise.reject(new Error("stopped")) });
    const redacted = { type: "customer.redact", customer: { id: "77" } };
    await expect(world.deliver("standard", "order-event", redacted)).rejects.toThrow("stopped");
    const row = await world.deps.readCustomer("standard:77");
    expect(row).toMatchObject({ erasedAt: expect.any(String), days: new Uint8Array() });
    expect(row).not.toHaveProperty("categories");
  });
});
