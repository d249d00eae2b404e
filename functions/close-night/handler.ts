import { setTimeout as sleep } from "node:timers/promises";
import { createDynamoClient, createS3Client, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoClicks } from "../../shared/adapters/dynamo-clicks.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoMailFeedback } from "../../shared/adapters/dynamo-mail-feedback.ts";
import { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { importMarks } from "../../shared/adapters/import-marks.ts";
import { keyedHash } from "../../shared/adapters/keyed-hash.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { secretKeys } from "../../shared/adapters/read-secrets.ts";
import { evidenceTogether } from "../../shared/adapters/read-together.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { createSesClient, sesMailer } from "../../shared/adapters/ses-mailer.ts";
import { environments } from "../../shared/model/environment.ts";
import { closeInputSchema, type NightRun } from "../../shared/model/night.ts";
import { withoutEnd } from "../../shared/model/without-end.ts";
import { closeNight } from "../../shared/night/close-night.ts";
import { outcomesOfDay } from "../../shared/post/outcomes-of-day.ts";
import { type WhoTheyAre, whoTheyAre } from "../../shared/post/who-they-are.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { reportRefusal } from "../../shared/runtime/report-refusal.ts";
import { task } from "../../shared/runtime/task.ts";

const deps = once(async () => {
  const env = readEnvironment(environments["close-night"]);
  const [s3, dynamo] = [createS3Client(), createDynamoClient()];
  const data = s3FileStore(s3, env.DATA_BUCKET);
  const files = nightFiles(data);
  const readEvidence = evidenceTogether(dynamoEvidence(dynamo, env.IDENTITIES_TABLE).readEvidence);
  const { readMessagesTo } = dynamoMessages(dynamo, env.MESSAGES_TABLE);
  const { readSuppressions } = dynamoSuppressions(dynamo, env.SUPPRESSIONS_TABLE);
  const readKeys = secretKeys(createSecretsClient(), env.KEYS_SECRET_ARN);
  const { identityKey } = await readKeys();
  const hash = (text: string) => keyedHash(text, identityKey);
  const personsOf =
    ({ settings }: NightRun): WhoTheyAre =>
    (customerIds) =>
      whoTheyAre(customerIds, { readEvidence, hash, settings });
  return {
    ...files,
    ...importMarks(data),
    readOutcomesOf: (run: NightRun) =>
      outcomesOfDay(run, { ...files, whoTheyAre: personsOf(run), readMessagesTo, readSuppressions, now }),
    readClicks: dynamoClicks(dynamo, env.MESSAGES_TABLE).readClicks,
    readFeedback: dynamoMailFeedback(dynamo, env.MESSAGES_TABLE).readFeedback,
    ...publishedFiles(s3FileStore(s3, env.MARKETING_BUCKET)),
    readKeys,
    reportRefusal,
    sendRaw: sesMailer(createSesClient(), { configurationSet: env.CONFIGURATION_SET, sleep }),
    publicUrl: withoutEnd(env.PUBLIC_URL, "/"),
    now,
  };
});

export const handler = task(closeInputSchema, async (input) => {
  const tally = await closeNight(input, await deps());
  logger().info("night closed", { ...tally });
  return tally;
});
