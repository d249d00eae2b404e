import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LOCK } from "../../cli/import/import-lock.ts";
import { refuseUnlessFirst } from "../../cli/import/refuse-unless-first.ts";
import { createDynamoClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { tablesHoldNothing } from "../../shared/adapters/dynamo-emptiness.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { recordNews } from "../../shared/recording/record-news.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { hash, recordDeps, settings } from "../support/recording-deps.ts";

type Asked = { recording?: "held" | "on"; inFlight?: number; changing?: boolean };

describe("a first history", () => {
  let engines: TestEngines;
  beforeEach(async () => {
    engines = await startEngines();
  });
  afterEach(() => engines.stop());

  const storesOf = ({ tables }: TestEngines) => ({
    ...dynamoCustomers(createDynamoClient(), tables.CUSTOMERS_TABLE),
    ...dynamoOrders(createDynamoClient(), tables.ORDERS_TABLE),
    ...dynamoEvidence(createDynamoClient(), tables.IDENTITIES_TABLE),
  });
  const ask = (again: boolean, { recording = "held", inFlight = 0, changing = false }: Asked = {}) => {
    const { CUSTOMERS_TABLE, ORDERS_TABLE, IDENTITIES_TABLE } = engines.tables;
    const outputs = {
      CustomersTable: CUSTOMERS_TABLE,
      OrdersTable: ORDERS_TABLE,
      IdentitiesTable: IDENTITIES_TABLE,
    };
    return refuseUnlessFirst(
      { again },
      {
        readSettings: async () => settings({ intake: { recording } }),
        isChanging: async () => changing,
        countInFlight: async () => inFlight,
        holdsNothing: () => tablesHoldNothing(createDynamoClient(), outputs, [LOCK]),
      },
    );
  };

  it("may begin in tables that hold the lock of imports alone", async () => {
    await ask(false);
    const { saveIdentity } = storesOf(engines);
    await saveIdentity({ identity: LOCK, version: 0, holders: ["me"] });
    await ask(false);
  });

  it("is refused beside a refund that was told before its order, which it would write over", async () => {
    const stores = storesOf(engines);
    const at = "2026-11-20T09:00:00.000Z";
    const orderKey = "shopify#1";
    const told = { orderKey, news: { separateRefunds: { r1: 500 } } };
    await recordNews({ names: ["order:shopify#1"], at, tellings: [], orders: [told] }, recordDeps(stores));
    await expect(ask(false)).rejects.toThrow("for tables that hold nobody yet");
  });

  it("is refused beside a note of somebody who was erased, whom it would bring back", async () => {
    const { noteErasures } = storesOf(engines);
    await noteErasures([hash("erased email:k")], { at: "2026-11-20T09:00:00.000Z", finished: true });
    await expect(ask(false)).rejects.toThrow("nor note of anybody who was erased");
  });

  it.each([false, true])(
    "is refused once recording is on, and while a worker is at webhooks (begun before: %s)",
    async (again) => {
      await expect(ask(again, { recording: "on" })).rejects.toThrow("Set intake.recording to held");
      await expect(ask(again, { inFlight: 1 })).rejects.toThrow("A worker may still be at webhooks");
      await expect(ask(again, { changing: true })).rejects.toThrow("The stack is being deployed");
    },
  );

  it("finds its own rows where it was broken off, and goes on", async () => {
    const { noteErasures } = storesOf(engines);
    await noteErasures([hash("erased email:k")], { at: "2026-11-20T09:00:00.000Z", finished: true });
    await ask(true);
  });
});
