import { describe, expect, it } from "vitest";
import { isSomebody } from "../../../shared/model/customer.ts";
import { exportCustomer } from "../../../shared/recording/export-customer.ts";
import { whoIs } from "../../../shared/recording/who-is.ts";
import { shopifyOrder, shopifyRefund, standardEvent, wooOrder } from "../../support/bodies.ts";
import { publishNight } from "../../support/published-night.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
const order = (id: number, more: Record<string, unknown> = {}) =>
  shopifyOrder({ id, admin_graphql_api_id: `gid://shopify/Order/${id}`, ...more });
const redact = { shop_domain: "s", customer: { id: 7, email: null, phone: null }, orders_to_redact: [] };
const ids = Array.from({ length: 120 }, (_, index) => 6001 + index);
const deliverAll = async (world: World) => {
  for (const id of ids) await world.deliver("shopify", "orders/create", order(id));
};
const ANN = `email:${hash("ann@example.com")}`;
/** Whose the orders are: as whom they name their buyers. */
const holdersOf = ({ store }: World) => new Set([...store.rows.orders.values()].map(({ holder }) => holder));
const isThere = ({ store }: World) => [...store.rows.customers.values()].filter(isSomebody);

describe("a customer with many orders", () => {
  it("has a row that does not grow with them, and each order still leads there", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(5999));
    const size = async () => JSON.stringify(await world.store.readCustomer("shopify:7")).length;
    const before = await size();
    await deliverAll(world);
    expect((await size()) - before).toBeLessThan(40);
    expect(holdersOf(world)).toEqual(new Set([`${ANN} shopify:7`]));
    const refund = shopifyRefund({ order_id: 6050 });
    expect(await world.deliver("shopify", "refunds/create", refund)).toMatchObject({ customerId: "shopify:7" });
  });

  it("has them under a better name when one is found", async () => {
    const world = recordingWorld();
    const names = () => isThere(world).map(({ customerId, holders }) => [customerId, holders.length]);
    for (const id of ids.slice(0, 5)) await world.deliver("shopify", "orders/create", order(id, { customer: null }));
    expect(names()).toEqual([[ANN, 1]]);
    await world.deliver("shopify", "orders/create", order(7000));
    expect(names()).toEqual([["shopify:7", 2]]);
    expect((await exportCustomer([ANN], world.deps))?.orders).toHaveLength(6);
  });

  it("is erased with all identities, also when the erasure stops anywhere", async () => {
    const world = recordingWorld();
    const few = ids.slice(0, 4);
    await world.deliver("shopify", "refunds/create", shopifyRefund({ order_id: few[0] }));
    for (const id of few) await world.deliver("shopify", "orders/create", order(id));
    const deps = { ...world.deps };
    for (let stopAt = 0; ; stopAt++) {
      let left = stopAt;
      const counted =
        <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
        async (...args: Args) => {
          if (left-- <= 0) throw new Error("stopped");
          return write(...args);
        };
      Object.assign(world.deps, {
        saveIdentity: counted(deps.saveIdentity),
        saveHolder: counted(deps.saveHolder),
        saveCustomer: counted(deps.saveCustomer),
        removeIdentity: counted(deps.removeIdentity),
        removeHolder: counted(deps.removeHolder),
        removeOrder: counted(deps.removeOrder),
        removeCustomer: counted(deps.removeCustomer),
      });
      const isErased = await world.deliver("shopify", "customers/redact", redact).then(
        () => true,
        () => false,
      );
      if (isErased) break;
      expect(stopAt).toBeLessThan(100);
    }
    Object.assign(world.deps, deps);
    await world.lookAgain();
    const { customers, orders, identities, holders } = world.store.rows;
    expect([customers.size, orders.size, identities.size, holders.size]).toEqual([0, 0, 0, 0]);
    expect(world.keptFiles()).toEqual([]);
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

describe("an order that names nobody", () => {
  const guest = { customer: null, email: "", contact_email: null };
  const at = "2026-11-19T11:00:00-05:00";
  const SALE = "sales:order:shopify#6001";
  const redactShop = (world: World) => world.deliver("shopify", "shop/redact", { shop_id: 1, shop_domain: "s" });

  it("is a sale of no customer, and becomes whose a later state of the order says", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(6001, guest));
    expect(await world.store.readCustomer(SALE)).toMatchObject({ sales: true, sources: ["shopify"], identities: [] });
    expect(isThere(world)).toEqual([]);
    expect(await world.deliver("shopify", "orders/updated", order(6001, { updated_at: at }))).toMatchObject({
      customerId: "shopify:7",
    });
    expect(isThere(world).map(({ customerId }) => customerId)).toEqual(["shopify:7"]);
    expect((await world.store.readCustomer(SALE))?.sales).toBeUndefined();
  });

  it("becomes a sale where a later state names nobody any more", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(6001));
    await world.deliver("shopify", "orders/updated", order(6001, { ...guest, updated_at: at }));
    expect(await world.store.readCustomer(SALE)).toMatchObject({ sales: true });
    expect((await exportCustomer(["shopify:7"], world.deps))?.orders ?? []).toEqual([]);
  });

  it("leaves its former buyer no customer, be it another's or nobody's; what is kept of them is exported, and goes with the shop", async () => {
    const moved = { customer: { id: 8, admin_graphql_api_id: null, email: "bo@example.com", phone: null } };
    for (const next of [guest, { ...moved, email: "bo@example.com", contact_email: null }]) {
      const [first, last] = [order(6001), order(6001, { ...next, updated_at: at })];
      for (const states of [
        [first, last],
        [last, first],
      ]) {
        const world = recordingWorld();
        for (const state of states) await world.deliver("shopify", "orders/updated", state);
        expect(isThere(world).map(({ customerId }) => customerId)).toEqual(next === guest ? [] : ["shopify:8"]);
        expect(await exportCustomer(["shopify:7"], world.deps)).toMatchObject({ customers: [], orders: [] });
        expect((await whoIs(["shopify:7"], world.deps)).persons).toMatchObject([{ holders: [{ orders: 0 }] }]);
        await redactShop(world);
        await world.lookAgain();
        expect([world.store.rows.holders.size, world.store.rows.identities.size]).toEqual([0, 0]);
      }
    }
  });

  it("leaves its former buyer a customer of whom the source told beside orders", async () => {
    const world = recordingWorld();
    const { customer } = order(6001);
    await world.deliver("shopify", "customers/update", { ...customer, updated_at: at });
    await world.deliver("shopify", "orders/create", order(6001));
    await world.deliver("shopify", "orders/updated", order(6001, { ...guest, updated_at: at }));
    expect(isThere(world).map(({ customerId }) => customerId)).toEqual(["shopify:7"]);
  });

  it("is erased with the shop from a night's files too, after it became a customer's", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(6001, { customer: null }));
    await publishNight(world.marketing, world.data, [
      { customer_id: ANN, email: null },
      { customer_id: "standard:77", email: "cy@example.com" },
    ]);
    await world.deliver("shopify", "orders/updated", order(6001, { updated_at: at }));
    await redactShop(world);
    await world.sweep("2026-11-21T00:00:00.000Z");
    const csv = Buffer.from((await world.marketing.read("nightly/dt=2026-11-19/customers.csv")) ?? []).toString();
    expect([csv.includes(ANN), csv.includes("standard:77")]).toEqual([false, true]);
  });

  it("is erased with the shop after all, when its erasure stopped halfway", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(6001, guest));
    await world.deliver("shopify", "orders/create", order(6002, { customer: null }));
    const { removeIdentity, removeCustomer } = world.deps;
    const stopped = () => Promise.reject(new Error("stopped"));
    Object.assign(world.deps, { removeIdentity: stopped, removeCustomer: stopped });
    await expect(redactShop(world)).rejects.toThrow("stopped");
    Object.assign(world.deps, { removeIdentity, removeCustomer });
    await redactShop(world);
    await world.lookAgain();
    const { customers, orders, identities } = world.store.rows;
    expect([customers.size, orders.size, identities.size]).toEqual([0, 0, 0]);
  });

  it("is erased with the shop, as is who is known by address alone; others stay", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", order(6001, guest));
    await world.deliver("shopify", "orders/create", order(6002, { customer: null }));
    await world.deliver("woocommerce", "order.created", wooOrder({}));
    await world.deliver("standard", "order-event", standardEvent({}));
    await redactShop(world);
    await world.lookAgain();
    expect([...world.store.rows.customers.keys()].sort()).toEqual([`email:${hash("bo@example.com")}`, "standard:77"]);
    const { identities, orders } = world.store.rows;
    expect([...identities.keys(), ...orders.keys()].filter((name) => name.includes("shopify"))).toEqual([]);
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

  it("ends with the customer: no row that an erasure leaves behind holds a category", async () => {
    const world = recordingWorld();
    const items = [{ category: "Green tea", quantity: 1, totalMinor: 2500 }];
    await world.deliver("standard", "order-event", standardEvent({ items }));
    expect((await world.store.readCustomer("standard:77"))?.categories).toEqual(["Green tea"]);
    const { removeOrder } = world.deps;
    Object.assign(world.deps, { removeOrder: () => Promise.reject(new Error("stopped")) });
    const redacted = { type: "customer.redact", customer: { id: "77" } };
    await expect(world.deliver("standard", "order-event", redacted)).rejects.toThrow("stopped");
    expect(JSON.stringify([...world.store.rows.customers])).not.toContain("Green tea");
    Object.assign(world.deps, { removeOrder });
    await world.deliver("standard", "order-event", redacted);
    const { customers, holders, identities, orders } = world.store.rows;
    expect(JSON.stringify([...customers, ...holders, ...identities, ...orders])).not.toContain("Green tea");
  });
});
