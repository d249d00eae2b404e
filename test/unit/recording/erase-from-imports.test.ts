import { describe, expect, it } from "vitest";
import { groupCustomers } from "../../../cli/import/group-customers.ts";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { newcomerOf } from "../../../cli/import/newcomer.ts";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { importMarks } from "../../../shared/adapters/import-marks.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { IMPORT_LOCK } from "../../../shared/model/import-mark.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { factsOf } from "../../support/order-facts.ts";
import { hash, recordingWorld } from "../../support/recording-world.ts";

const at = "2026-11-10T12:00:00.000Z";
const [ERASED_AT, NOW] = ["2026-11-20T00:00:00.000Z", "2026-11-21T00:00:00.000Z"];
const identityOf = (name: string) => emailIdentity(hash(`${name}@example.com`));

const row = (line: number, customerId: string, name: string): ImportRow => ({
  line,
  customerId,
  email: `${name}@example.com`,
  order: factsOf({ source: "csv", orderId: `c${line}`, orderedAt: at, updatedAt: at }),
  profile: { updatedAt: at, email: `${name}@example.com`, firstName: name },
});

const lock = { customerId: "import:1", epoch: "" } as const;

type World = ReturnType<typeof recordingWorld>;

/** Rows as batches put them before Ann's address led there, of an import that broke off; she is erased then. `wroteAt` is its last word. */
const brokenOff = async (rows: readonly ImportRow[], wroteAt = at) => {
  const world = recordingWorld();
  const { store } = world;
  await store.takeIdentity(IMPORT_LOCK, lock);
  await importMarks(world.data).saveImportMark({ startedAt: at, wroteAt });
  for (const group of groupCustomers(rows, hash)) {
    const { customer, orders } = newcomerOf(group, world.deps);
    await store.putOrders(orders);
    await store.putCustomers([customer]);
    const names = group.identities.filter((identity) => identity !== identityOf("ann"));
    await store.putIdentities(new Map(names.map((name) => [name, customer.customerId])));
  }
  const erasing = { now: ERASED_AT, askedAt: ERASED_AT };
  const erase = (unknown: "noted" | "not-noted" = "noted") =>
    eraseCustomer([identityOf("ann")], { ...erasing, unknown }, world.deps);
  return { world, erase };
};

/** A webhook's order of somebody without an account. */
const orderOf = (id: number, name: string, more: Record<string, unknown> = {}) => {
  const email = `${name}@example.com`;
  return shopifyOrder({ id, admin_graphql_api_id: null, email, contact_email: email, customer: null, ...more });
};
const takeOrder = ({ deliver }: World, body: ReturnType<typeof orderOf>, received = "2026-11-19T20:00:00.000Z") =>
  deliver("shopify", "orders/updated", body, received);

const rowsOf = ({ store: { rows } }: World) => ({
  customers: [...rows.customers.keys()].sort(),
  orders: [...rows.orders.values()].map(({ orderKey }) => orderKey).sort(),
  identities: [...rows.identities.keys()].filter((identity) => identity !== IMPORT_LOCK).sort(),
});

describe("the look of an erasure, after an import that broke off", () => {
  it("erases the row that was put under the person's name, and never led to", async () => {
    const { world, erase } = await brokenOff([row(2, "x0", "ann"), row(3, "x1", "cy")]);
    await erase();
    await world.lookAgain();
    expect(rowsOf(world)).toEqual({
      customers: ["x1"],
      orders: ["csv#c3"],
      identities: ["csv:x1", identityOf("cy")].sort(),
    });
  });

  it("comes for an operator's word as well, by which nobody is known yet; once the import has ended, nobody is", async () => {
    const { world, erase } = await brokenOff([row(2, "x0", "ann")]);
    expect(await erase("not-noted")).toMatchObject({ outcome: "erased", customers: 0 });
    await world.lookAgain();
    expect(rowsOf(world)).toEqual({ customers: [], orders: [], identities: [] });
    await world.store.removeIdentity(IMPORT_LOCK, lock);
    const ended = eraseCustomer([identityOf("cy")], { now: NOW, askedAt: NOW, unknown: "not-noted" }, world.deps);
    expect(await ended).toMatchObject({ outcome: "not-found" });
  });

  it("leaves whom webhooks know under another name of that row, if the name leads to them", async () => {
    const { world, erase } = await brokenOff([row(2, "x0", "ann"), row(3, "x0", "bo")]);
    world.store.rows.identities.delete(identityOf("bo"));
    await takeOrder(world, orderOf(8, "bo"));
    await erase();
    await world.lookAgain();
    expect(rowsOf(world)).toEqual({
      customers: [identityOf("bo")],
      orders: ["shopify#8"],
      identities: [identityOf("bo"), "order:shopify#8"],
    });
  });

  it("comes again while an import is under way, which may put such rows yet and break off", async () => {
    const { world, erase } = await brokenOff([row(2, "x0", "ann")], "2026-11-20T23:59:00.000Z");
    await erase();
    const look = world.looks.at(-1);
    expect(await actOnIntake(JSON.stringify(look), world.deps)).toEqual({ outcome: "import-running" });
    expect(world.looks.at(-1)).toEqual(look);
    await importMarks(world.data).saveImportMark({ startedAt: at, wroteAt: "2026-11-20T23:00:00.000Z" });
    await world.lookAgain();
    expect(rowsOf(world)).toEqual({ customers: [], orders: [], identities: [] });
  });

  it("reads no row of others where every import has ended", async () => {
    const { world, erase } = await brokenOff([row(2, "x0", "cy"), row(3, "x1", "ann")]);
    await world.store.removeIdentity(IMPORT_LOCK, lock);
    await erase();
    world.deps.scanCustomers = () => {
      throw new Error("scanned");
    };
    await world.lookAgain();
    expect(world.looks).toEqual([]);
  });

  it("leaves whoever came back and was joined to somebody since", async () => {
    const { world, erase } = await brokenOff([row(2, "x0", "ann")]);
    const customer = { id: 8, admin_graphql_api_id: null, email: null, phone: null };
    await takeOrder(world, orderOf(8, "bo", { customer }));
    await erase();
    const times = { created_at: "2026-11-20T10:00:00Z", processed_at: "2026-11-20T10:00:00Z" };
    const comesBack = orderOf(9, "ann", { ...times, updated_at: "2026-11-20T10:00:05Z", customer });
    expect(await takeOrder(world, comesBack, NOW)).toEqual({ outcome: "recorded", customerId: "shopify:8" });
    await world.lookAgain();
    expect(rowsOf(world).orders).toEqual(["shopify#8", "shopify#9"]);
  });
});
