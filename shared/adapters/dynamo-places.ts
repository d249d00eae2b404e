import { DeleteItemCommand, type DynamoDBClient, PutItemCommand, paginateQuery } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { GiveBackPlace, Place, ReadPlaces, TakePlace } from "../ports/places.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { fromItem, held, toItem } from "./dynamo-items.ts";

const DAYS_KEPT = 8;

/** Places among what may leave in a day, in the Messages table beside the ledger: a partition a day and shard. No key of an address begins so, and none names anybody. */
export const dynamoPlaces = (client: DynamoDBClient, table: string) => {
  const takePlace: TakePlace = (place, owner) => {
    const expiresAt = Math.floor(Date.parse(addDays(place.asOf, DAYS_KEPT)) / 1000);
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

  const readPlaces: ReadPlaces = async (shard) => {
    const places: Pick<Place, "of" | "number">[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: "emailKey = :shard",
        ExpressionAttributeValues: toItem({ ":shard": partitionOf(shard) }),
        ProjectionExpression: "messageKey",
      },
    );
    for await (const { Items = [] } of pages) places.push(...Items.map((item) => fromItem(rowSchema, item)));
    return places;
  };

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
