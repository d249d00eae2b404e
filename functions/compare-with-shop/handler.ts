import { setTimeout as sleep } from "node:timers/promises";
import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { askShop } from "../../shared/adapters/ask-shop.ts";
import {
  createDynamoClient,
  createS3Client,
  createSecretsClient,
  createSqsClient,
} from "../../shared/adapters/aws-clients.ts";
import { dynamoErasures } from "../../shared/adapters/dynamo-erasures.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { keyedHash } from "../../shared/adapters/keyed-hash.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { proveKeys } from "../../shared/adapters/prove-keys.ts";
import { secretKeys, secretSigningSecrets } from "../../shared/adapters/read-secrets.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { sqsEnqueue } from "../../shared/adapters/sqs-intake-queue.ts";
import { differingShare, type SourceComparison } from "../../shared/model/comparison.ts";
import { comparisonMetrics } from "../../shared/model/comparison-metrics.ts";
import { environments } from "../../shared/model/environment.ts";
import { type NightRun, runInputSchema } from "../../shared/model/night.ts";
import type { ComparedSource } from "../../shared/model/order.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger, metrics } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { task } from "../../shared/runtime/task.ts";
import { compareWithShop } from "./compare-with-shop.ts";

/** Alarms stand on the metrics, and the report names the orders. */
const reportComparison = (found: SourceComparison, { settings }: NightRun): void => {
  const { source, ended, read, queued, erased, differing } = found;
  const share = differingShare(found);
  const isOver = share > settings.comparison.alarmShare;
  const level = ended !== undefined || isOver ? "warn" : "info";
  logger()[level]("orders were compared with the shop", { source, ended, read, queued, erased, differing, share });
  if (isOver) metrics().addMetric(comparisonMetrics.differ, MetricUnit.Count, 1);
  if (ended !== undefined) metrics().addMetric(comparisonMetrics.notCompared, MetricUnit.Count, 1);
};

/** Its message may repeat what a service said; its name is all that an operator needs to find the cause. */
const reportFailure = (source: ComparedSource, error: unknown): void => {
  logger().error("orders could not be compared with the shop", {
    source,
    error_name: error instanceof Error ? error.name : "unknown",
  });
};

const deps = once(async () => {
  const env = readEnvironment(environments["compare-with-shop"]);
  const [dynamo, secrets] = [createDynamoClient(), createSecretsClient()];
  const data = s3FileStore(createS3Client(), env.DATA_BUCKET);
  // By other keys no erasure is found: bodies of who was erased would be put away again.
  const prove = proveKeys(dynamo, env.SUPPRESSIONS_TABLE);
  const { identityKey } = await secretKeys(secrets, env.KEYS_SECRET_ARN, prove)();
  return {
    ...nightFiles(data),
    data,
    readOrders: dynamoOrders(dynamo, env.ORDERS_TABLE).readOrders,
    readErasures: dynamoErasures(dynamo, env.IDENTITIES_TABLE).readErasures,
    readSecrets: secretSigningSecrets(secrets, env.SOURCE_SECRETS),
    enqueue: sqsEnqueue(createSqsClient(), env.ORDERS_QUEUE_URL),
    hash: (text: string) => keyedHash(text, identityKey),
    ask: askShop,
    now,
    pause: async (ms: number) => {
      await sleep(ms);
    },
    reportComparison,
    reportFailure,
  };
});

export const handler = task(runInputSchema, async (input) => {
  const tally = await compareWithShop(input, await deps());
  logger().info("night compared", { ...tally });
  return tally;
});
