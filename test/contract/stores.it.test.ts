import { afterAll, beforeAll, describe } from "vitest";
import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { fakeFiles } from "../support/fake-files.ts";
import { fakeStore } from "../support/fake-store.ts";
import { customersContract, evidenceContract, filesContract, ordersContract } from "../support/store-contracts.ts";

describe("in-memory stores", () => {
  customersContract(() => fakeStore());
  ordersContract(() => fakeStore());
  evidenceContract(() => fakeStore());
  filesContract(() => fakeFiles());
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
  filesContract(() => s3FileStore(createS3Client(), engines.buckets.DATA_BUCKET));
});
