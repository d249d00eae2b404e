import { describe, expect, test } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import type { OrderRow } from "../../../cli/import/import-row.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import { type Customer, isSomebody } from "../../../shared/model/customer.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { factsOf } from "../../support/order-facts.ts";
import { hash, judge, recordDeps } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const at = "2026-11-10T12:00:00.000Z";
const order = shopifyOrder({ id: 1, admin_graphql_api_id: null, customer: null });
/** The file says no for the address that the webhook's order has. */
const row: OrderRow = {
  line: 2,
  customerId: "x0",
  email: "ann@example.com",
  order: factsOf({ source: "csv", orderId: "c0", orderedAt: at, updatedAt: at }),
  profile: { updatedAt: at, email: "ann@example.com" },
  consent: { state: "denied", basis: "explicit", at, source: "csv" },
};

/** An import whose every write is counted: a webhook comes before one of them, and the power goes at another. */
const importOvertaken = async ({ webhookAt, killedAt }: { webhookAt: number; killedAt: number }) => {
  const world = recordingWorld();
  let writes = 0;
  const beforeWrite = async () => {
    const write = writes++;
    if (write === webhookAt) await world.deliver("shopify", "orders/updated", order, "2026-11-19T20:00:00.000Z");
    if (write === killedAt) throw new Error("killed");
  };
  const { store } = world;
  const deps = { ...store, ...recordDeps(store) };
  const writing = writeCustomers(groupRows([row], hash, judge), {
    ...deps,
    putOrders: (orders) => beforeWrite().then(() => deps.putOrders(orders)),
    putEvidence: (rows) => beforeWrite().then(() => deps.putEvidence(rows)),
    saveIdentity: (...given) => beforeWrite().then(() => deps.saveIdentity(...given)),
    saveHolder: (...given) => beforeWrite().then(() => deps.saveHolder(...given)),
    replaceOrder: (...given) => beforeWrite().then(() => deps.replaceOrder(...given)),
    saveCustomer: (...given) => beforeWrite().then(() => deps.saveCustomer(...given)),
  });
  const ended = await writing.then(
    () => true,
    () => false,
  );
  return { world, ended, writes };
};

describe("a webhook that brings an address between two writes of an import that then dies for good", () => {
  const places = Array.from({ length: 12 }, (_, webhookAt) => ({ webhookAt }));
  test.each(places)("leaves no refusal unheard by whoever is mailed there: before write $webhookAt", async (given) => {
    const whole = await importOvertaken({ ...given, killedAt: Number.POSITIVE_INFINITY });
    for (let killedAt = given.webhookAt; killedAt < whole.writes; killedAt++) {
      const { world } = await importOvertaken({ ...given, killedAt });
      const isDenied = ({ consents, emailKey }: Customer) => consentFor(consents, emailKey).state === "denied";
      const isTold = [...world.store.rows.holders.values()].some(({ consents }) => consents.denied !== undefined);
      const mailed = [...(await whoTheyAre([...world.store.rows.customers.keys()], world.deps)).values()];
      if (isTold) expect(mailed.filter((one) => !isDenied(one))).toEqual([]);
    }
    expect(whole.ended).toBe(true);
    expect([...whole.world.store.rows.customers.values()].filter(isSomebody)).toHaveLength(1);
  });
});
