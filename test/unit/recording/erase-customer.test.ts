import { describe, expect, it } from "vitest";
import { z } from "zod";
import { customerIdentity } from "../../../shared/model/identity.ts";
import { workKeys } from "../../../shared/model/night.ts";
import { shopifyOrder, shopifyRefund, standardEvent } from "../../support/bodies.ts";
import { publishNight } from "../../support/published-night.ts";
import { hash, recordingWorld } from "../../support/recording-world.ts";

const redact = { shop_domain: "s", customer: { id: 7, email: null, phone: null }, orders_to_redact: [] };

const [firstRun, secondRun] = ["2026-11-19-1", "2026-11-19-2"];

describe("erasure", () => {
  it("waits for a night that is running, with everything else gone, and ends when it has finished", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    await publishNight(world.marketing, world.data, [{ customer_id: "shopify:7", email: "ann@example.com" }]);
    const finished = workKeys.night("2026-11-19");
    const night = await world.data.read(finished);
    await world.data.remove([finished]);
    await expect(world.deliver("shopify", "customers/redact", redact)).rejects.toMatchObject({ name: "ConflictError" });
    expect(await world.deps.readCustomer("shopify:7")).toMatchObject({ profile: {}, erasedAt: expect.any(String) });
    expect(world.store.rows.orders.size).toBe(0);
    await world.data.write(finished, night ?? "");
    expect(await world.deliver("shopify", "customers/redact", redact)).toEqual({ outcome: "erased" });
    expect([world.store.rows.customers.size, world.store.rows.identities.size]).toEqual([0, 0]);
    expect([...world.store.rows.suppressions.keys()]).toEqual([hash("ann@example.com")]);
  });

  it("leaves the files of a later attempt that is running alone, and waits for it", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    await publishNight(world.marketing, world.data, [{ customer_id: "shopify:7", email: "ann@example.com" }]);
    const first: unknown = JSON.parse(Buffer.from((await world.data.read(workKeys.run(firstRun))) ?? []).toString());
    const second = { ...z.record(z.string(), z.unknown()).parse(first), runId: secondRun, attempt: 2 };
    await world.data.write(workKeys.run(secondRun), JSON.stringify(second));
    await world.data.write(workKeys.candidates(secondRun, 0), "[]");
    await expect(world.deliver("shopify", "customers/redact", redact)).rejects.toMatchObject({ name: "ConflictError" });
    expect(await world.data.read(workKeys.candidates(secondRun, 0))).toBeDefined();
  });

  it("finds the person in parked bodies, however the address is written there, and in no time", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    const padding = "a".repeat(2_000_000);
    const bodies = ["ann@example.com", "Ann\\u0040example.com", "mailto:ANN@EXAMPLE.COM", "bea@example.com"];
    for (const [index, address] of bodies.entries()) {
      await world.data.write(`archive/poison/shopify/${index}.json`, `{"email":"${address}","note":"${padding}"}`);
    }
    expect(await world.deliver("shopify", "customers/redact", redact)).toEqual({ outcome: "erased" });
    expect([...world.data.objects.keys()]).toEqual(["archive/poison/shopify/3.json"]);
  });

  it("holds back events about a customer who is being erased: they come again", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    const customer = await world.deps.readCustomer("shopify:7");
    if (!customer) throw new Error("no customer");
    await world.deps.saveCustomer({ ...customer, erasedAt: "2026-11-21T00:00:00.000Z" }, customer.version);
    const again = world.deliver("shopify", "refunds/create", shopifyRefund({}));
    await expect(again).rejects.toMatchObject({ name: "ConflictError" });
  });

  it("finds an order of a guest by the order ids that the request names", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({ customer: null, email: "", contact_email: null }));
    const guest = { ...redact, customer: { id: null, email: null, phone: null }, orders_to_redact: [5001] };
    expect(await world.deliver("shopify", "customers/redact", guest)).toEqual({ outcome: "erased" });
    expect([world.store.rows.orders.size, world.data.objects.size]).toEqual([0, 0]);
  });

  it("of a shop takes everybody whom that source told of, and nobody else", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    await world.deliver("shopify", "orders/delete", { id: 31 });
    await world.deliver("standard", "order-event", standardEvent({}));
    await publishNight(world.marketing, world.data, [
      { customer_id: "shopify:7", email: "ann@example.com" },
      { customer_id: "standard:77", email: "cy@example.com" },
    ]);
    const shop = { shop_id: 1, shop_domain: "s" };
    expect(await world.deliver("shopify", "shop/redact", shop)).toEqual({ outcome: "erased" });
    expect([...world.store.rows.customers.keys()]).toEqual([customerIdentity("standard", "77")]);
    const csv = Buffer.from((await world.marketing.read("nightly/dt=2026-11-19/customers.csv")) ?? []).toString();
    expect([csv.includes("ann@"), csv.includes("cy@example.com")]).toEqual([false, true]);
  });
});

describe("a data request", () => {
  it("writes what is kept where the operator finds it, and keeps no request", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    const request = {
      shop_domain: "s",
      customer: { id: 7, email: null, phone: null },
      orders_requested: [],
      data_request: { id: 9 },
    };
    expect(await world.deliver("shopify", "customers/data_request", request)).toEqual({ outcome: "exported" });
    const exports = [...world.data.objects].filter(([key]) => key.startsWith("archive/exports/"));
    expect(exports).toHaveLength(1);
    expect(Buffer.from(exports[0]?.[1] ?? []).toString()).toContain("ann@example.com");
    expect(exports[0]?.[0]).not.toMatch(/ann|shopify/);
    expect(world.data.objects.size).toBe(2);
  });
});
