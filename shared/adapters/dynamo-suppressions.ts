import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { suppressedSchema } from "../model/suppression.ts";
import type { ReadSuppressions, Suppress } from "../ports/messages.ts";
import { fromItem, getItems, held, toItem } from "./dynamo-items.ts";

const isFirst = "attribute_not_exists(#reason) OR #reason.#at > :at";
/** Of two at one moment the one that names its campaign stays, and of two that do the first by name. */
const isFirstByName =
  "(#reason.#at = :at AND (attribute_not_exists(#reason.campaign) OR #reason.campaign > :campaign))";

/** The Suppressions table. Rows only grow, by one attribute a reason, and never expire. */
export const dynamoSuppressions = (client: DynamoDBClient, table: string) => {
  const readSuppressions: ReadSuppressions = async (emailKeys) => {
    const keys = [...new Set(emailKeys)].map((emailKey) => ({ emailKey }));
    const found = (await getItems(client, table, keys)).map((item) => fromItem(suppressedSchema, item));
    return new Map(found.map((suppressed) => [suppressed.emailKey, suppressed]));
  };

  const suppress: Suppress = async ({ emailKey, reason, at, campaign }) => {
    await held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toItem({ emailKey }),
          UpdateExpression: "SET #reason = :first",
          ConditionExpression: campaign === undefined ? isFirst : `${isFirst} OR ${isFirstByName}`,
          ExpressionAttributeNames: { "#reason": reason, "#at": "at" },
          ExpressionAttributeValues: toItem({ ":first": { at, campaign }, ":at": at, ":campaign": campaign }),
        }),
      ),
    );
  };

  return { readSuppressions, suppress };
};
