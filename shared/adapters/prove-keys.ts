import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { RouseError } from "../model/errors.ts";
import { keyFingerprintSchema, keyFingerprintText, suppressionsFingerprintKey } from "../model/key-fingerprint.ts";
import type { ProveKeys } from "../ports/world.ts";
import { fromItem, toItem } from "./dynamo-items.ts";
import { keyedHash } from "./keyed-hash.ts";

/** Proves keys by the fingerprint in a Suppressions table: the first identity key that comes to a table is noted in it. */
export const proveKeys =
  (client: DynamoDBClient, suppressionsTable: string): ProveKeys =>
  async ({ identityKey }) => {
    const fingerprint = keyedHash(keyFingerprintText, identityKey);
    if ((await noteFingerprint(client, suppressionsTable, fingerprint)) === fingerprint) return;
    throw new RouseError(
      "KeyMismatchError",
      `The keys secret holds another identity key than the one that ${suppressionsTable} was made with. Nothing is recorded and nobody is mailed with it. Put the earlier value back into the secret: docs/runbook.md, "Keys do not match".`,
    );
  };

/** Notes the fingerprint where none is noted yet; answers the one that is. */
const noteFingerprint = async (client: DynamoDBClient, table: string, fingerprint: string): Promise<string> => {
  const { Attributes = {} } = await client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: toItem({ emailKey: suppressionsFingerprintKey }),
      UpdateExpression: "SET fingerprint = if_not_exists(fingerprint, :own)",
      ExpressionAttributeValues: toItem({ ":own": fingerprint }),
      ReturnValues: "ALL_NEW",
    }),
  );
  return fromItem(keyFingerprintSchema, Attributes).fingerprint;
};
