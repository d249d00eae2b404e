import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { suppressionSchema } from "../model/message.ts";
import type { ReadSuppressions, Suppress } from "../ports/messages.ts";
import { fromItem, getItems, held, toItem } from "./dynamo-items.ts";

/** The Suppressions table. Rows are never changed and never expire. */
export const dynamoSuppressions = (client: DynamoDBClient, table: string) => {
  const readSuppressions: ReadSuppressions = async (emailKeys) => {
    const keys = [...new Set(emailKeys)].map((emailKey) => ({ emailKey }));
    const found = (await getItems(client, table, keys)).map((item) => fromItem(suppressionSchema, item));
    return new Map(found.map((suppression) => [suppression.emailKey, suppression]));
  };

  const suppress: Suppress = async (suppression) => {
    await held(
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: toItem(suppression),
          ConditionExpression: "attribute_not_exists(emailKey)",
        }),
      ),
    );
  };

  return { readSuppressions, suppress };
};
