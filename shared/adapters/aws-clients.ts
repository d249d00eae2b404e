import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SigningHash } from "./signing-hash.ts";
import { type Exchange, goStraight, keptConnections } from "./straight-calls.ts";

/**
 * What every client shares. Region, credentials and endpoints come from the SDK's own variables (`AWS_ENDPOINT_URL_*`
 * included), and connections are kept alive by the SDK's default handler. Adaptive retries slow a client down where
 * the service throttles, so that a burst waits and does not fail.
 */
export const clientOptions = {
  retryMode: "adaptive",
  maxAttempts: 8,
  // One chain of steps a command is put together once and kept, and not at every call: a tenth of what a call costs.
  cacheMiddleware: true,
  sha256: SigningHash,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 30_000, httpsAgent: { maxSockets: 64 } },
} as const;

/** Steps that do nothing for Rouse: one copies all that comes and goes for a logger that is not there, one tells AWS which SDK calls. */
const idleSteps = ["loggerMiddleware", "getUserAgentMiddleware"] as const;

/** Takes the idle steps out; before the first call, for what was put together then is kept. */
export const lean = <Client extends { middlewareStack: { remove: (name: string) => boolean } }>(
  client: Client,
): Client => {
  for (const step of idleSteps) client.middlewareStack.remove(step);
  return client;
};

export const createDynamoClient = ({
  exchange = keptConnections(),
  now = Date.now,
}: {
  exchange?: Exchange;
  now?: () => number;
} = {}): DynamoDBClient => {
  const client = lean(new DynamoDBClient(clientOptions));
  goStraight(client, {
    service: "dynamodb",
    exchange,
    isAnswer: (error) => error instanceof ConditionalCheckFailedException,
    isAskedAgain: true,
    now,
  });
  return client;
};
export const createSqsClient = (): SQSClient => lean(new SQSClient(clientOptions));
export const createSecretsClient = (): SecretsManagerClient => new SecretsManagerClient(clientOptions);

/** Where an endpoint of one's own is set, buckets are no host names there: the bucket goes into the path. */
export const createS3Client = (env: NodeJS.ProcessEnv = process.env): S3Client =>
  lean(new S3Client({ ...clientOptions, forcePathStyle: Boolean(env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL) }));
