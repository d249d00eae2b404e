import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { createDynamoClient, createS3Client, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { rememberedHash } from "../../shared/adapters/keyed-hash.ts";
import { proveKeys } from "../../shared/adapters/prove-keys.ts";
import { secretKeys } from "../../shared/adapters/read-secrets.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { sweepFiles } from "../../shared/adapters/sweep-files.ts";
import { environments } from "../../shared/model/environment.ts";
import { isOverdue, type Swept, sweepInputSchema } from "../../shared/model/sweep.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger, metrics } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { task } from "../../shared/runtime/task.ts";
import { type SweepFilesDeps, sweepFilesStep } from "./sweep-files.ts";

const deps = once(async (): Promise<SweepFilesDeps> => {
  const env = readEnvironment(environments["sweep-files"]);
  const s3 = createS3Client();
  const prove = proveKeys(createDynamoClient(), env.SUPPRESSIONS_TABLE);
  const { identityKey } = await secretKeys(createSecretsClient(), env.KEYS_SECRET_ARN, prove)();
  return {
    ...sweepFiles(s3FileStore(s3, env.MARKETING_BUCKET), s3FileStore(s3, env.DATA_BUCKET)),
    hash: rememberedHash(identityKey),
    now,
  };
});

/** An alarm stands on the metric. */
const tellOverdue = (swept: Swept): void => {
  if (isOverdue(swept, now())) metrics().addMetric("ErasuresOverdue", MetricUnit.Count, swept.left);
};

export const handler = task(sweepInputSchema, async (input) => {
  const result = await sweepFilesStep(input, await deps());
  if ("done" in result) tellOverdue(result);
  logger().info("a step of a sweep was done", { ...input, ...counts(result) });
  return result;
});

const counts = (result: object) =>
  Object.fromEntries(
    Object.entries(result).map(([name, value]) => [name, Array.isArray(value) ? value.length : value]),
  );
