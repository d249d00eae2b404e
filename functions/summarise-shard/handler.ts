import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { environments } from "../../shared/model/environment.ts";
import { shardInputSchema } from "../../shared/model/night.ts";
import { summariseShard } from "../../shared/night/summarise-shard.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { task } from "../../shared/runtime/task.ts";

const deps = once(() => {
  const env = readEnvironment(environments["summarise-shard"]);
  const client = createDynamoClient();
  const { scanCustomers } = dynamoCustomers(client, env.CUSTOMERS_TABLE);
  const { readSuppressions } = dynamoSuppressions(client, env.SUPPRESSIONS_TABLE);
  return { ...nightFiles(s3FileStore(createS3Client(), env.DATA_BUCKET)), scanCustomers, readSuppressions };
});

export const handler = task(shardInputSchema, async (input) => {
  const tally = await summariseShard(input, deps());
  logger().info("shard summarised", { run_id: input.runId, ...tally });
  return tally;
});
