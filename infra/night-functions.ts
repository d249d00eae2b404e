import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { Settings } from "../shared/model/settings.ts";
import type { Bundles } from "./bundle.ts";
import type { CustomerData } from "./customer-data.ts";
import type { Files } from "./files.ts";
import type { Intake } from "./intake.ts";
import type { Keys } from "./keys.ts";
import type { Mail } from "./mail.ts";
import type { NightSteps } from "./night-definition.ts";
import type { OutboxSecrets } from "./outbox-secrets.ts";
import { RouseFunction } from "./rouse-function.ts";
import type { SourceSecrets } from "./source-secrets.ts";

export type NightFunctionsProps = {
  bundles: Bundles;
  customerData: CustomerData;
  files: Files;
  intake: Intake;
  mail: Mail;
  keys: Keys;
  sourceSecrets: SourceSecrets;
  outboxSecrets: OutboxSecrets;
  settings: Settings;
  /** Where links in mail lead, without a trailing slash: the shop's own address, or the API's. */
  publicUrl: string;
};

/** As long as Lambda allows: a night may take its time, and a shard that takes longer is a shard too large. */
const timeout = Duration.minutes(15);

/** The functions of the night, one for each of its states, each with what it needs and no more. */
export class NightFunctions extends Construct {
  readonly steps: NightSteps;

  constructor(scope: Construct, id: string, props: NightFunctionsProps) {
    super(scope, id);
    this.steps = {
      plan: this.plan(props),
      ...(props.settings.comparison.sources.length > 0 && { compare: this.compare(props) }),
      summarise: this.summarise(props),
      fit: this.fit(props),
      score: this.score(props),
      join: this.join(props),
      publish: this.publish(props),
      notify: this.notify(props),
      close: this.close(props),
    };
  }

  private plan({ bundles, customerData, files, intake, mail }: NightFunctionsProps) {
    const plan = new RouseFunction(this, "plan-night", {
      bundles,
      description: "Fixes the as-of day, the shards and the settings of a night",
      environment: {
        CUSTOMERS_TABLE: customerData.customers.tableName,
        MESSAGES_TABLE: customerData.messages.tableName,
        DATA_BUCKET: files.data.bucketName,
        ORDERS_QUEUE_URL: intake.orders.queueUrl,
        ORDERS_DLQ_URL: intake.ordersDeadLetters.queueUrl,
      },
      memoryMiB: 512,
      timeout: Duration.minutes(1),
    });
    customerData.grantScan(plan);
    customerData.grantReadFeedback(plan);
    files.grantWork(plan);
    files.grantReadPromises(plan);
    files.grantReadCampaigns(plan);
    files.grantHold(plan);
    mail.grantReadQuota(plan);
    intake.grantCount(plan);
    return plan;
  }

  private compare({ bundles, customerData, files, intake, keys, sourceSecrets }: NightFunctionsProps) {
    const compare = new RouseFunction(this, "compare-with-shop", {
      bundles,
      description: "Compares orders with the shop's own API, and queues those that were never told",
      environment: {
        ORDERS_TABLE: customerData.orders.tableName,
        IDENTITIES_TABLE: customerData.identities.tableName,
        SUPPRESSIONS_TABLE: customerData.suppressions.tableName,
        DATA_BUCKET: files.data.bucketName,
        ORDERS_QUEUE_URL: intake.orders.queueUrl,
        KEYS_SECRET_ARN: keys.secret.secretArn,
        SOURCE_SECRETS: sourceSecrets.compareArns,
      },
      memoryMiB: 1769,
      timeout,
    });
    customerData.grantCompare(compare);
    customerData.grantProveKeys(compare);
    files.grantWork(compare);
    files.grantArchive(compare);
    intake.orders.grant(compare, "sqs:SendMessage");
    keys.grantRead(compare);
    sourceSecrets.grantCompare(compare);
    return compare;
  }

  private summarise({ bundles, customerData, files }: NightFunctionsProps) {
    const summarise = new RouseFunction(this, "summarise-shard", {
      bundles,
      description: "Scans one segment of the customers into a columnar file and mergeable aggregates",
      environment: {
        CUSTOMERS_TABLE: customerData.customers.tableName,
        SUPPRESSIONS_TABLE: customerData.suppressions.tableName,
        DATA_BUCKET: files.data.bucketName,
      },
      memoryMiB: 1769,
      timeout,
    });
    customerData.grantScan(summarise);
    customerData.grantReadSuppressions(summarise);
    files.grantWork(summarise);
    return summarise;
  }

