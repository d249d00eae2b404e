import { setTimeout as sleep } from "node:timers/promises";
import { createS3Client, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { secretKeys } from "../../shared/adapters/read-secrets.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { createSesClient, sesMailer } from "../../shared/adapters/ses-mailer.ts";
import { environments } from "../../shared/model/environment.ts";
import { runInputSchema } from "../../shared/model/night.ts";
import { closeNight } from "../../shared/night/close-night.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { task } from "../../shared/runtime/task.ts";

const deps = once(() => {
  const env = readEnvironment(environments["close-night"]);
  const s3 = createS3Client();
  return {
    ...nightFiles(s3FileStore(s3, env.DATA_BUCKET)),
    ...publishedFiles(s3FileStore(s3, env.MARKETING_BUCKET)),
    readKeys: secretKeys(createSecretsClient(), env.KEYS_SECRET_ARN),
    sendRaw: sesMailer(createSesClient(), { configurationSet: env.CONFIGURATION_SET, sleep }),
    publicUrl: env.PUBLIC_URL.replace(/\/+$/, ""),
    now,
  };
});

export const handler = task(runInputSchema, async (input) => {
  const tally = await closeNight(input, deps());
  logger().info("night closed", { ...tally });
  return tally;
});
