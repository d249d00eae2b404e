import { expect, test } from "vitest";
import { groupCustomers } from "../../../cli/import/group-customers.ts";
import type { ImportRow } from "../../../cli/import/import-row.ts";
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

test("takes the erased name out of a row that was put after all, and that webhooks of somebody else wrote to, with what the file told", async () => {
  const world = recordingWorld();
  const { store } = world;
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
  const imports = (deps: Partial<typeof store> = {}) =>
    writeCustomers(groupCustomers([hers, theirs], hash), { ...store, ...recordDeps(store), ...deps });
  // It slept so long between the names and the row that an erasure has ended, look and all.
  const putOrders: typeof store.putOrders = async (orders) => {
    await eraseCustomer([ann], { now: ERASED_AT, askedAt: ERASED_AT }, world.deps);
    await world.lookAgain();
    await store.putOrders(orders);
  };
  let asked = 0;
  const readErasures: typeof store.readErasures = async (keys) => {
    if (asked++ > 0) throw new Error("killed");
    return store.readErasures(keys);
  };
  await expect(imports({ putOrders, readErasures })).rejects.toThrow("killed");
  expect((await world.deps.readCustomer("x0"))?.identities).toContain(ann);
  const email = "bo@example.com";
  const ofBo = shopifyOrder({ id: 2, admin_graphql_api_id: null, email, contact_email: email, customer: null });
  await world.deliver("shopify", "orders/updated", ofBo, "2026-11-19T20:00:00.000Z");

  expect((await imports()).map(({ line }) => line)).toEqual([2, 3]);
  const left = await world.deps.readCustomer("x0");
  expect(left).toMatchObject({
    profile: { email, locale: "en-US" },
    consents: { denied: theirs.consent, granted: {} },
    orderSources: ["shopify"],
  });
  expect(left?.identities).not.toContain(ann);
  expect(JSON.stringify(left)).not.toMatch(/Ann|--02-29/);
  expect([...store.rows.orders.values()].map(({ orderKey }) => orderKey)).toEqual(["shopify#2"]);
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
