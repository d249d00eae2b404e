import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { dynamoMailFeedback } from "../../shared/adapters/dynamo-mail-feedback.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { environments } from "../../shared/model/environment.ts";
import { postInputSchema } from "../../shared/model/night.ts";
import { openPost } from "../../shared/night/open-post.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { readBundledSettings } from "../../shared/runtime/read-settings.ts";
import { task } from "../../shared/runtime/task.ts";

const deps = once(() => {
  const env = readEnvironment(environments["open-post"]);
  return {
    ...nightFiles(s3FileStore(createS3Client(), env.DATA_BUCKET)),
    readFeedback: dynamoMailFeedback(createDynamoClient(), env.MESSAGES_TABLE).readFeedback,
    readSettings: readBundledSettings,
  };
});

export const handler = task(postInputSchema, async (input) => {
  const opened = await openPost(input, deps());
  logger().info("post opened", { ...opened });
  return opened;
});
