import { setTimeout as sleep } from "node:timers/promises";
import { askApi } from "../../shared/adapters/ask-api.ts";
import {
  createDynamoClient,
  createS3Client,
  createSecretsClient,
  createSqsClient,
} from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { keyedHash } from "../../shared/adapters/keyed-hash.ts";
import { proveKeys } from "../../shared/adapters/prove-keys.ts";
import { secretKeys, secretSigningSecrets } from "../../shared/adapters/read-secrets.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { sqsEnqueue, sqsLookAgain, sqsPark } from "../../shared/adapters/sqs-intake-queue.ts";
import { sweepNotes } from "../../shared/adapters/sweep-files.ts";
import { environments } from "../../shared/model/environment.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger } from "../../shared/runtime/powertools.ts";
import { queue } from "../../shared/runtime/queue.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { readBundledSettings } from "../../shared/runtime/read-settings.ts";
import { type ActOnIntakeDeps, actOnIntake } from "./act-on-intake.ts";
import { orderFetcher } from "./fetch-order.ts";

const deps = once(async (): Promise<ActOnIntakeDeps> => {
  const env = readEnvironment(environments["act-on-intake"]);
  const [dynamo, s3, sqs] = [createDynamoClient(), createS3Client(), createSqsClient()];
  const secrets = createSecretsClient();
  const data = s3FileStore(s3, env.DATA_BUCKET);
  const prove = proveKeys(dynamo, env.SUPPRESSIONS_TABLE);
  const { identityKey } = await secretKeys(secrets, env.KEYS_SECRET_ARN, prove)();
  return {
    ...dynamoCustomers(dynamo, env.CUSTOMERS_TABLE),
    ...dynamoOrders(dynamo, env.ORDERS_TABLE),
    ...dynamoEvidence(dynamo, env.IDENTITIES_TABLE),
    ...dynamoMessages(dynamo, env.MESSAGES_TABLE),
    ...dynamoSuppressions(dynamo, env.SUPPRESSIONS_TABLE),
    ...sweepNotes(data),
    data,
    park: sqsPark(sqs, env.ORDERS_DLQ_URL),
    enqueue: sqsEnqueue(sqs, env.ORDERS_QUEUE_URL),
    fetchOrder: orderFetcher(secretSigningSecrets(secrets, env.SOURCE_SECRETS), askApi()),
    lookAgain: sqsLookAgain(sqs, env.ORDERS_QUEUE_URL),
    hash: (text) => keyedHash(text, identityKey),
    settings: await readBundledSettings(),
    now,
    tellNotReached: (notReached) =>
      logger().info("an erasure that begins now does not reach what weak evidence points to", {
        not_reached: notReached,
      }),
    pause: async (attempt) => {
      await sleep(Math.random() * Math.min(2_000, 20 * 2 ** attempt));
    },
  };
});

export const handler = queue(async ({ body, messageId }) => {
  const result = await actOnIntake(body, await deps());
  const { outcome } = result;
  const reason = "reason" in result ? { reason: result.reason } : {};
  if (outcome === "parked") logger().error("a message will never be understood", { message_id: messageId, ...reason });
  else {
    const notReached = "notReached" in result ? { not_reached: result.notReached } : {};
    logger().info("a message was worked on", { message_id: messageId, outcome, ...notReached });
  }
});
