import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import type { NightPlan } from "../../shared/night/plan-night.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { smallShop } from "../support/night-shop.ts";
import { nightWorld, stepsOf } from "../support/night-world.ts";

export type Cost = { seconds: number; cpuSeconds: number };
/** Highest memory of a fresh process that worked on one shard of so many customers. */
export type ShardPeak = { name: string; size: number; megabytes: number };
export type NightBench = {
  customers: number;
  shards: number;
  rawScan: Cost;
  night: Cost;
  states: Readonly<Record<string, Cost>>;
  peaks: readonly ShardPeak[];
};

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const SHARDS_AT_A_TIME = 20;
const CUSTOMERS_PER_BATCH = 2_000;
/** The night's own size, and one half and five times of it. */
const SHARD_SIZES = [10_000, 20_000, 100_000];

/** A first night, when every customer's scores are new, beside a raw scan of the same table through the same SDK. */
export const benchNight = async (customers = 100_000): Promise<NightBench> => {
  const engines = await startEngines();
  try {
    const dynamo = createDynamoClient();
    await fill(dynamo, engines.tables.CUSTOMERS_TABLE, customers);
    const world = engineWorld(dynamo, engines);
    const plan = await world.plan({ at });
    const rawScan = await measured(() =>
      scanRaw(new DynamoDBClient({}), engines.tables.CUSTOMERS_TABLE, plan.shards.length),
    );
    const states = await runStates(world, plan);
    const night = sumOf(Object.values(states));
    const peaks = await workerMemory(world, plan.runId, engines);
    return { customers, shards: plan.shards.length, rawScan, night, states, peaks };
  } finally {
    await engines.stop();
  }
};

const fill = async (dynamo: DynamoDBClient, table: string, customers: number): Promise<void> => {
  const { putCustomers } = dynamoCustomers(dynamo, table);
  const shop = smallShop(customers, asOf);
  for (let start = 0; start < shop.length; start += CUSTOMERS_PER_BATCH) {
    await putCustomers(shop.slice(start, start + CUSTOMERS_PER_BATCH));
  }
};

/** The night's states over the real adapters; mail stays off, as a new shop's settings have it. */
const engineWorld = (dynamo: DynamoDBClient, { tables, buckets }: TestEngines) => {
  const s3 = createS3Client();
  const stores = {
    ...nightFiles(s3FileStore(s3, buckets.DATA_BUCKET)),
    ...publishedFiles(s3FileStore(s3, buckets.MARKETING_BUCKET)),
    ...dynamoCustomers(dynamo, tables.CUSTOMERS_TABLE),
  };
  return nightWorld({ customers: [], replace: stores });
};

const scanRaw = async (client: DynamoDBClient, TableName: string, segments: number): Promise<void> => {
  await Promise.all(
    Array.from({ length: segments }, async (_, Segment) => {
      for await (const page of paginateScan({ client }, { TableName, Segment, TotalSegments: segments }))
        void page.Count;
    }),
  );
};

/** Tasks of the same state run side by side, as the state machine runs them. */
const runStates = async (world: ReturnType<typeof engineWorld>, plan: NightPlan) => {
  const states: Record<string, Cost> = {};
  const steps = Map.groupBy(stepsOf(world, plan), ({ name }) => name.split(" ")[0] ?? name);
  for (const [state, tasks] of steps) {
    states[state] = await measured(async () => {
      for (let start = 0; start < tasks.length; start += SHARDS_AT_A_TIME) {
        await Promise.all(tasks.slice(start, start + SHARDS_AT_A_TIME).map((task) => task.run()));
      }
    });
  }
  return states;
};

/** Runs one shard of each size in a fresh process, and asks how much memory it came to. */
const workerMemory = async (world: ReturnType<typeof engineWorld>, runId: string, engines: TestEngines) => {
  const { tables, buckets, environment } = engines;
  const env = { ...process.env, ...environment, ...tables, ...buckets, POWERTOOLS_TRACE_ENABLED: "false" };
  const night = await world.deps.readRun(runId);
  const model = await world.deps.readModel(runId);
  const peaks: ShardPeak[] = [];
  for (const [place, size] of SHARD_SIZES.entries()) {
    const attempt = night.attempt + 1 + place;
    const run = { ...night, attempt, runId: `${asOf}-${attempt}`, shards: Math.ceil(night.customersCounted / size) };
    await world.deps.saveRun(run);
    await world.deps.saveModel(run.runId, model);
    for (const name of ["summarise-shard", "score-shard"]) {
      const script = new URL("./night-worker.ts", import.meta.url).pathname;
      const { stdout } = await promisify(execFile)(process.execPath, [script, name, run.runId, "0"], { env });
      peaks.push({ name, size, megabytes: Number(stdout.trim().split("\n").at(-1)) });
    }
  }
  return peaks;
};

/** Engines are threads of this process, so that their work counts in CPU seconds too. */
const measured = async (work: () => Promise<unknown>): Promise<Cost> => {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
};

const sumOf = (costs: readonly Cost[]): Cost => ({
  seconds: costs.reduce((sum, cost) => sum + cost.seconds, 0),
  cpuSeconds: costs.reduce((sum, cost) => sum + cost.cpuSeconds, 0),
});

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { customers, shards, rawScan, night, states, peaks } = await benchNight(Number(process.argv[2] ?? 100_000));
  const show = ({ seconds, cpuSeconds }: Cost) =>
    `${seconds.toFixed(2).padStart(7)} s ${cpuSeconds.toFixed(2).padStart(7)} CPU s`;
  console.log(`a first night for ${customers} customers in ${shards} shards`);
  console.log(`${show(rawScan)}  raw scan`);
  console.log(`${show(night)}  night: ${(night.seconds / rawScan.seconds).toFixed(2)} times the scan`);
  for (const [state, cost] of Object.entries(states)) console.log(`${show(cost)}    ${state}`);
  for (const { name, size, megabytes } of peaks) {
    console.log(`${String(megabytes).padStart(7)} MB at most: ${name}, a shard of ${size} customers`);
  }
}
