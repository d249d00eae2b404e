import { MetricUnit } from "@aws-lambda-powertools/metrics";
import packageFile from "../../package.json" with { type: "json" };
import { createDynamoClient, createS3Client, createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { bundledCampaigns } from "../../shared/adapters/bundled-campaigns.ts";
import { campaignVersions } from "../../shared/adapters/campaign-versions.ts";
import { readCampaignsInForce } from "../../shared/adapters/campaigns-in-force.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoMailFeedback } from "../../shared/adapters/dynamo-mail-feedback.ts";
import { importMarks } from "../../shared/adapters/import-marks.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { createSesClient, sesSendRate } from "../../shared/adapters/ses-mailer.ts";
import { sqsWaiting } from "../../shared/adapters/sqs-waiting.ts";
import type { BrokenCampaign } from "../../shared/model/campaign-library.ts";
import { environments } from "../../shared/model/environment.ts";
import { joinsOf } from "../../shared/model/joins.ts";
import { nightInputSchema } from "../../shared/model/night.ts";
import { planNight } from "../../shared/night/plan-night.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger, metrics } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { readBundledSettings } from "../../shared/runtime/read-settings.ts";
import { task } from "../../shared/runtime/task.ts";

const readDeployed = once(bundledCampaigns(new URL("./campaigns.json", import.meta.url)));

/** An alarm stands on the metric, and the log says what is wrong. */
const reportLeftOut = (broken: readonly BrokenCampaign[]): void => {
  for (const { id, problems } of broken) logger().error("a campaign was left out", { campaign: id, problems });
  metrics().addMetric("CampaignsLeftOut", MetricUnit.Count, broken.length);
};

const deps = once(() => {
  const env = readEnvironment(environments["plan-night"]);
  const dynamo = createDynamoClient();
  const { countCustomers } = dynamoCustomers(dynamo, env.CUSTOMERS_TABLE);
  const data = s3FileStore(createS3Client(), env.DATA_BUCKET);
  return {
    ...nightFiles(data),
    ...importMarks(data),
    countCustomers,
    readFeedback: dynamoMailFeedback(dynamo, env.MESSAGES_TABLE).readFeedback,
    countWaiting: sqsWaiting(createSqsClient(), { orders: env.ORDERS_QUEUE_URL, deadLetters: env.ORDERS_DLQ_URL }),
    readSettings: readBundledSettings,
    readCampaignFolder: readCampaignsInForce(campaignVersions(data), readDeployed),
    reportLeftOut,
    readSendRate: sesSendRate(createSesClient()),
    codeVersion: packageFile.version,
    joinsOf,
  };
});

export const handler = task(nightInputSchema, async (input) => {
  const tally = await planNight(input, deps());
  logger().info("night planned", { ...tally });
  return tally;
});
