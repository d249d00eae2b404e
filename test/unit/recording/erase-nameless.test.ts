import { describe, expect, it } from "vitest";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { eraseNameless } from "../../../shared/recording/erase-nameless.ts";
import { newCustomer } from "../../../shared/recording/stored-customer.ts";
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
/** Ann's by the customer's id, Bob's by the address: it makes them one. */
const ofBoth = shopifyOrder({ email: bob.email, contact_email: bob.email });
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

const signpostTo = (mergedInto: string) => ({ ...newCustomer("shopify:6"), mergedInto });

const knownOf = ({ store }: World) => {
  const { customers, orders, identities } = store.rows;
  const rows = [...customers.values()].map(({ version: _version, ...row }) => row);
  return { rows, orders: [...orders.values()], numbers: [...identities.keys()].filter((name) => name === NUMBER) };
};

describe("a number that is noted because nobody has it", () => {
  it("is erased with whom it was taken for a moment before, by a refund that came in between", async () => {
    const world = recordingWorld();
    const send = () => deliver(world, "refunds/create", refund);
    let meanwhile: unknown;
    const noteErasures: typeof world.deps.noteErasures = async (...given) => {
      meanwhile ??= await send();
      await world.deps.noteErasures(...given);
    };
    await eraseNameless([NUMBER], ERASED_AT, { ...world.deps, noteErasures });
    expect(meanwhile).toMatchObject({ outcome: "recorded", customerId: NUMBER });
    await world.lookAgain();
    const { customers, orders, identities } = world.store.rows;
    expect([customers.size, orders.size, identities.size]).toEqual([0, 0, 0]);
    expect(await send()).toEqual({ outcome: "erased-before" });
  });
});

describe("a number that a worker took for somebody, and died", () => {
  it("is given back by its event when that names an erased person besides, and a refund of it is not recorded", async () => {
    const world = await withBob();
    const before = knownOf(world);
    await world.store.takeIdentity(NUMBER, { customerId: "shopify:8", epoch: "" });
    expect(await deliver(world, "orders/updated", ofBoth)).toEqual({ outcome: "erased-before" });
    expect(knownOf(world)).toEqual(before);
    expect(await deliver(world, "refunds/create", refund)).toEqual({ outcome: "erased-before" });
    expect(knownOf(world)).toEqual(before);
  });

  it("is given back where it leads to a signpost", async () => {
    const world = await withBob();
    const before = knownOf(world);
    await world.store.takeIdentity(NUMBER, { customerId: "shopify:6", epoch: "" });
    await world.store.saveCustomer(signpostTo("shopify:8"), 0);
    await deliver(world, "orders/updated", ofBoth);
    expect(knownOf(world).numbers).toEqual(before.numbers);
  });

  it("is left where an order stands under it, also one that lies behind a signpost", async () => {
    for (const owner of ["shopify:8", "shopify:6"]) {
      const world = await withBob();
      await deliver(world, "orders/updated", bobs(5001));
      await world.store.saveCustomer(signpostTo("shopify:8"), 0);
      world.store.rows.identities.set(NUMBER, { customerId: owner, epoch: "" });
      const before = knownOf(world);
      expect(await deliver(world, "orders/updated", ofBoth)).toEqual({ outcome: "erased-before" });
      expect(knownOf(world)).toEqual(before);
      expect(await deliver(world, "refunds/create", refund)).toMatchObject({ outcome: "recorded" });
    }
  });

  it("leaves no order of a refund that was about to put one there", async () => {
    const world = await withBob();
    const before = knownOf(world);
    await world.store.takeIdentity(NUMBER, { customerId: "shopify:8", epoch: "" });
    const { replaceOrder } = world.deps;
    let meanwhile: unknown;
    world.deps.replaceOrder = async (...given) => {
      meanwhile ??= await deliver(world, "orders/updated", ofBoth);
      return replaceOrder(...given);
    };
    expect(await deliver(world, "refunds/create", refund)).toEqual({ outcome: "erased-before" });
    expect(meanwhile).toEqual({ outcome: "erased-before" });
    expect(knownOf(world)).toEqual(before);
  });
});

describe("a number that was erased, and is told anew under somebody who is there", () => {
  it("goes with them when they are joined to whoever came back", async () => {
    const world = recordingWorld();
    const late = { created_at: AFTER, processed_at: AFTER, updated_at: AFTER };
    await deliver(world, "orders/updated", shopifyOrder({}));
    await deliver(world, "orders/updated", bobs(4001));
    await eraseCustomer(["shopify:7"], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
    await world.lookAgain();
    const returned = { ...shopifyOrder({ id: 6001, admin_graphql_api_id: null }), ...late };
    const joining = { ...ofBoth, id: 6002, admin_graphql_api_id: null, ...late };
    for (const body of [{ ...bobs(5001), ...late }, returned, joining])
      await deliver(world, "orders/updated", body, "2026-11-22T12:00:00.000Z");
    const orders = [...world.store.rows.orders.values()].map(({ customerId, orderKey }) => [customerId, orderKey]);
    const numbers = [5001, 6001, 4001, 6002];
    expect(orders.sort()).toEqual(numbers.map((id) => ["shopify:7", `shopify#${id}`]).sort());
  });
});
