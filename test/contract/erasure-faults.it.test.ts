import { paginateScan } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import type { ActOnIntakeDeps } from "../../functions/act-on-intake/act-on-intake.ts";
import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { sweepNotes } from "../../shared/adapters/sweep-files.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { clockOf, historyOf, historyOfWaiting, lateClock, newOrders, ordersAmong } from "../support/erasure-history.ts";
import { FaultSchedule, seedsOf } from "../support/fault-schedule.ts";
import { deliverUnderFaults } from "../support/intake-under-faults.ts";
import { recordDeps } from "../support/recording-deps.ts";

const connect = ({ tables, buckets }: TestEngines) => {
  const [dynamo, s3] = [createDynamoClient(), createS3Client()];
  const [data, marketing] = [s3FileStore(s3, buckets.DATA_BUCKET), s3FileStore(s3, buckets.MARKETING_BUCKET)];
  const parked: string[] = [];
  const stores = {
    ...dynamoCustomers(dynamo, tables.CUSTOMERS_TABLE),
    ...dynamoOrders(dynamo, tables.ORDERS_TABLE),
    ...dynamoEvidence(dynamo, tables.IDENTITIES_TABLE),
    ...dynamoMessages(dynamo, tables.MESSAGES_TABLE),
    ...dynamoSuppressions(dynamo, tables.SUPPRESSIONS_TABLE),
    ...sweepNotes(data),
    data,
  };
  const deps: Omit<ActOnIntakeDeps, "now"> = {
    ...recordDeps(stores),
    ...stores,
    park: async (message) => {
      parked.push(message);
    },
    lookAgain: async () => {},
    enqueue: async () => {},
    fetchOrder: async () => ({ refusal: "no-token" }),
    tellNotReached: () => {},
  };
  const rowsOf = async (TableName: string): Promise<string[]> => {
    const rows: string[] = [];
    for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName }))
      rows.push(...Items.map((item) => JSON.stringify(item)));
    return rows;
  };
  /** Every row and every object, keys included. */
  const everything = async (): Promise<string> => {
    const all = [...parked];
    for (const table of Object.values(tables)) all.push(...(await rowsOf(table)));
    for (const files of [data, marketing]) {
      for await (const key of files.list(""))
        all.push(`${key}\n${Buffer.from((await files.read(key)) ?? []).toString("utf8")}`);
    }
    return all.join("\n");
  };
  return { deps, everything, orders: () => rowsOf(tables.ORDERS_TABLE) };
};

describe("erasure under faults, on real engines", () => {
  it("leaves nothing of the person and loses no order of after it, whoever died over what", async () => {
    for (const seed of seedsOf(5)) {
      const engines = await startEngines();
      try {
        const schedule = new FaultSchedule(seed, { crashes: 10, crashShare: 0.03 });
        const history = historyOf(schedule);
        const { deps, everything, orders } = connect(engines);
        const { now, onBegin } = clockOf();
        await deliverUnderFaults(history.all, { ...deps, now }, schedule, { onBegin });
        const kept = await everything();
        expect({ seed, left: history.gone.filter((trace) => kept.includes(trace)) }).toEqual({ seed, left: [] });
        const rows = (await orders()).join("\n");
        const lost = newOrders.filter((id) => !rows.includes(`"shopify#${id}"`));
        expect({ seed, lost }).toEqual({ seed, lost: [] });
      } finally {
        await engines.stop();
      }
    }
  });

  it("carried out days after it was asked for leaves the orders that came since, and nothing of before", async () => {
    for (const seed of seedsOf(4)) {
      const engines = await startEngines();
      try {
        const schedule = new FaultSchedule(seed, { crashes: 8, crashShare: 0.03 });
        const { all, gone, stays } = historyOfWaiting(schedule);
        const { deps, everything, orders } = connect(engines);
        await deliverUnderFaults(all, { ...deps, now: lateClock() }, schedule);
        const kept = await everything();
        expect({ seed, left: gone.filter((trace) => kept.includes(trace)) }).toEqual({ seed, left: [] });
        const rows = (await orders()).join("\n");
        const lost = ordersAmong(stays).filter((id) => !rows.includes(`"shopify#${id}"`));
        expect({ seed, lost }).toEqual({ seed, lost: [] });
      } finally {
        await engines.stop();
      }
    }
  });
});
