import { afterAll, beforeAll, expect, test } from "vitest";
import { openReport } from "../../functions/open-report/open-report.ts";
import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { presignFile } from "../../shared/adapters/presign-file.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { signReport } from "../../shared/marketing/report-token.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { smallShop } from "../support/night-shop.ts";
import { holdNight, nightKeys, nightWorld, receivedFiles } from "../support/night-world.ts";
import { theseAmong } from "../support/these-among.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const shop = smallShop(400, asOf);
const prefix = `nightly/dt=${asOf}/`;

let engines: TestEngines;
let marketing: FileStore;
let world: ReturnType<typeof nightWorld>;

beforeAll(async () => {
  engines = await startEngines();
  const s3 = createS3Client();
  const customers = dynamoCustomers(createDynamoClient(), engines.tables.CUSTOMERS_TABLE);
  await customers.putCustomers(shop);
  marketing = s3FileStore(s3, engines.buckets.MARKETING_BUCKET);
  const replace = {
    ...nightFiles(s3FileStore(s3, engines.buckets.DATA_BUCKET)),
    ...publishedFiles(marketing),
    ...customers,
    whoTheyAre: theseAmong(shop),
  };
  world = nightWorld({ customers: [], replace });
});
afterAll(() => engines.stop());

test("two nights over DynamoDB and S3 give the same bytes as over stores in memory", async () => {
  const inMemory = nightWorld({ customers: shop });
  for (const night of [world, inMemory]) {
    await holdNight(night, { at: "2026-11-20T03:30:00.000Z" });
    await holdNight(night, { at });
  }
  const expected = receivedFiles(inMemory, asOf);
  for (const [path, content] of expected) {
    const stored = Buffer.from((await marketing.read(prefix + path)) ?? "");
    const text = stored.toString(path.endsWith(".parquet") ? "base64" : "utf8").replace(/"runId": ".*"/, "");
    expect([path, text]).toEqual([path, content]);
  }
  const stored: string[] = [];
  for await (const key of marketing.list(prefix)) stored.push(key.slice(prefix.length));
  expect(stored).toEqual([...expected.keys()].sort());
});

test("every shard scans its own part of the customers, and all of them together the whole", async () => {
  const seen: string[] = [];
  for (const segment of [0, 1, 2]) {
    for await (const page of world.deps.scanCustomers(segment, 3)) seen.push(...page.map((c) => c.customerId));
  }
  expect(seen.sort()).toEqual(shop.map((customer) => customer.customerId).sort());
});

test("the link of a notice leads to the report itself, and from there to the files it names", async () => {
  const token = signReport({ asOf, expiresAt: Date.parse(at) / 1000 + 60 }, nightKeys.linkKey);
  const deps = {
    readKeys: async () => nightKeys,
    now: () => at,
    hasFile: async (key: string) => (await marketing.read(key)) !== undefined,
    readText: async (key: string) => Buffer.from((await marketing.read(key)) ?? "").toString("utf8"),
    presign: presignFile(createS3Client(), engines.buckets.MARKETING_BUCKET),
  };
  const report = await openReport({ token, file: "report.html" }, deps);
  expect(report.body).toContain("<!doctype html>");
  const [, path = ""] = /<a href="(segments\/[^"]+)"/.exec(report.body) ?? [];
  const { location = "" } = (await openReport({ token, file: path }, deps)).headers;
  const response = await fetch(location);
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
});
