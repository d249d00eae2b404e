import { createDynamoClient, createS3Client, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { keyedHash } from "../../shared/adapters/keyed-hash.ts";
import { proveKeys } from "../../shared/adapters/prove-keys.ts";
import { secretKeys } from "../../shared/adapters/read-secrets.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import type { System } from "./system.ts";

/** The tables and buckets of a system, and how its addresses are hashed. */
export const openStores = async ({ outputs }: Pick<System, "outputs">) => {
  const [client, s3] = [createDynamoClient(), createS3Client()];
  const prove = proveKeys(client, outputs.SuppressionsTable);
  const { identityKey, linkKey } = await secretKeys(createSecretsClient(), outputs.KeysSecretArn, prove)();
  return {
    ...dynamoCustomers(client, outputs.CustomersTable),
    ...dynamoOrders(client, outputs.OrdersTable),
    ...dynamoEvidence(client, outputs.IdentitiesTable),
    ...dynamoMessages(client, outputs.MessagesTable),
    ...dynamoSuppressions(client, outputs.SuppressionsTable),
    data: s3FileStore(s3, outputs.DataBucket),
    marketing: s3FileStore(s3, outputs.MarketingBucket),
    linkKey,
    hash: (normalised: string) => keyedHash(normalised, identityKey),
  };
};
export type Stores = Awaited<ReturnType<typeof openStores>>;

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 2_000;

/** What recording by the rules of `act-on-intake` needs, from this process. */
export const recordDepsOf = (stores: Stores, settings: System["settings"]): RecordDeps => ({
  ...stores,
  settings,
  pause: (attempt) => {
    const limitMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    return new Promise((resume) => setTimeout(resume, Math.random() * limitMs));
  },
});
