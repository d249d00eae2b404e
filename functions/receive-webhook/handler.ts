import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { askApi } from "../../shared/adapters/ask-api.ts";
import { createS3Client, createSecretsClient, createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { withPublishedKeys } from "../../shared/adapters/published-keys.ts";
import { postedTo, secretSigningSecrets } from "../../shared/adapters/read-secrets.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { sqsEnqueue } from "../../shared/adapters/sqs-intake-queue.ts";
import { environments } from "../../shared/model/environment.ts";
import { webhookMetrics } from "../../shared/model/webhook-metrics.ts";
import { http } from "../../shared/runtime/http.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger, metrics } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { readBundledSettings } from "../../shared/runtime/read-settings.ts";
import { receiveWebhook, type WebhookAnswer } from "./receive-webhook.ts";
import { registerShop } from "./register-shop.ts";

const asJson = { "content-type": "application/json" };

/** A sender waits. */
const KEYS_TIMEOUT_MS = 3_000;

const deps = once(async () => {
  const env = readEnvironment(environments["receive-webhook"]);
  return {
    readSigningSecrets: withPublishedKeys(
      postedTo(env.WEBHOOKS_URL, secretSigningSecrets(createSecretsClient(), env.SOURCE_SECRETS)),
      askApi(KEYS_TIMEOUT_MS),
    ),
    data: s3FileStore(createS3Client(), env.DATA_BUCKET),
    enqueue: sqsEnqueue(createSqsClient(), env.ORDERS_QUEUE_URL),
    settings: await readBundledSettings(),
  };
});

/** Nothing of a source that is not set up: strangers try every door. */
const count = (source: string, { status, reason }: WebhookAnswer): void => {
  if (reason === "unknown-source") return;
  if (status !== 200) {
    metrics().addMetric(webhookMetrics.refused, MetricUnit.Count, 1);
    return;
  }
  const bySource = metrics().singleMetric();
  bySource.addDimension(webhookMetrics.sourceDimension, source);
  bySource.addMetric(webhookMetrics.accepted, MetricUnit.Count, 1);
};

export const handler = http(async ({ method, query, pathParameters, headers, body }) => {
  const source = pathParameters.source ?? "";
  if (method === "GET") {
    const asked = { source, query, headers, receivedAt: now() };
    const answer = await registerShop(asked, (await deps()).readSigningSecrets);
    logger().info("a shop asked to register", { source, status: answer.status });
    return { ...answer, headers: asJson };
  }
  const answer = await receiveWebhook({ source, headers, body, receivedAt: now() }, await deps());
  count(source, answer);
  // What was queued stands in the API's access log already; only what was not is worth a line of our own.
  const level = answer.reason === "queued" ? "debug" : "info";
  logger()[level]("a webhook was answered", { source, status: answer.status, reason: answer.reason });
  return { status: answer.status, body: answer.message, ...(answer.isJson && { headers: asJson }) };
});
