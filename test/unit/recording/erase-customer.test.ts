import { describe, expect, it } from "vitest";
import * as z from "zod";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { parquetTables } from "../../../shared/adapters/parquet-tables.ts";
import { incomingKey } from "../../../shared/model/archive-keys.ts";
import { isSomebody } from "../../../shared/model/customer.ts";
import { customerTable } from "../../../shared/model/customer-row.ts";
import { customerIdentity, emailIdentity } from "../../../shared/model/identity.ts";
import { workKeys } from "../../../shared/model/night.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { shopifyOrder, shopifyRefund, standardEvent } from "../../support/bodies.ts";
import { publishNight } from "../../support/published-night.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const redact = { shop_domain: "s", customer: { id: 7, email: null, phone: null }, orders_to_redact: [] };

const LATER = "2026-11-22T12:00:00.000Z";
const [firstRun, secondRun] = ["2026-11-19-1", "2026-11-19-2"];

/** After the night of `publishNight` has ended, and before it is given up. */
const SWEPT_AT = "2026-11-21T00:00:00.000Z";

const namesInNights = async ({ data }: ReturnType<typeof recordingWorld>): Promise<string[]> => {
  const names: string[] = [];
  for await (const rows of parquetTables(data).read(workKeys.rows(firstRun, 0), customerTable)) {
    names.push(...rows.map((row) => row.customer_id));
  }
  return names;
};

