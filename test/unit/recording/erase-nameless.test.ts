import { describe, expect, it } from "vitest";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { eraseNameless } from "../../../shared/recording/erase-nameless.ts";
import { shopifyOrder, shopifyRefund } from "../../support/bodies.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
const BEFORE = "2026-11-19T20:00:00.000Z";
const ERASED_AT = "2026-11-21T00:00:00.000Z";
const AFTER = "2026-11-22T10:00:00Z";
const NUMBER = "order:shopify#5001";

const bob = { id: 8, email: "bob@example.com", first_name: "Bob", last_name: "Example", phone: null };
const bobs = (id: number) =>
  shopifyOrder({ id, admin_graphql_api_id: null, email: bob.email, contact_email: bob.email, customer: bob });
/** Ann's, with its receipt to Bob's address. */
const annsToBob = shopifyOrder({ email: bob.email, contact_email: bob.email });
const refund = shopifyRefund({});

const deliver = ({ deliver: send }: World, topic: string, body: unknown, receivedAt = BEFORE) =>
  send("shopify", topic, body, receivedAt);

/** Ann erased a while ago, Bob there. */
const withBob = async () => {
  const world = recordingWorld();
  await deliver(world, "orders/updated", shopifyOrder({ id: 3001, admin_graphql_api_id: null }));
  await deliver(world, "orders/updated", bobs(4001));
  await eraseCustomer(["shopify:7"], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
  await world.lookAgain();
  return world;
};

const knownOf = ({ store }: World) => {
  const { customers, orders, holders } = store.rows;
  const plain = [...customers.values(), ...holders.values()].map(({ version: _version, ...row }) => row);
  return { rows: plain, orders: [...orders.values()] };
};

describe("a number that is noted because nobody has it", () => {
  it("goes with a refund that came in between, and no later one is recorded", async () => {
    const world = recordingWorld();
    const send = () => deliver(world, "refunds/create", refund);
    let meanwhile: unknown;
    const noteErasures: typeof world.deps.noteErasures = async (...given) => {
      meanwhile ??= await send();
      await world.deps.noteErasures(...given);
    };
    await eraseNameless([NUMBER], { at: ERASED_AT, askedAt: ERASED_AT }, { ...world.deps, noteErasures });
    expect(meanwhile).toMatchObject({ outcome: "recorded" });
    await world.lookAgain();
    const { customers, orders, identities, holders } = world.store.rows;
    expect([customers.size, orders.size, identities.size, holders.size]).toEqual([0, 0, 0, 0]);
    expect(await send()).toEqual({ outcome: "erased-before" });
  });
});

describe("an order of somebody erased that is told late", () => {
  it("is not recorded, nor is a refund of it, and whoever got the receipt stays as they were", async () => {
    const world = await withBob();
    const before = knownOf(world);
    expect(await deliver(world, "orders/updated", annsToBob)).toEqual({ outcome: "erased-before" });
    expect(await deliver(world, "refunds/create", refund)).toEqual({ outcome: "erased-before" });
    expect(knownOf(world)).toEqual(before);
  });

  it("is left where it lies with somebody who is there, and its refund is recorded", async () => {
    const world = await withBob();
    await deliver(world, "orders/updated", bobs(5001));
    const before = knownOf(world);
    expect(await deliver(world, "orders/updated", annsToBob)).toEqual({ outcome: "erased-before" });
    expect(knownOf(world)).toEqual(before);
    expect(await deliver(world, "refunds/create", refund)).toMatchObject({ outcome: "recorded" });
  });
});

describe("a number that was erased, and is told anew under somebody who is there", () => {
  it("is theirs", async () => {
    const world = recordingWorld();
    const late = { created_at: AFTER, processed_at: AFTER, updated_at: AFTER };
    await deliver(world, "orders/updated", shopifyOrder({}));
    await deliver(world, "orders/updated", bobs(4001));
    await eraseCustomer(["shopify:7"], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
    await world.lookAgain();
    await deliver(world, "orders/updated", { ...bobs(5001), ...late }, "2026-11-22T12:00:00.000Z");
    const holders = [...world.store.rows.orders.values()].map(({ holder }) => holder);
    expect(new Set(holders).size).toBe(1);
    expect(world.store.rows.customers.get("shopify:8")?.notCounted).toBeUndefined();
    expect([...world.store.rows.orders.keys()].sort()).toEqual(["shopify#4001", "shopify#5001"]);
  });
});
