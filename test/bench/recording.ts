import { pathToFileURL } from "node:url";
import { createDynamoClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { slices } from "../../shared/model/in-parallel.ts";
import type { News } from "../../shared/recording/news.ts";
import { newsOfIntent } from "../../shared/recording/news-of-intent.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { recordNews } from "../../shared/recording/record-news.ts";
import { startEngines } from "../support/engines.ts";
import { factsOf } from "../support/order-facts.ts";
import { hash, recordDeps } from "../support/recording-deps.ts";

const EVENTS = 40;
const IN_ONE_NEWS = 500;
const ORDERS_A_DAY = 10;

const orderOf = (customerId: string, index: number, minute = 0): News => {
  const day = Date.UTC(2020, 0, 1 + Math.floor(index / ORDERS_A_DAY), 15);
  const orderedAt = new Date(day).toISOString();
  return newsOfIntent(
    {
      kind: "order",
      person: {
        source: "shopify",
        customerId,
        emails: [`c${customerId}@example.com`],
        phones: [],
        profile: { email: `c${customerId}@example.com`, firstName: "Ann" },
      },
      facts: factsOf({
        orderId: `${customerId}-${index}`,
        orderedAt,
        updatedAt: new Date(day + minute * 60_000).toISOString(),
        totalMinor: 1_000 + minute,
      }),
    },
    `archive/shopify/2026-01-01/${customerId}-${index}-${minute}.json`,
    hash,
  );
};

/** Orders of one customer as one event tells them, as an import does. */
const fill = async (customerId: string, orders: number, deps: RecordDeps): Promise<void> => {
  const indexes = Array.from({ length: orders }, (_, index) => index);
  for (const some of slices(indexes, IN_ONE_NEWS)) {
    const all = some.map((index) => orderOf(customerId, index));
    const [first] = all;
    if (first) await recordNews({ ...first, orders: all.flatMap((news) => news.orders ?? []) }, deps);
  }
};

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const timed = async (news: readonly News[], deps: RecordDeps): Promise<number> => {
  const times: number[] = [];
  for (const one of news) {
    const from = performance.now();
    await recordNews(one, deps);
    times.push(performance.now() - from);
  }
  return median(times);
};

const show = (what: string, ms: number): void => console.log(`${what.padEnd(58)} ${ms.toFixed(1).padStart(7)} ms`);

/** One event of a customer with few orders and with many, and of an order with few states and with many: medians. */
export const benchRecording = async (orders = 20_000, updates = 10_000): Promise<void> => {
  const engines = await startEngines();
  try {
    const client = createDynamoClient();
    const { tables } = engines;
    const customers = dynamoCustomers(client, tables.CUSTOMERS_TABLE);
    const deps = recordDeps({
      ...customers,
      ...dynamoOrders(client, tables.ORDERS_TABLE),
      ...dynamoEvidence(client, tables.IDENTITIES_TABLE),
    });
    const events = (customerId: string, from: number) =>
      Array.from({ length: EVENTS }, (_, at) => orderOf(customerId, from + at * ORDERS_A_DAY));
    await timed(events("warm", 1), deps);
    await fill("few", 4, deps);
    const few = await timed(events("few", 4), deps);
    show("an order of a customer with 4 orders", few);
    await fill("many", orders, deps);
    const many = await timed(events("many", orders), deps);
    show(`an order of a customer with ${orders.toLocaleString("en-US")} orders`, many);
    console.log(`beside each other: ${(many / few).toFixed(1)} (target: below 50 ms)`);
    const states = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => orderOf("updated", 0, from + at));
    const first = await timed(states(0, EVENTS), deps);
    await timed(states(EVENTS, Math.max(updates - 2 * EVENTS, 0)), deps);
    const last = await timed(states(updates - EVENTS, EVENTS), deps);
    show("a state of an order that has few", first);
    show(`a state of an order that had ${updates.toLocaleString("en-US")}`, last);
    console.log(`beside each other: ${(last / first).toFixed(1)}`);
  } finally {
    await engines.stop();
  }
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await benchRecording(Number(process.argv[2] ?? 20_000), Number(process.argv[3] ?? 10_000));
}