describe("erasure", () => {
  it("does not wait for a night that is running: its files are erased when it has ended", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    await publishNight(world.marketing, world.data, [{ customer_id: "shopify:7", email: "ann@example.com" }]);
    await world.data.remove([workKeys.end(firstRun)]);
    expect(await world.deliver("shopify", "customers/redact", redact)).toEqual({ outcome: "erased" });
    expect([world.store.rows.orders.size, world.store.rows.identities.size]).toEqual([0, 0]);
    const [first, second] = world.looks.splice(0);
    if (!first || !second) throw new Error("the erasure does not look again");
    expect(await actOnIntake(JSON.stringify(first), world.deps)).toEqual({ outcome: "looked-again" });
    expect(await actOnIntake(JSON.stringify(second), world.deps)).toEqual({ outcome: "looked-again" });
    expect(world.store.rows.customers.size).toBe(0);
    expect(await world.sweep(SWEPT_AT)).toMatchObject({ done: 0, left: 1 });
    expect(await namesInNights(world)).toContain("shopify:7");
    await world.data.write(workKeys.end(firstRun), JSON.stringify({ endedAt: "2026-11-20T03:40:00.000Z" }));
    expect(await world.sweep(SWEPT_AT)).toMatchObject({ done: 1, left: 0 });
    expect(await namesInNights(world)).not.toContain("shopify:7");
    expect(world.keptFiles().filter((key) => key.startsWith("archive/"))).toEqual([]);
    expect([...world.store.rows.suppressions.keys()]).toEqual([hash("ann@example.com")]);
  });

  it("takes the row of nobody's sales too that goes with a telephone number", async () => {
    const world = recordingWorld();
    const phone = "+491701234567";
    await world.deliver("standard", "order-event", standardEvent({ customer: { phone } }));
    const customer = { email: "noreply@example.com", phone };
    const told = { type: "customer.updated", updatedAt: "2026-11-19T15:00:00Z", customer };
    await world.deliver("standard", "order-event", told);
    expect([...world.store.rows.customers.keys()].some((id) => id.startsWith("sales:email:"))).toBe(true);
    await world.deliver("standard", "order-event", {
      ...standardEvent({ updatedAt: "2026-11-19T18:00:00Z", customer: {} }),
    });
    await world.deliver("standard", "order-event", { type: "customer.redact", customer: { phone } });
    await world.lookAgain();
    expect([...world.store.rows.customers.keys()].filter((id) => id.startsWith("sales:email:"))).toEqual([]);
  });

  const nameless = shopifyOrder({
    email: null,
    contact_email: null,
    customer: { ...shopifyOrder({}).customer, email: null },
  });
  const naming = { ...redact, customer: { ...redact.customer, email: "ann@example.com" } };

  it("is carried out for every handle, though the worker died while it noted them, and the look comes before the request", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", nameless);
    const archiveKey = incomingKey({ source: "shopify", receivedAt: LATER }, "aa");
    await world.data.write(archiveKey, JSON.stringify(naming));
    const message = JSON.stringify({ source: "shopify", topic: "customers/redact", archiveKey, receivedAt: LATER });
    world.deps.now = () => LATER;
    const noteErasures: typeof world.deps.noteErasures = async (keys, note) => {
      await world.store.noteErasures(keys.slice(1), note);
      throw new Error("died over it");
    };
    await expect(actOnIntake(message, { ...world.deps, noteErasures })).rejects.toThrow("died over it");
    await world.lookAgain();
    expect([world.store.rows.customers.size, world.store.rows.orders.size]).toEqual([0, 0]);
    await actOnIntake(message, world.deps);
    await world.lookAgain();
    expect(world.keptFiles()).toEqual([]);
    expect([...world.store.rows.erasures.values()].filter(({ finished }) => !finished)).toEqual([]);
  });

  it("asked for again after months leaves alone who came back, though the request names an order twice", async () => {
    const world = recordingWorld();
    const twice = { ...redact, orders_to_redact: [5001, 5001] };
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    await world.deliver("shopify", "customers/redact", twice);
    await world.lookAgain();
    const again = shopifyOrder({ id: 5002, admin_graphql_api_id: null, updated_at: "2026-11-22T10:00:00Z" });
    await world.deliver("shopify", "orders/create", again, LATER);
    world.deps.now = () => "2027-02-01T00:00:00.000Z";
    await world.deliver("shopify", "customers/redact", twice);
    expect([...world.store.rows.orders.values()].map(({ orderKey }) => orderKey)).toEqual(["shopify#5002"]);
  });

  it("leaves another request that is on its way, though it names the same person: it may concern more", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", nameless);
    const archiveKey = incomingKey({ source: "shopify", receivedAt: "2026-11-20T12:00:00.000Z" }, "aa");
    await world.data.write(archiveKey, JSON.stringify(naming));
    world.deps.now = () => LATER;
    await eraseCustomer([emailIdentity(hash("ann@example.com"))], { now: LATER, askedAt: LATER }, world.deps);
    expect([...world.store.rows.customers.values()].filter(isSomebody).map((row) => row.customerId)).toEqual([
      "shopify:7",
    ]);
    const message = {
      source: "shopify",
      topic: "customers/redact",
      archiveKey,
      receivedAt: "2026-11-20T12:00:00.000Z",
    };
    expect(await actOnIntake(JSON.stringify(message), world.deps)).toEqual({ outcome: "erased" });
    expect(world.store.rows.orders.size).toBe(0);
  });

  it("takes a person who comes back while an attempt at a night that stopped lies there", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    await publishNight(world.marketing, world.data, [{ customer_id: "shopify:7", email: "ann@example.com" }]);
    await world.data.remove([workKeys.end(firstRun)]);
    await world.deliver("shopify", "customers/redact", redact);
    const again = shopifyOrder({ id: 5002, admin_graphql_api_id: null, updated_at: "2026-11-22T10:00:00Z" });
    expect(await world.deliver("shopify", "orders/create", again, LATER)).toMatchObject({ customerId: "shopify:7" });
    const [, second] = world.looks.splice(0);
    expect(await actOnIntake(JSON.stringify(second), world.deps)).toEqual({ outcome: "looked-again" });
    expect([...world.store.rows.orders.values()].map(({ orderKey }) => orderKey)).toEqual(["shopify#5002"]);
  });

  it("leaves the files of a later attempt that is running alone, and keeps the request until it has ended", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    await publishNight(world.marketing, world.data, [{ customer_id: "shopify:7", email: "ann@example.com" }]);
    const first: unknown = JSON.parse(Buffer.from((await world.data.read(workKeys.run(firstRun))) ?? []).toString());
    const second = { ...z.record(z.string(), z.unknown()).parse(first), runId: secondRun, attempt: 2 };
    await world.data.write(workKeys.run(secondRun), JSON.stringify(second));
    await world.data.write(workKeys.candidates(secondRun, 0), "[]");
    expect(await world.deliver("shopify", "customers/redact", redact)).toEqual({ outcome: "erased" });
    expect(await world.sweep(SWEPT_AT)).toMatchObject({ done: 0, left: 1 });
    expect(await world.data.read(workKeys.candidates(secondRun, 0))).toBeDefined();
  });

  it("erases everything else where a file of a night is none that this version writes, and then says so", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    await world.marketing.write("nightly/dt=2026-11-01/other.csv", "email\r\nann@example.com\r\n");
    expect(await world.deliver("shopify", "customers/redact", redact)).toEqual({ outcome: "erased" });
    expect([...world.store.rows.erasures.values()].every(({ finished }) => finished)).toBe(true);
    await world.lookAgain();
    await expect(world.sweep(SWEPT_AT)).rejects.toThrow("nightly/dt=2026-11-01/other.csv");
    expect([world.store.rows.customers.size, world.store.rows.orders.size]).toEqual([0, 0]);
    await world.marketing.remove(["nightly/dt=2026-11-01/other.csv"]);
    expect(await world.sweep(SWEPT_AT)).toMatchObject({ done: 1, left: 0 });
    expect(world.keptFiles()).toEqual([]);
  });

  it("asked for again by the same request, months later, leaves alone who came back meanwhile", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    await world.deliver("shopify", "customers/redact", redact);
    await world.lookAgain();
    const again = shopifyOrder({ id: 5002, admin_graphql_api_id: null, updated_at: "2026-11-22T10:00:00Z" });
    await world.deliver("shopify", "orders/create", again, LATER);
    expect(await world.deliver("shopify", "customers/redact", redact)).toEqual({ outcome: "erased-before" });
    expect(world.store.rows.orders.size).toBe(1);
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
    await world.lookAgain();
    expect(world.keptFiles()).toEqual(["archive/poison/shopify/3.json"]);
  });

  it("holds back events about a customer who is being erased: they come again", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({}));
    const [holder] = [...world.store.rows.holders.values()];
    if (!holder) throw new Error("no holder");
    await world.deps.saveHolder({ ...holder, erasedAt: "2026-11-21T00:00:00.000Z", erasing: true });
    const again = world.deliver("shopify", "refunds/create", shopifyRefund({}));
    await expect(again).rejects.toMatchObject({ name: "ConflictError" });
  });

  it("finds an order of a guest by the order ids that the request names", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/create", shopifyOrder({ customer: null, email: "", contact_email: null }));
    const guest = { ...redact, customer: { id: null, email: null, phone: null }, orders_to_redact: [5001] };
    expect(await world.deliver("shopify", "customers/redact", guest)).toEqual({ outcome: "erased" });
    await world.lookAgain();
    expect([world.store.rows.orders.size, world.keptFiles().length]).toEqual([0, 0]);
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
    await world.lookAgain();
    await world.sweep(SWEPT_AT);
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
    expect(world.keptFiles().length).toBe(2);
  });
});
