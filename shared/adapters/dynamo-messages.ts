import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { statesBefore } from "../mail/message-life.ts";
import { RouseError } from "../model/errors.ts";
import { type Message, messageSchema } from "../model/message.ts";
import type { ClaimMessage, ReadMessagesOf, ReleaseMessage, RemoveMessage, SettleMessage } from "../ports/messages.ts";
import { fromItem, held, toItem } from "./dynamo-items.ts";

/** The Messages table. */
export const dynamoMessages = (client: DynamoDBClient, table: string) => {
  const readMessagesOf: ReadMessagesOf = async (customerId) => {
    const messages: Message[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: "customerId = :customer",
        ExpressionAttributeValues: toItem({ ":customer": customerId }),
      },
    );
    for await (const { Items = [] } of pages) messages.push(...Items.map((item) => fromItem(messageSchema, item)));
    return messages;
  };

  const claimMessage: ClaimMessage = async (message) => {
    const claimed = await held(
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: toItem(message),
          ConditionExpression: "attribute_not_exists(messageKey)",
        }),
      ),
    );
    if (claimed) return { outcome: "claimed" };
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: keyOf(message), ConsistentRead: true }),
    );
    if (!Item) throw new RouseError("ClaimVanishedError", "a message was taken and then gone; the shard comes again");
    return { outcome: "taken", message: fromItem(messageSchema, Item) };
  };

  const settleMessage: SettleMessage = async (key, state, at, sesMessageId) => {
    const before = statesBefore(state);
    if (before.length === 0) return;
    const marks = before.map((_, index) => `:before${index}`);
    await held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyOf(key),
          UpdateExpression: `SET #state = :state, settledAt = :at${sesMessageId === undefined ? "" : ", sesMessageId = :id"}`,
          // Holds for no row that is not there: erasure took it, or a merge moved it.
          ConditionExpression: `#state IN (${marks.join(", ")})`,
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: toItem({
            ":state": state,
            ":at": at,
            ":id": sesMessageId,
            ...Object.fromEntries(before.map((name, index) => [`:before${index}`, name])),
          }),
        }),
      ),
    );
  };

  const releaseMessage: ReleaseMessage = async (key) => {
    await held(
      client.send(
        new DeleteItemCommand({
          TableName: table,
          Key: keyOf(key),
          ConditionExpression: "#state = :claimed",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: toItem({ ":claimed": "claimed" }),
        }),
      ),
    );
  };

  const removeMessage: RemoveMessage = async (key) => {
    await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(key) }));
  };

  return { readMessagesOf, claimMessage, settleMessage, releaseMessage, removeMessage };
};

const keyOf = ({ customerId, messageKey }: Pick<Message, "customerId" | "messageKey">) =>
  toItem({ customerId, messageKey });
