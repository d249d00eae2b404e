import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { GiveBackPlace, Place, ReadPlaces, TakePlace } from "../ports/places.ts";
import { held, toItem } from "./dynamo-items.ts";
import { expiryOf, readPartition } from "./dynamo-partition.ts";

const DAYS_KEPT = 8;

/** Places among what may leave in a day, in the Messages table beside the ledger: a partition a day and shard. No key of an address begins so, and none names anybody. */
export const dynamoPlaces = (client: DynamoDBClient, table: string) => {
  const takePlace: TakePlace = (place, owner) => {
    const expiresAt = expiryOf(place.asOf, DAYS_KEPT);
    return held(
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: toItem({ ...keyOf(place), owner, expiresAt }),
          ConditionExpression: "attribute_not_exists(messageKey) OR #owner = :owner",
          ExpressionAttributeNames: { "#owner": "owner" },
          ExpressionAttributeValues: toItem({ ":owner": owner }),
        }),
      ),
    );
  };

  const giveBackPlace: GiveBackPlace = async (place, owner) => {
    await held(
      client.send(
        new DeleteItemCommand({
          TableName: table,
          Key: toItem(keyOf(place)),
          ConditionExpression: "#owner = :owner",
          ExpressionAttributeNames: { "#owner": "owner" },
          ExpressionAttributeValues: toItem({ ":owner": owner }),
        }),
      ),
    );
  };

  const readPlaces: ReadPlaces = (shard) =>
    readPartition({ client, table }, partitionOf(shard), rowSchema, { consistent: true, attributes: "messageKey" });

  return { takePlace, giveBackPlace, readPlaces };
};

const partitionOf = ({ asOf, shard }: Pick<Place, "asOf" | "shard">): string => `places#${asOf}#${shard}`;
const keyOf = (place: Place) => ({ emailKey: partitionOf(place), messageKey: `${place.of}#${place.number}` });

const rowSchema = z
  .object({ messageKey: z.templateLiteral([z.string(), "#", z.int()]) })
  .transform(({ messageKey }) => {
    const at = messageKey.lastIndexOf("#");
    return { of: messageKey.slice(0, at), number: Number(messageKey.slice(at + 1)) };
  });
