import { describe, expect, it } from "vitest";
import type { Customer } from "../../../shared/model/customer.ts";
import type { Order } from "../../../shared/model/order.ts";
import { historyOfWaiting, lateClock, ordersAmong } from "../../support/erasure-history.ts";
import { expectSound } from "../../support/expect-sound.ts";
import { FaultSchedule, seedsOf } from "../../support/fault-schedule.ts";
import { deliverUnderFaults, type Webhook } from "../../support/intake-under-faults.ts";
import { stateOf } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
const AFTERWARDS = "2026-12-31T00:00:00.000Z";

/** Every byte that is kept, keys included. */
const everything = ({ store, data, marketing, parked }: World): string =>
  [
    ...Object.values(store.rows).map((table: ReadonlyMap<string, unknown>) => JSON.stringify([...table])),
    ...[...data.objects, ...marketing.objects].map(([key, bytes]) => `${key}\n${Buffer.from(bytes).toString("utf8")}`),
    JSON.stringify(parked),
  ].join("\n");

/** What is told of them, and not by which bodies, nor after which erasure. */
const toldOf = ({ epoch: _epoch, ...customer }: Omit<Customer, "version">) => customer;
const toldOfOrder = ({
  epoch: _epoch,
  archiveKeys: _keys,
  stateKey: _state,
  dropped: _dropped,
  ...order
}: Omit<Order, "left" | "moved">) => order;

/**
 * What came after the requests, as if nothing had been before. Of an order that was told of several buyers but the newest body is kept, so
 * what the others told of their buyers beside the order may be gone.
 */
const expectWhole = async (world: World, stays: readonly Webhook[], steady: boolean) => {
  const plain = recordingWorld();
  await deliverUnderFaults(stays, plain.deps, new FaultSchedule(0, { crashes: 0 }), { twice: 0 });
  const [expected, found] = [stateOf(plain.store), stateOf(world.store)];
  const [customers, orders] = [found.customers.map(toldOf), found.orders.map(toldOfOrder)];
  expect(expected.orders.map(({ orderKey }) => orderKey)).toEqual(
    expect.arrayContaining(ordersAmong(stays).map((id) => `shopify#${id}`)),
  );
  for (const order of expected.orders) expect(orders).toContainEqual(toldOfOrder(order));
  if (steady) for (const customer of expected.customers) expect(customers).toContainEqual(toldOf(customer));
};

const waited = async (seed: number, isOfShop: boolean) => {
  const schedule = new FaultSchedule(seed, { crashes: 8, crashShare: 0.03 });
  const { all, gone, stays, steady } = historyOfWaiting(schedule, isOfShop);
  const world = recordingWorld();
  await deliverUnderFaults(all, { ...world.deps, now: lateClock() }, schedule);
  await world.sweep(AFTERWARDS);
  const kept = everything(world);
  expect(gone.filter((trace) => kept.includes(trace))).toEqual([]);
  expect(world.parked).toEqual([]);
  await expectSound(world);
  const numbers = new Set(ordersAmong(stays).map((id) => `shopify#${id}`));
  expect([...world.store.rows.orders.keys()].filter((key) => !numbers.has(key))).toEqual([]);
  await expectWhole(world, stays, steady);
};

const withSeed = async (seed: number, schedule: () => Promise<void>) => {
  try {
    await schedule();
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};

describe("an erasure that is carried out days after it was asked for", () => {
  it("takes what was told before, and leaves whole what came since, in whatever order they are worked on", async () => {
    for (const seed of seedsOf(50)) await withSeed(seed, () => waited(seed, false));
  });

  it("of a whole shop does likewise", async () => {
    for (const seed of seedsOf(25)) await withSeed(seed, () => waited(seed, true));
  });
});
