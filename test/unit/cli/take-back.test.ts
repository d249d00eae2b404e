import { expect, test } from "vitest";
import { groupCustomers } from "../../../cli/import/group-customers.ts";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { newcomerOf } from "../../../cli/import/newcomer.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { factsOf } from "../../support/order-facts.ts";
import { hash, recordDeps, recordingWorld } from "../../support/recording-world.ts";

const ERASED_AT = "2026-11-21T00:00:00.000Z";
const at = "2026-11-10T12:00:00.000Z";
const ann = emailIdentity(hash("ann@example.com"));

const row: ImportRow = {
  line: 2,
  customerId: "x0",
  email: "ann@example.com",
  order: factsOf({ source: "csv", orderId: "c0", orderedAt: at, updatedAt: at }),
  profile: { updatedAt: at, email: "ann@example.com", firstName: "Ann" },
};

test("puts no row beside that of whom a webhook brought before, for nobody would find what it says from their address", async () => {
  const world = recordingWorld();
  const known = shopifyOrder({ id: 1, admin_graphql_api_id: null, customer: null });
  await world.deliver("shopify", "orders/updated", known, "2026-11-19T20:00:00.000Z");
  const before = [...world.store.rows.customers.keys()];
  const takeIdentity = async () => {
    throw new Error("killed");
  };
  const broken = writeCustomers(groupCustomers([row], hash), {
    ...world.store,
    ...recordDeps(world.store),
    takeIdentity,
  });
  await expect(broken).rejects.toThrow("killed");
  expect([...world.store.rows.customers.keys()]).toEqual(before);
});

test("an import that is run again takes back whom it was about to join when it broke off, and who was erased since", async () => {
  const world = recordingWorld();
  const imports = (deps: Partial<typeof world.store> = {}) =>
    writeCustomers(groupCustomers([row], hash), { ...world.store, ...recordDeps(world.store), ...deps });
  const known = shopifyOrder({ id: 1, admin_graphql_api_id: null, customer: null });
  // Between the import's question, who is known, and its first batch.
  const putIdentities: typeof world.store.putIdentities = async (rows) => {
    await world.deliver("shopify", "orders/updated", known, "2026-11-19T20:00:00.000Z");
    await world.store.putIdentities(rows);
  };
  const saveCustomer: typeof world.store.saveCustomer = async (customer, version) => {
    if (customer.mergedInto !== undefined) throw new Error("killed before the signpost");
    return world.store.saveCustomer(customer, version);
  };
  await expect(imports({ putIdentities, saveCustomer })).rejects.toThrow("killed");
  expect(world.store.rows.identities.get("csv:x0")).toEqual({ customerId: "x0", epoch: "" });

  await eraseCustomer([ann], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
  await world.lookAgain();
  expect((await imports()).map(({ line }) => line)).toEqual([2]);
  const { customers, orders, identities } = world.store.rows;
  expect([[...customers.keys()], [...orders.keys()], [...identities.keys()]]).toEqual([[], [], []]);
});

test("takes an erased name that never led to a row out of it, where webhooks of somebody else wrote to it, with what the file told", async () => {
  const world = recordingWorld();
  const told = "2026-11-15T12:00:00.000Z";
  const theirs: ImportRow = {
    ...row,
    line: 3,
    email: "bo@example.com",
    order: factsOf({ source: "csv", orderId: "c1", orderedAt: at, updatedAt: at }),
    profile: { updatedAt: at, email: "bo@example.com", birthday: "--02-29" },
    consent: { state: "denied", basis: "explicit", at, source: "csv" },
  };
  const hers = { ...row, profile: { updatedAt: told, email: "ann@example.com", firstName: "Ann" } };
  const groups = groupCustomers([hers, theirs], hash);
  const known = shopifyOrder({ id: 1, admin_graphql_api_id: null, customer: null });
  const { store } = world;
  const begun = groups.map((group) => newcomerOf(group, world.deps));
  await store.putOrders(begun.flatMap(({ orders }) => orders));
  await store.putCustomers(begun.map(({ customer }) => customer));
  const names = ["csv:x0", emailIdentity(hash("bo@example.com"))];
  await store.putIdentities(new Map(names.map((name) => [name, "x0"])));
  await world.deliver("shopify", "orders/updated", known, "2026-11-19T20:00:00.000Z");
  const email = "bo@example.com";
  const ofBo = shopifyOrder({ id: 2, admin_graphql_api_id: null, email, contact_email: email, customer: null });
  await world.deliver("shopify", "orders/updated", ofBo, "2026-11-19T20:00:00.000Z");

  await eraseCustomer([ann], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
  await world.lookAgain();
  const leftOut = await writeCustomers(groups, { ...store, ...recordDeps(store) });
  expect(leftOut.map(({ line }) => line)).toEqual([2, 3]);
  const left = await world.deps.readCustomer("x0");
  expect(left).toMatchObject({
    identities: ["csv:x0", emailIdentity(hash(email))],
    profile: { email, locale: "en-US" },
    consents: { denied: theirs.consent, granted: {} },
    orderSources: ["shopify"],
  });
  expect(JSON.stringify(left)).not.toMatch(/Ann|--02-29/);
  expect([...world.store.rows.orders.values()].map(({ orderKey }) => orderKey)).toEqual(["shopify#2"]);
});

test("takes away orders of a batch whose customer was not put, and who was recorded under a better name when it was run again", async () => {
  const world = recordingWorld();
  const imports = (rows: readonly ImportRow[], deps: Partial<typeof world.store> = {}) =>
    writeCustomers(groupCustomers(rows, hash), { ...world.store, ...recordDeps(world.store), ...deps });
  const order = factsOf({ source: "csv", orderId: "c1", orderedAt: at, updatedAt: at });
  await imports([{ ...row, customerId: "77", email: "bo@example.com", profile: { updatedAt: at }, order }]);
  const saveCustomer = () => Promise.reject(new Error("killed"));
  await expect(imports([row], { saveCustomer })).rejects.toThrow("killed");
  const both = shopifyOrder({ id: 1, admin_graphql_api_id: null, contact_email: "bo@example.com", customer: null });
  await world.deliver("shopify", "orders/updated", both, "2026-11-19T20:00:00.000Z");
  await imports([row]);
  const orders = [...world.store.rows.orders.values()].map(({ customerId, orderKey }) => `${customerId} ${orderKey}`);
  expect(orders.sort()).toEqual(["77 csv#c0", "77 csv#c1", "77 shopify#1"]);
});
