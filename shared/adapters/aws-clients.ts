import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";

/**
 * What every client shares. Region, credentials and endpoints come from the SDK's own variables (`AWS_ENDPOINT_URL_*`
 * included), and connections are kept alive by the SDK's default handler. Adaptive retries slow a client down where
 * the service throttles, so that a burst waits and does not fail.
 */
export const clientOptions = {
  retryMode: "adaptive",
  maxAttempts: 8,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 30_000, httpsAgent: { maxSockets: 64 } },
} as const;

/** Without the SDK's log step, which copies every row that comes and goes for a logger that is not there. */
export const createDynamoClient = (): DynamoDBClient => {
  const client = new DynamoDBClient(clientOptions);
  client.middlewareStack.remove("loggerMiddleware");
  return client;
};
export const createSqsClient = (): SQSClient => new SQSClient(clientOptions);
export const createSecretsClient = (): SecretsManagerClient => new SecretsManagerClient(clientOptions);

/** Where an endpoint of one's own is set, buckets are no host names there: the bucket goes into the path. */
export const createS3Client = (env: NodeJS.ProcessEnv = process.env): S3Client =>
  new S3Client({ ...clientOptions, forcePathStyle: Boolean(env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL) });
