import { Duration } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { WebhookSource } from "../shared/model/order.ts";
import type { Settings } from "../shared/model/settings.ts";
import { webhookMetrics } from "../shared/model/webhook-metrics.ts";
import { workersOf } from "../shared/model/workers.ts";
import type { Bundles } from "./bundle.ts";
import type { CustomerData } from "./customer-data.ts";
import { queueWithDeadLetters } from "./dead-letter-queue.ts";
import type { Files } from "./files.ts";
import type { Keys } from "./keys.ts";
import { metricsNamespace, RouseFunction } from "./rouse-function.ts";
import type { SourceSecrets } from "./source-secrets.ts";

export type IntakeProps = {
  bundles: Bundles;
  customerData: CustomerData;
  files: Files;
  keys: Keys;
  sourceSecrets: SourceSecrets;
  settings: Settings;
  /** Where sources post to, each under its name, without a trailing slash. */
  webhooksUrl: string;
};

/** Orders take seconds; erasing a person goes through every night's files. */
const workerTimeout = Duration.minutes(5);

/** Orders outlast whatever keeps them from being recorded, a first history among it; and what failed is kept for longer. */
const longest = { retentionPeriod: Duration.days(10) };

/** Webhooks in: verified, archived and queued by one function, recorded from the queue by another. */
export class Intake extends Construct {
  readonly orders: Queue;
  readonly ordersDeadLetters: Queue;
  readonly receive: RouseFunction<"receive-webhook">;
  readonly record: RouseFunction<"act-on-intake">;

  constructor(scope: Construct, id: string, props: IntakeProps) {
    super(scope, id);
    const { queue, deadLetters } = queueWithDeadLetters(this, "Orders", workerTimeout, longest);
    this.orders = queue;
    this.ordersDeadLetters = deadLetters;
    this.receive = this.receiver(props);
    this.record = this.recorder(props);
  }

  /** Webhooks of a source that were taken, by the day. */
  metricAccepted(source: WebhookSource): Metric {
    return this.metric(webhookMetrics.accepted, Duration.days(1), { [webhookMetrics.sourceDimension]: source });
  }

  /** Webhooks of any source that is set up, turned away. */
  metricRefused(): Metric {
    return this.metric(webhookMetrics.refused, Duration.hours(1));
  }

  /** Know how many messages wait, and nothing of what they are. */
  grantCount(grantee: IGrantable) {
    for (const queue of [this.orders, this.ordersDeadLetters]) queue.grant(grantee, "sqs:GetQueueAttributes");
  }

  private metric(metricName: string, period: Duration, dimensions: Readonly<Record<string, string>> = {}) {
    const namespace = metricsNamespace(this);
    const dimensionsMap = { service: "receive-webhook", ...dimensions };
    return new Metric({ namespace, metricName, dimensionsMap, statistic: Stats.SUM, period });
  }

  private receiver({ bundles, files, sourceSecrets, settings, webhooksUrl }: IntakeProps) {
    const receive = new RouseFunction(this, "receive-webhook", {
      bundles,
      description: "Verifies, archives and queues a webhook; nothing else happens before the 2xx",
      environment: {
        DATA_BUCKET: files.data.bucketName,
        ORDERS_QUEUE_URL: this.orders.queueUrl,
        SOURCE_SECRETS: sourceSecrets.arns,
        WEBHOOKS_URL: webhooksUrl,
      },
      // Shopify waits five seconds in all: a cold start needs the CPU that comes with memory.
      memoryMiB: 1024,
      timeout: Duration.seconds(10),
      // Senders wait seconds and the night does not: what it or anybody else takes, this stays.
      reservedConcurrency: workersOf(settings.lambda.concurrency).door,
    });
    files.grantArchive(receive);
    sourceSecrets.grantVerify(receive);
    this.orders.grant(receive, "sqs:SendMessage");
    return receive;
  }

  private recorder({ bundles, customerData, files, keys, sourceSecrets, settings }: IntakeProps) {
    const { intake: maxConcurrency } = workersOf(settings.lambda.concurrency);
    const record = new RouseFunction(this, "act-on-intake", {
      bundles,
      description: "Turns queued webhooks into orders and customer summaries",
      environment: {
        ...customerData.environment,
        DATA_BUCKET: files.data.bucketName,
        ORDERS_QUEUE_URL: this.orders.queueUrl,
        ORDERS_DLQ_URL: this.ordersDeadLetters.queueUrl,
        KEYS_SECRET_ARN: keys.secret.secretArn,
        SOURCE_SECRETS: sourceSecrets.fetchArns,
      },
      memoryMiB: 1769,
      timeout: workerTimeout,
    });
    customerData.grantRecord(record);
    files.grantRecord(record);
    keys.grantRead(record);
    sourceSecrets.grantFetch(record);
    for (const queue of [this.orders, this.ordersDeadLetters]) queue.grant(record, "sqs:SendMessage");
    record.addEventSource(
      // Few workers: two that write to one customer make each other start over.
      new SqsEventSource(this.orders, {
        batchSize: 10,
        maxConcurrency,
        reportBatchItemFailures: true,
        enabled: settings.intake.recording === "on",
      }),
    );
    return record;
  }
}
