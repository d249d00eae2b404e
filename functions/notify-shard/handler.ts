import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { MetricUnit } from "@aws-lambda-powertools/metrics";
import {
  createDynamoClient,
  createS3Client,
  createSecretsClient,
  createSqsClient,
} from "../../shared/adapters/aws-clients.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { dynamoPlaces } from "../../shared/adapters/dynamo-places.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { importMarks } from "../../shared/adapters/import-marks.ts";
import { rememberedHash } from "../../shared/adapters/keyed-hash.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { pooledConnections } from "../../shared/adapters/pooled-connections.ts";
import { httpPostEvent } from "../../shared/adapters/post-event.ts";
import { proveKeys } from "../../shared/adapters/prove-keys.ts";
import { secretKeys, secretSigningSecrets } from "../../shared/adapters/read-secrets.ts";
import { evidenceTogether, onceTogether, suppressionsTogether } from "../../shared/adapters/read-together.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { createSesClient, sesMailer, sesQuotaLeft } from "../../shared/adapters/ses-mailer.ts";
import { sqsWebhooks } from "../../shared/adapters/sqs-waiting.ts";
import { createPacer } from "../../shared/mail/pacer.ts";
import { environments } from "../../shared/model/environment.ts";
import { notifyConcurrency, notifyInputSchema } from "../../shared/model/night.ts";
import { withoutEnd } from "../../shared/model/without-end.ts";
import type { ReportUnwritten } from "../../shared/ports/mailer.ts";
import { type NotifyShardDeps, notifyShard } from "../../shared/post/notify-shard.ts";
import { rememberedWays } from "../../shared/post/read-along.ts";
import { whoTheyAre } from "../../shared/post/who-they-are.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger, metrics } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { reportRefusal } from "../../shared/runtime/report-refusal.ts";
import { task } from "../../shared/runtime/task.ts";

/** An alarm stands on the metric, and the log says of which campaign. */
const reportUnwritten: ReportUnwritten = (unwritten) => {
  for (const { campaignId, reason, mails } of unwritten) {
    logger().error("mails were not written", { campaign: campaignId, reason, mails });
    metrics().addMetric("MailNotWritten", MetricUnit.Count, mails);
  }
};

const deps = once(async (): Promise<NotifyShardDeps> => {
  const env = readEnvironment(environments["notify-shard"]);
  const [dynamo, ses] = [createDynamoClient({ exchange: pooledConnections() }), createSesClient()];
  const data = s3FileStore(createS3Client(), env.DATA_BUCKET);
  const readEvidence = evidenceTogether(dynamoEvidence(dynamo, env.IDENTITIES_TABLE).readEvidence);
  const prove = proveKeys(dynamo, env.SUPPRESSIONS_TABLE);
  const files = nightFiles(data);
  const secrets = createSecretsClient();
  const readKeys = secretKeys(secrets, env.KEYS_SECRET_ARN, prove);
  const { identityKey } = await readKeys();
  // Everybody is read twice, by the same names.
  const hash = rememberedHash(identityKey);
  const ways = rememberedWays();
  return {
    whoTheyAre: (customerIds, settings) => whoTheyAre(customerIds, { readEvidence, hash, settings, ways }),
    ...dynamoMessages(dynamo, env.MESSAGES_TABLE),
    ...dynamoPlaces(dynamo, env.MESSAGES_TABLE),
    readSuppressions: suppressionsTogether(dynamoSuppressions(dynamo, env.SUPPRESSIONS_TABLE).readSuppressions),
    ...files,
    readHeld: onceTogether(files.readHeld),
    readImportMark: onceTogether(importMarks(data).readImportMark),
    countWebhooks: sqsWebhooks(createSqsClient(), env.ORDERS_QUEUE_URL),
    pauseForWebhooks: () => sleep(5_000),
    isRecordingHeld: env.RECORDING === "held",
    send: sesMailer(ses, { configurationSet: env.CONFIGURATION_SET, sleep }),
    readQuotaLeft: sesQuotaLeft(ses),
    postEvent: httpPostEvent(),
    readOutboxSecrets: secretSigningSecrets(secrets, env.OUTBOX_SECRETS),
    readKeys,
    publicUrl: withoutEnd(env.PUBLIC_URL, "/"),
    now,
    newOwner: randomUUID,
    pause: async (look) => {
      await sleep(50 * look);
    },
    createPace: (run) =>
      createPacer(run.maxSendRate / Math.min(notifyConcurrency, run.shards), {
        sleep,
        elapsedMs: () => performance.now(),
      }),
    reportRefusal,
    reportUnwritten,
    // Without the customer: a file's own id may be an address. `messages.csv` names who it was.
    report: ({ messageKey, outcome, reason }) =>
      logger().warn("a message was not confirmed", { message_key: messageKey, outcome, reason }),
  };
});

export const handler = task(notifyInputSchema, async (input) => {
  const tally = await notifyShard(input, await deps());
  logger().info("shard notified", { run_id: input.runId, ...tally });
  return tally;
});
