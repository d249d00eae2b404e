import { describe, expect, it } from "vitest";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { incomingKey } from "../../../shared/model/archive-keys.ts";
import { customerIdentity } from "../../../shared/model/identity.ts";
import type { WebhookSource } from "../../../shared/model/order.ts";
import { eraseSource } from "../../../shared/recording/erase-source.ts";
import { shopifyOrder, standardEvent } from "../../support/bodies.ts";
import { gate } from "../../support/gate.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
const BEFORE = "2026-11-20T23:59:59.000Z";
const ERASED_AT = "2026-11-21T00:00:00.000Z";
const AFTER = "2026-11-21T00:05:00.000Z";
const MUCH_LATER = "2027-02-01T00:00:00.000Z";
const shop = { shop_id: 1, shop_domain: "s" };
const again = shopifyOrder({ id: 5002, admin_graphql_api_id: null, updated_at: "2026-11-21T00:04:00Z" });

/** A body as the door leaves it; `work` takes its message. */
const arriving = async (world: World, source: WebhookSource, topic: string, body: unknown) => {
  const archiveKey = incomingKey({ source, receivedAt: BEFORE }, "ef");
  await world.data.write(archiveKey, JSON.stringify(body));
  const message = JSON.stringify({ source, topic, archiveKey, receivedAt: BEFORE });
  return (more: Partial<World["deps"]> = {}) => actOnIntake(message, { ...world.deps, ...more });
};

const redact = (world: World) => world.deliver("shopify", "shop/redact", shop, ERASED_AT);

const expectNobody = ({ store, keptFiles }: World) => {
  const { customers, orders, identities, holders, erasures } = store.rows;
  const rows = [customers, orders, identities, holders].map((table) => [...table.keys()]);
  expect([...rows, keptFiles()]).toEqual([[], [], [], [], []]);
  expect([...erasures.values()].filter(({ finished }) => !finished)).toEqual([]);
};

describe("erasure of everybody of a source", () => {
  it("takes refusals that others told under customer ids of its", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    const refusal = { channel: "sms", consent: { state: "denied", at: BEFORE } };
    for (const customer of [{ id: "shopify:7" }, { id: "shopify:8" }, { id: "shopify:9", phone: "+491701234567" }])
      for (const topic of ["order-event", "none-that-is-known"])
        await world.deliver("standard", topic, {
          type: "customer.updated",
          updatedAt: BEFORE,
          customer: { ...customer, channels: [refusal] },
        });
    await redact(world);
    await world.lookAgain();
    expectNobody(world);
  });

  it.each(["saveIdentity", "replaceOrder", "saveHolder", "saveCustomer"] as const)(
    "finds who is being recorded by a worker that had begun before it, and stood before %s",
    async (port) => {
      const world = recordingWorld();
      const work = await arriving(world, "shopify", "orders/updated", shopifyOrder({}));
      const gates = {
        saveIdentity: gate(world.store.saveIdentity),
        saveHolder: gate(world.store.saveHolder),
        replaceOrder: gate(world.store.replaceOrder),
        saveCustomer: gate(world.store.saveCustomer),
      };
      const { arrived, go } = gates[port];
      const ports = {
        saveIdentity: { saveIdentity: gates.saveIdentity.through },
        saveHolder: { saveHolder: gates.saveHolder.through },
        replaceOrder: { replaceOrder: gates.replaceOrder.through },
        saveCustomer: { saveCustomer: gates.saveCustomer.through },
      };
      const worker = expect(work(ports[port])).rejects.toThrow("erased");
      await arrived;
      expect(await redact(world)).toEqual({ outcome: "erased" });
      go();
      await worker;
      await world.lookAgain();
      expect(await work()).toEqual({ outcome: "erased-before" });
      expectNobody(world);
    },
  );

  it("finds whom a worker came by meanwhile, though to that worker they read as if they were not there", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    const unaddressed = { email: null, contact_email: null, customer: { id: 7, admin_graphql_api_id: null } };
    const other = shopifyOrder({ id: 5003, ...unaddressed });
    await world.deliver("shopify", "orders/updated", other, BEFORE);
    // The same once more: there is nothing to write, but the customer is worked out.
    const work = await arriving(world, "shopify", "orders/updated", other);
    const { arrived, go, through } = gate(world.store.readCustomers);
    const worker = work({ readCustomers: through }).catch(() => "died");
    await arrived;
    // It notes the source, and dies before it has found anybody.
    const scanCustomers = () => {
      throw new Error("died over it");
    };
    const asked = { ...world.deps, scanCustomers };
    await expect(eraseSource("shopify", { now: ERASED_AT, askedAt: ERASED_AT }, asked)).rejects.toThrow("died over it");
    go();
    await worker;
    expect(await redact(world)).toEqual({ outcome: "erased" });
    await world.lookAgain();
    await work();
    expectNobody(world);
  });

  it("leaves somebody of another source, under whom a worker that died had put an order of this one", async () => {
    const world = recordingWorld();
    const standing = standardEvent({ id: "A-1", customer: { id: "77", email: "ann@example.com" } });
    await world.deliver("standard", "order-event", standing, BEFORE);
    const before = await world.store.readCustomer(customerIdentity("standard", "77"));
    const work = await arriving(world, "shopify", "orders/updated", shopifyOrder({ customer: null }));
    const saveCustomer = async () => Promise.reject(new Error("died over it"));
    await expect(work({ saveCustomer })).rejects.toThrow("died over it");
    expect(world.store.rows.orders.size).toBe(2);
    await redact(world);
    await world.lookAgain();
    expect([...world.store.rows.orders.values()].map(({ orderKey }) => orderKey)).toEqual(["standard#A-1"]);
    const after = await world.store.readCustomer(customerIdentity("standard", "77"));
    expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 });
  });

  it("makes what is newer wait until it has looked again, and takes it then: the shop has come back", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    await redact(world);
    await expect(world.deliver("shopify", "orders/updated", again, AFTER)).rejects.toMatchObject({
      name: "ConflictError",
    });
    await world.lookAgain();
    expect(await world.deliver("shopify", "orders/updated", shopifyOrder({}), AFTER)).toEqual({
      outcome: "erased-before",
    });
    expect(await world.deliver("shopify", "orders/updated", again, AFTER)).toMatchObject({ outcome: "recorded" });
    world.deps.now = () => MUCH_LATER;
    expect(await redact(world)).toEqual({ outcome: "erased-before" });
    await world.lookAgain();
    expect([...world.store.rows.orders.values()].map(({ orderKey }) => orderKey)).toEqual(["shopify#5002"]);
  });

  it("is gone on with by the look where its worker died before it had scanned anything", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    const request = await arriving(world, "shopify", "shop/redact", shop);
    const scanCustomers: World["deps"]["scanCustomers"] = () => {
      throw new Error("died over it");
    };
    await expect(request({ scanCustomers })).rejects.toThrow("died over it");
    await world.lookAgain();
    expect(await request()).toEqual({ outcome: "erased-before" });
    expectNobody(world);
  });

  it("is gone on with by the look also where it was erased before, and has come back", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), BEFORE);
    await redact(world);
    await world.lookAgain();
    await world.deliver("shopify", "orders/updated", again, AFTER);
    const scanCustomers: World["deps"]["scanCustomers"] = () => {
      throw new Error("died over it");
    };
    const asked = { now: MUCH_LATER, askedAt: MUCH_LATER };
    await expect(eraseSource("shopify", asked, { ...world.deps, scanCustomers })).rejects.toThrow("died over it");
    world.deps.now = () => MUCH_LATER;
    await world.lookAgain();
    expectNobody(world);
  });
});