  private fit({ bundles, files }: NightFunctionsProps) {
    const fit = new RouseFunction(this, "fit-models", {
      bundles,
      description: "Merges the shards' aggregates, finds the cuts and fits the models",
      environment: { DATA_BUCKET: files.data.bucketName, MARKETING_BUCKET: files.marketing.bucketName },
      memoryMiB: 3008,
      timeout,
    });
    files.grantWork(fit);
    files.grantReadPromises(fit);
    files.grantReadPublished(fit);
    return fit;
  }

  private score({ bundles, files }: NightFunctionsProps) {
    const score = new RouseFunction(this, "score-shard", {
      bundles,
      description: "Scores one shard and lists whom campaigns might write to",
      environment: { DATA_BUCKET: files.data.bucketName },
      memoryMiB: 1769,
      timeout,
    });
    files.grantWork(score);
    return score;
  }

  private join({ bundles, files }: NightFunctionsProps) {
    const join = new RouseFunction(this, "join-group", {
      bundles,
      description: "Joins the files of a group of shards into parts that S3 can copy",
      environment: { DATA_BUCKET: files.data.bucketName },
      memoryMiB: 1769,
      timeout,
    });
    files.grantWork(join);
    return join;
  }

  private publish({ bundles, files }: NightFunctionsProps) {
    const publish = new RouseFunction(this, "publish-night", {
      bundles,
      description: "Makes marketing's files of what the shards wrote; S3 copies the large ones",
      environment: { DATA_BUCKET: files.data.bucketName, MARKETING_BUCKET: files.marketing.bucketName },
      memoryMiB: 3008,
      timeout,
    });
    files.grantWork(publish);
    files.grantPublish(publish);
    return publish;
  }

  private notify({
    bundles,
    customerData,
    files,
    intake,
    mail,
    keys,
    publicUrl,
    outboxSecrets,
    settings,
  }: NightFunctionsProps) {
    const notify = new RouseFunction(this, "notify-shard", {
      bundles,
      description: "Asks the gates, claims, renders and sends one shard's mail",
      environment: {
        IDENTITIES_TABLE: customerData.identities.tableName,
        MESSAGES_TABLE: customerData.messages.tableName,
        SUPPRESSIONS_TABLE: customerData.suppressions.tableName,
        DATA_BUCKET: files.data.bucketName,
        KEYS_SECRET_ARN: keys.secret.secretArn,
        PUBLIC_URL: publicUrl,
        CONFIGURATION_SET: mail.configurationSet.configurationSetName,
        ORDERS_QUEUE_URL: intake.orders.queueUrl,
        OUTBOX_SECRETS: outboxSecrets.arns,
        RECORDING: settings.intake.recording,
      },
      memoryMiB: 512,
      timeout,
    });
    customerData.grantNotify(notify);
    customerData.grantProveKeys(notify);
    files.grantWork(notify);
    files.grantReadHeld(notify);
    keys.grantRead(notify);
    mail.grantSend(notify);
    mail.grantReadQuota(notify);
    outboxSecrets.grantSign(notify);
    intake.grantCount(notify);
    return notify;
  }

  private close({ bundles, customerData, files, mail, keys, publicUrl }: NightFunctionsProps) {
    const close = new RouseFunction(this, "close-night", {
      bundles,
      description: "Writes report, manifest and pointer, tells marketing, fails a night that achieved nothing",
      environment: {
        IDENTITIES_TABLE: customerData.identities.tableName,
        MESSAGES_TABLE: customerData.messages.tableName,
        SUPPRESSIONS_TABLE: customerData.suppressions.tableName,
        DATA_BUCKET: files.data.bucketName,
        MARKETING_BUCKET: files.marketing.bucketName,
        KEYS_SECRET_ARN: keys.secret.secretArn,
        PUBLIC_URL: publicUrl,
        CONFIGURATION_SET: mail.configurationSet.configurationSetName,
      },
      memoryMiB: 1769,
      timeout,
    });
    customerData.grantReadLedger(close);
    files.grantWork(close);
    files.grantPromise(close);
    files.grantReadHeld(close);
    files.grantPublish(close);
    keys.grantRead(close);
    mail.grantSend(close);
    return close;
  }
}
