import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { environments } from "../../shared/model/environment.ts";
import { groupInputSchema } from "../../shared/model/night.ts";
import { joinGroup } from "../../shared/night/join-group.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { task } from "../../shared/runtime/task.ts";

const deps = once(() => {
  const env = readEnvironment(environments["join-group"]);
  return nightFiles(s3FileStore(createS3Client(), env.DATA_BUCKET));
});

export const handler = task(groupInputSchema, async (input) => {
  const tally = await joinGroup(input, deps());
  logger().info("group joined", { run_id: input.runId, ...tally });
  return tally;
});
