import { expect, test } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import type { ImportRow, OrderRow } from "../../../cli/import/import-row.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { factsOf } from "../../support/order-facts.ts";
import { hash, judge } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const ERASED_AT = "2026-11-21T00:00:00.000Z";
const at = "2026-11-10T12:00:00.000Z";
const ann = emailIdentity(hash("ann@example.com"));

const row: OrderRow = {
  line: 2,
  customerId: "x0",
  email: "ann@example.com",
  order: factsOf({ source: "csv", orderId: "c0", orderedAt: at, updatedAt: at }),
  profile: { updatedAt: at, email: "ann@example.com", firstName: "Ann" },
};

const known = shopifyOrder({ id: 1, admin_graphql_api_id: null, customer: null });
const importInto = (
  { store, deps }: ReturnType<typeof recordingWorld>,
  rows: readonly ImportRow[] = [row],
  more: Partial<typeof store> = {},
) => writeCustomers(groupRows(rows, hash, judge), { ...deps, ...store, ...more });
const killed = () => Promise.reject(new Error("killed"));
const linesOf = (rows: readonly ImportRow[]) => rows.map(({ line }) => line);

test("says nothing of a customer beside that of whom a webhook brought before, until it has worked out both", async () => {
  const world = recordingWorld();
  await world.deliver("shopify", "orders/updated", known, "2026-11-19T20:00:00.000Z");
  const before = [...world.store.rows.customers];
  await expect(importInto(world, [row], { saveIdentity: killed })).rejects.toThrow("killed");
  expect([...world.store.rows.customers]).toEqual(before);
});

test("takes back what it put of somebody who was erased meanwhile, and leaves their rows out", async () => {
  const world = recordingWorld();
  const { store } = world;
  const putOrders: typeof store.putOrders = async (orders) => {
    await eraseCustomer([ann], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
    await world.lookAgain();
    await store.putOrders(orders);
  };
  const { leftOut } = await importInto(world, [row], { putOrders });
  expect(linesOf(leftOut)).toEqual([2]);
  const { customers, orders, identities, holders } = store.rows;
  expect([customers, orders, identities, holders].map(({ size }) => size)).toEqual([0, 0, 0, 0]);
});

test("an import that is run again takes back what it had put of somebody who was erased since it broke off", async () => {
  const world = recordingWorld();
  const { store } = world;
  // It slept so long between two batches that an erasure has ended, look and all.
  const putOrders: typeof store.putOrders = async (orders) => {
    await eraseCustomer([ann], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
    await world.lookAgain();
    await store.putOrders(orders);
    await killed();
  };
  await expect(importInto(world, [row], { putOrders })).rejects.toThrow("killed");
  expect([...store.rows.orders.keys()]).toEqual(["csv#c0"]);
  const { leftOut } = await importInto(world);
  expect(linesOf(leftOut)).toEqual([2]);
  const { orders, identities, holders } = store.rows;
  expect([orders, identities, holders].map(({ size }) => size)).toEqual([0, 0, 0]);
});

test("keeps what somebody ordered after an erasure, and whom it does not concern", async () => {
  const world = recordingWorld();
  await eraseCustomer([ann], { now: "2026-11-15T00:00:00.000Z", askedAt: "2026-11-15T00:00:00.000Z" }, world.deps);
  const since = { ...row, line: 3, order: { ...row.order, orderId: "c1", orderedAt: "2026-11-16T00:00:00.000Z" } };
  const other = { ...row, line: 4, customerId: "x1", email: "bo@example.com", order: { ...row.order, orderId: "c2" } };
  const { leftOut } = await importInto(world, [row, since, { ...other, profile: { updatedAt: at } }]);
  expect(linesOf(leftOut)).toEqual([2]);
  expect([...world.store.rows.orders.keys()].sort()).toEqual(["csv#c1", "csv#c2"]);
});
