import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { BINS, createCustomerSpool, joinBin, spooledCustomers } from "../../shared/adapters/customer-spool.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { folderFiles } from "../../shared/adapters/folder-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import type { Customer, ScannedCustomer } from "../../shared/model/customer.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { fakeFiles } from "../support/fake-files.ts";
import { fakeStore } from "../support/fake-store.ts";
import { heldContract } from "../support/held-contract.ts";
import { postDueContract } from "../support/post-due-contract.ts";
import { customersContract, evidenceContract, filesContract, ordersContract } from "../support/store-contracts.ts";

const spooled = (customerId: string): Customer => ({
  customerId,
  version: 1,
  identities: [customerId],
  profile: { email: "ann@example.com" },
  consents: { granted: {} },
  days: Uint8Array.from([1, 2, 3]),
  sources: ["csv"],
  holders: [],
});

const idsIn = async (pages: AsyncIterable<readonly ScannedCustomer[]>): Promise<string[]> => {
  const ids: string[] = [];
  for await (const page of pages) ids.push(...page.map(({ customerId }) => customerId));
  return ids;
};

describe("in-memory stores", () => {
  const files = fakeFiles();
  heldContract(() => files);
  postDueContract(() => files);
  customersContract(() => fakeStore());
  ordersContract(() => fakeStore());
  evidenceContract(() => fakeStore());
  filesContract(
    () => fakeFiles(),
    () => fakeFiles(),
  );
});

describe("plain files of one process", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  filesContract(
    () => folderFiles(join(folder, "files")),
    () => folderFiles(join(folder, "others")),
  );
  heldContract(() => folderFiles(join(folder, "held")));
  postDueContract(() => folderFiles(join(folder, "post")));
});

describe("DynamoDB and S3 stores on real engines", () => {
  let engines: TestEngines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());
  customersContract(() => dynamoCustomers(createDynamoClient(), engines.tables.CUSTOMERS_TABLE));
  ordersContract(() => dynamoOrders(createDynamoClient(), engines.tables.ORDERS_TABLE));
  evidenceContract(() => dynamoEvidence(createDynamoClient(), engines.tables.IDENTITIES_TABLE));
  filesContract(
    () => s3FileStore(createS3Client(), engines.buckets.DATA_BUCKET),
    () => s3FileStore(createS3Client(), engines.buckets.MARKETING_BUCKET),
  );
  heldContract(() => s3FileStore(createS3Client(), engines.buckets.DATA_BUCKET));
  postDueContract(() => s3FileStore(createS3Client(), engines.buckets.DATA_BUCKET));

  it("S3 says when an object was written, not later than now and not long before it was", async () => {
    const files = s3FileStore(createS3Client(), engines.buckets.DATA_BUCKET);
    const before = Date.now();
    await files.write("w/x", "written");
    const writtenAt = Date.parse((await files.measure("w/x"))?.writtenAt ?? "");
    // Of whole seconds.
    expect(writtenAt).toBeGreaterThan(before - 2_000);
    expect(writtenAt).toBeLessThanOrEqual(Date.now());
  });
});

describe("a spool of customers", () => {
  let engines: TestEngines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());

  it("is scanned in the table's own order, by the table's own segments, and counted alike", async () => {
    const table = dynamoCustomers(createDynamoClient(), engines.tables.CUSTOMERS_TABLE);
    const folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    try {
      const customers = Array.from({ length: 700 }, (_, at) => spooled(at % 3 === 0 ? `email:k${at}` : `C-${at} é`));
      const writers = [createCustomerSpool(folder, 0), createCustomerSpool(folder, 1)];
      for (const [at, customer] of customers.entries()) writers[at % 2]?.put([{ customer, orders: [] }]);
      for (const writer of writers) writer.flush();
      for (let bin = 0; bin < BINS; bin++) joinBin(folder, bin);
      await table.putCustomers(customers);
      const spool = spooledCustomers(folder);
      for (const segments of [1, 2, 3, 7, 50])
        for (let segment = 0; segment < segments; segment++)
          expect(await idsIn(spool.scanCustomers(segment, segments))).toEqual(
            await idsIn(table.scanCustomers(segment, segments)),
          );
      expect(await spool.countCustomers()).toBe(await table.countCustomers());
      const [one] = customers;
      expect(await spool.readCustomers([one?.customerId ?? "", "nobody"])).toEqual(new Map([[one?.customerId, one]]));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
