import { describe, expect, it } from "vitest";
import { findUnjoined } from "../../../shared/post/find-unjoined.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { sweepUp } from "../../../shared/recording/sweep-up.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { hash, recordingWorld } from "../../support/recording-world.ts";

const ERASED_AT = "2026-11-21T00:00:00.000Z";
const emailOf = (id: number) => `shopper-${id}@example.com`;

/** An order of one account with the address of one, its own if no other is given. */
const order = (id: number, account: number, address = account, day = "2026-11-19") =>
  shopifyOrder({
    id,
    admin_graphql_api_id: null,
    created_at: `${day}T10:00:00Z`,
    processed_at: `${day}T10:00:00Z`,
    updated_at: `${day}T10:00:05Z`,
    email: emailOf(address),
    contact_email: null,
    customer: { id: account, admin_graphql_api_id: null, email: null, phone: null },
  });

type World = ReturnType<typeof recordingWorld>;
const takeOrder = ({ deliver }: World, body: ReturnType<typeof order>, at?: string) =>
  deliver("shopify", "orders/updated", body, at);

/** Two people whom an event shows to be one; its worker died when 7 was about to learn of it, before 8 points there. */
const halfJoined = async () => {
  const world = recordingWorld();
  await takeOrder(world, order(5007, 7));
  await takeOrder(world, order(5008, 8));
  const { saveCustomer } = world.deps;
  world.deps.saveCustomer = async (row, version) => {
    if (row.mergedInto !== undefined) throw new Error("the worker died");
    return saveCustomer(row, version);
  };
  const both = order(5078, 7, 8);
  await expect(takeOrder(world, both)).rejects.toThrow("the worker died");
  world.deps.saveCustomer = saveCustomer;
  const erase = () => eraseCustomer(["shopify:8"], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
  return { world, both, erase };
};
const rowOf = (world: World, customerId: string) => world.deps.readCustomer(customerId);
const kept = ({ store }: World) => JSON.stringify([...store.rows.customers]);

describe("two customers whom a worker died over while it joined them", () => {
  it("are one when the event comes again, and nothing stands any more of their being joined", async () => {
    const { world, both } = await halfJoined();
    expect((await rowOf(world, "shopify:7"))?.joining).toEqual({ "shopify:8": 1 });
    await takeOrder(world, both);
    expect(await rowOf(world, "shopify:8")).toMatchObject({ mergedInto: "shopify:7" });
    expect(await rowOf(world, "shopify:7")).not.toHaveProperty("joining");
    expect(await world.deps.readOrdersOf("shopify:7")).toHaveLength(3);
  });

  it("are two where one is erased first: the other keeps nothing of them, once the erasure has looked again", async () => {
    const { world, erase } = await halfJoined();
    await erase();
    await world.lookAgain();
    expect(await rowOf(world, "shopify:7")).not.toHaveProperty("joining");
    expect(kept(world)).not.toContain("shopify:8");
  });

  it("nor when the event comes again before that", async () => {
    const { world, both, erase } = await halfJoined();
    await erase();
    await takeOrder(world, both, "2026-11-20T12:00:01.000Z");
    expect(await rowOf(world, "shopify:7")).not.toHaveProperty("joining");
  });

  it("are two where that event never comes again, once the first has another; a worker still about to join them starts over", async () => {
    const { world, both } = await halfJoined();
    const before = await rowOf(world, "shopify:8");
    await takeOrder(world, order(5017, 7));
    const first = await rowOf(world, "shopify:7");
    expect(first).not.toHaveProperty("joining");
    if (first === undefined || before === undefined) throw new Error("a customer is gone");
    expect([...(await findUnjoined([first], world.deps))]).toEqual([]);
    expect(await world.deps.saveCustomer({ ...before, mergedInto: "shopify:7" }, before.version)).toBe("conflict");
    await takeOrder(world, both);
    expect(await rowOf(world, "shopify:8")).toMatchObject({ mergedInto: "shopify:7" });
    expect(await world.deps.readOrdersOf("shopify:7")).toHaveLength(4);
  });

  it("are two where there is no room for the names of both when the event comes again", async () => {
    const { world, both } = await halfJoined();
    const [first, second] = [await rowOf(world, "shopify:7"), await rowOf(world, "shopify:8")];
    if (first === undefined || second === undefined) throw new Error("a customer is gone");
    const manyNames = Array.from({ length: 500 }, (_, index) => `phone:${index}`);
    await world.deps.saveCustomer({ ...second, identities: [...second.identities, ...manyNames] }, second.version);
    const full = await rowOf(world, "shopify:8");
    if (full === undefined) throw new Error("a customer is gone");
    await world.deps.saveCustomer({ ...first, joining: { "shopify:8": full.version } }, first.version);
    await takeOrder(world, both);
    expect(await rowOf(world, "shopify:7")).not.toHaveProperty("joining");
    expect(await rowOf(world, "shopify:8")).not.toHaveProperty("mergedInto");
    expect(await world.deps.saveCustomer({ ...full, mergedInto: "shopify:7" }, full.version)).toBe("conflict");
  });

  it("are two where the event is not recorded; a worker still about to join them starts over", async () => {
    const { world } = await halfJoined();
    const before = await rowOf(world, "shopify:8");
    await sweepUp({ identities: ["shopify:7"], customerIds: [] }, world.deps);
    expect(await rowOf(world, "shopify:7")).not.toHaveProperty("joining");
    if (before === undefined) throw new Error("the second customer is gone");
    expect(await world.deps.saveCustomer({ ...before, mergedInto: "shopify:7" }, before.version)).toBe("conflict");
  });
});

it("who came back after an erasure, and whose worker died, is there in the time after it", async () => {
  const world = recordingWorld();
  await takeOrder(world, order(5007, 7));
  await eraseCustomer(["shopify:7"], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
  await world.lookAgain();
  const { replaceOrder } = world.deps;
  world.deps.replaceOrder = () => Promise.reject(new Error("the worker died"));
  const comeBack = () => takeOrder(world, order(5009, 7, 7, "2026-11-24"), "2026-11-24T12:00:00.000Z");
  await expect(comeBack()).rejects.toThrow("the worker died");
  world.deps.replaceOrder = replaceOrder;
  await sweepUp({ identities: ["shopify:7", `email:${hash(emailOf(7))}`], customerIds: [] }, world.deps);
  expect(await rowOf(world, "shopify:7")).toMatchObject({ epoch: ERASED_AT });
  await comeBack();
  await sweepUp({ identities: ["shopify:7"], customerIds: [] }, world.deps);
  expect(await world.deps.readOrdersOf("shopify:7")).toHaveLength(1);
});
