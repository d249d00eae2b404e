import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { ConflictError } from "../model/errors.ts";
import type { ClaimIdentity, ReadIdentities, RemoveIdentity, RepointIdentity } from "../ports/identities.ts";
import { dynamoErasures } from "./dynamo-erasures.ts";
import { fromItem, getItems, held, toItem, writeItems } from "./dynamo-items.ts";

const rowSchema = z.object({ identity: z.string().min(1), customerId: z.string().min(1) });
const CLAIM_ATTEMPTS = 3;

/** The Identities table: whose an identity is, and the notes of those that were erased. */
export const dynamoIdentities = (client: DynamoDBClient, table: string) => {
  const readIdentities: ReadIdentities = async (identities) => {
    const keys = [...new Set(identities)].map((identity) => ({ identity }));
    const rows = (await getItems(client, table, keys)).map((item) => fromItem(rowSchema, item));
    return new Map(rows.map(({ identity, customerId }) => [identity, customerId]));
  };

  const claimIdentity: ClaimIdentity = async (identity, customerId) => {
    for (let attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++) {
      const claim = new PutItemCommand({
        TableName: table,
        Item: toItem({ identity, customerId }),
        // Every row has a customer; the key's own name is a reserved word.
        ConditionExpression: "attribute_not_exists(customerId)",
      });
      if (await held(client.send(claim))) return { customerId };
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: toItem({ identity }), ConsistentRead: true }),
      );
      if (Item) return { customerId: fromItem(rowSchema, Item).customerId };
    }
    throw new ConflictError(`an identity was taken and given up ${CLAIM_ATTEMPTS} times while it was being claimed`);
  };

  const repointIdentity: RepointIdentity = async (identity, from, to) => {
    await held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toItem({ identity }),
          UpdateExpression: "SET customerId = :to",
          ConditionExpression: "customerId = :from",
          ExpressionAttributeValues: toItem({ ":from": from, ":to": to }),
        }),
      ),
    );
  };

  const removeIdentity: RemoveIdentity = async (identity) => {
    await client.send(new DeleteItemCommand({ TableName: table, Key: toItem({ identity }) }));
  };

  /** Unconditional, in batches: for identities that nobody else can be claiming. */
  const putIdentities = (rows: ReadonlyMap<string, string>): Promise<void> =>
    writeItems(
      client,
      table,
      [...rows].map(([identity, customerId]) => ({ PutRequest: { Item: toItem({ identity, customerId }) } })),
    );

  return {
    readIdentities,
    claimIdentity,
    repointIdentity,
    removeIdentity,
    putIdentities,
    ...dynamoErasures(client, table),
  };
};
