import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { ConflictError } from "../model/errors.ts";
import { instantSchema } from "../model/time.ts";
import type { Owner, ReadIdentities, RemoveIdentity, RepointIdentity, TakeIdentity } from "../ports/identities.ts";
import { dynamoErasures } from "./dynamo-erasures.ts";
import { fromItem, getItems, held, type Item, toItem, writeItems } from "./dynamo-items.ts";

const rowSchema = z
  .object({ identity: z.string().min(1), customerId: z.string().min(1), epoch: instantSchema.optional() })
  .transform(({ identity, customerId, epoch = "" }): [string, Owner] => [identity, { customerId, epoch }]);
const TAKE_ATTEMPTS = 3;

const rowOf = (identity: string, { customerId, epoch }: Owner): Item =>
  toItem({ identity, customerId, ...(epoch !== "" && { epoch }) });

/** Holds while an identity is this owner's, and was taken when they knew of no later erasure. */
const isStill = ({ customerId, epoch }: Owner) => ({
  ConditionExpression: `customerId = :owner AND ${epoch === "" ? "attribute_not_exists(#epoch)" : "#epoch = :epoch"}`,
  ExpressionAttributeNames: { "#epoch": "epoch" },
  ExpressionAttributeValues: toItem({ ":owner": customerId, ...(epoch !== "" && { ":epoch": epoch }) }),
});
/** Every row has a customer; the key's own name is a reserved word. */
const isNobodys = { ConditionExpression: "attribute_not_exists(customerId)" };

/** The Identities table: whose an identity is, and the notes of those that were erased. */
export const dynamoIdentities = (client: DynamoDBClient, table: string) => {
  const readIdentities: ReadIdentities = async (identities) => {
    const keys = [...new Set(identities)].map((identity) => ({ identity }));
    return new Map((await getItems(client, table, keys)).map((item) => fromItem(rowSchema, item)));
  };

  const takeIdentity: TakeIdentity = async (identity, owner, before) => {
    for (let attempt = 0; attempt < TAKE_ATTEMPTS; attempt++) {
      const condition = before && attempt === 0 ? isStill(before) : isNobodys;
      const take = new PutItemCommand({ TableName: table, Item: rowOf(identity, owner), ...condition });
      if (await held(client.send(take))) return owner;
      const found = (await readIdentities([identity])).get(identity);
      if (found) return found;
    }
    throw new ConflictError(`an identity was taken and given up ${TAKE_ATTEMPTS} times while it was being taken`);
  };

  const repointIdentity: RepointIdentity = async (identity, from, to) => {
    await held(client.send(new PutItemCommand({ TableName: table, Item: rowOf(identity, to), ...isStill(from) })));
  };

  const removeIdentity: RemoveIdentity = async (identity, owner) => {
    const remove = { TableName: table, Key: toItem({ identity }), ...isStill(owner) };
    await held(client.send(new DeleteItemCommand(remove)));
  };

  /** Unconditional, in batches: for identities that nobody else can be taking, and of whom nobody was erased. */
  const putIdentities = (rows: ReadonlyMap<string, string>): Promise<void> =>
    writeItems(
      client,
      table,
      [...rows].map(([identity, customerId]) => ({
        PutRequest: { Item: rowOf(identity, { customerId, epoch: "" }) },
      })),
    );

  return {
    readIdentities,
    takeIdentity,
    repointIdentity,
    removeIdentity,
    putIdentities,
    ...dynamoErasures(client, table),
  };
};
