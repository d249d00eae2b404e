import { createBucket, createQueue, createTable, queueArn, queueUrl } from "../../infra/local/create-resources.ts";
import { startEngine } from "../../infra/local/engines/start-engine.ts";
import { clientEnvironment } from "../../infra/local/place.ts";

/** The five tables with their keys (design 3.2); `test/infra` holds the template to the same keys. */
export const tableKeys = {
  CUSTOMERS_TABLE: ["customerId"],
  ORDERS_TABLE: ["orderKey"],
  IDENTITIES_TABLE: ["identity"],
  MESSAGES_TABLE: ["emailKey", "messageKey"],
  SUPPRESSIONS_TABLE: ["emailKey"],
} as const;

const tables = {
  CUSTOMERS_TABLE: "Customers",
  ORDERS_TABLE: "Orders",
  IDENTITIES_TABLE: "Identities",
  MESSAGES_TABLE: "Messages",
  SUPPRESSIONS_TABLE: "Suppressions",
} as const;
const buckets = { DATA_BUCKET: "rouse-data", MARKETING_BUCKET: "rouse-marketing" } as const;

const definition = ([hash, range]: readonly string[]) => {
  const keys = [
    { AttributeName: hash, KeyType: "HASH" },
    ...(range ? [{ AttributeName: range, KeyType: "RANGE" }] : []),
  ];
  return {
    KeySchema: keys,
    AttributeDefinitions: keys.map(({ AttributeName }) => ({ AttributeName, AttributeType: "S" })),
  };
};

/** Sets variables in this process and answers how to set them back. */
const setEnvironment = (variables: Readonly<Record<string, string>>) => {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
};

/**
 * Starts real engines with empty tables, buckets and an orders queue with its dead-letter queue, all in memory,
 * for the contract tests of adapters. Until `stop`, this process's environment leads SDK clients to them:
 * make clients after `startEngines`, without an endpoint of their own.
 */
export const startEngines = async () => {
  const [dynamo, fauxqs] = await Promise.all([startEngine("dynamo"), startEngine("fauxqs")]);
  const endpoints = { dynamodb: dynamo.url, s3: fauxqs.url, sqs: fauxqs.url, sns: fauxqs.url };
  await Promise.all([
    createTable(endpoints, tables.CUSTOMERS_TABLE, definition(tableKeys.CUSTOMERS_TABLE)),
    createTable(endpoints, tables.ORDERS_TABLE, definition(tableKeys.ORDERS_TABLE)),
    createTable(endpoints, tables.IDENTITIES_TABLE, definition(tableKeys.IDENTITIES_TABLE)),
    createTable(endpoints, tables.MESSAGES_TABLE, definition(tableKeys.MESSAGES_TABLE)),
    createTable(endpoints, tables.SUPPRESSIONS_TABLE, definition(tableKeys.SUPPRESSIONS_TABLE)),
    createBucket(endpoints, buckets.DATA_BUCKET),
    createBucket(endpoints, buckets.MARKETING_BUCKET),
  ]);
  await createQueue(endpoints, "OrdersDeadLetters", {});
  await createQueue(endpoints, "Orders", {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("OrdersDeadLetters"), maxReceiveCount: 3 }),
  });
  const queues = {
    ORDERS_QUEUE_URL: queueUrl(endpoints, "Orders"),
    ORDERS_DEAD_LETTERS_URL: queueUrl(endpoints, "OrdersDeadLetters"),
  };
  const environment = clientEnvironment(endpoints);
  const restore = setEnvironment(environment);
  return {
    endpoints,
    /** `AWS_ENDPOINT_URL_*`, region and credentials. */
    environment,
    tables,
    buckets,
    queues,
    stop: async () => {
      restore();
      await Promise.all([dynamo.stop(), fauxqs.stop()]);
    },
  };
};
export type TestEngines = Awaited<ReturnType<typeof startEngines>>;
