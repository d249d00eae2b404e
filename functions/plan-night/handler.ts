import packageFile from "../../package.json" with { type: "json" };
import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { createSesClient, sesSendRate } from "../../shared/adapters/ses-mailer.ts";
import { environments } from "../../shared/model/environment.ts";
import { nightInputSchema } from "../../shared/model/night.ts";
import { planNight } from "../../shared/night/plan-night.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { readBundledSettings } from "../../shared/runtime/read-settings.ts";
import { task } from "../../shared/runtime/task.ts";

const deps = once(() => {
  const env = readEnvironment(environments["plan-night"]);
  const { countCustomers } = dynamoCustomers(createDynamoClient(), env.CUSTOMERS_TABLE);
  return {
    ...nightFiles(s3FileStore(createS3Client(), env.DATA_BUCKET)),
    countCustomers,
    readSettings: readBundledSettings,
    readSendRate: sesSendRate(createSesClient()),
    codeVersion: packageFile.version,
  };
});

export const handler = task(nightInputSchema, async (input) => {
  const tally = await planNight(input, deps());
  logger().info("night planned", { ...tally });
  return tally;
});
