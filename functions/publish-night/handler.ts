import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { environments } from "../../shared/model/environment.ts";
import { runInputSchema } from "../../shared/model/night.ts";
import { publishNight } from "../../shared/night/publish-night.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { task } from "../../shared/runtime/task.ts";

const deps = once(() => {
  const env = readEnvironment(environments["publish-night"]);
  const s3 = createS3Client();
  return { ...nightFiles(s3FileStore(s3, env.DATA_BUCKET)), ...publishedFiles(s3FileStore(s3, env.MARKETING_BUCKET)) };
});

export const handler = task(runInputSchema, async (input) => {
  const tally = await publishNight(input, deps());
  logger().info("files published", { ...tally });
  return tally;
});
