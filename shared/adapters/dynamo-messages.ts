import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { statesBefore } from "../mail/message-life.ts";
import { RouseError } from "../model/errors.ts";
import { inParallel } from "../model/in-parallel.ts";
import { type Message, type MessageRef, type MessageState, messageSchema, UNNAMED } from "../model/message.ts";
import type {
  ClaimMessage,
  OwnClaim,
  RaiseMessage,
  ReadMessagesTo,
  ReleaseClaim,
  RemoveMessage,
  SettleClaim,
  UnnameMessage,
} from "../ports/messages.ts";
import { fromItem, held, toItem } from "./dynamo-items.ts";
import { readPartition } from "./dynamo-partition.ts";

/** Half of what the client has connections for: a request that waits too long for one is given up. */
const QUERIES_AT_A_TIME = 24;

/** The Messages table. */
export const dynamoMessages = (client: DynamoDBClient, table: string) => {
  const readMessagesOfOne = (emailKey: string): Promise<Message[]> =>
    readPartition({ client, table }, emailKey, messageSchema, { consistent: true });

  const readMessagesTo: ReadMessagesTo = async (emailKeys) =>
    (await inParallel([...new Set(emailKeys)], QUERIES_AT_A_TIME, readMessagesOfOne)).flat();

  const claimMessage: ClaimMessage = async (message) => {
    const put = new PutItemCommand({
      TableName: table,
      Item: toItem(message),
      ConditionExpression: "attribute_not_exists(messageKey)",
    });
    if (await held(client.send(put))) return { outcome: "claimed" };
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: keyOf(message), ConsistentRead: true }),
    );
    if (!Item) throw new RouseError("ClaimVanishedError", "a message was taken and then gone; the shard comes again");
    const standing = fromItem(messageSchema, Item);
    // The client asks again where an answer was lost: what stands there then is this very claim.
    return standing.owner === message.owner ? { outcome: "claimed" } : { outcome: "taken", message: standing };
  };

  const settleClaim: SettleClaim = async (claim, state, at, sesMessageId) => {
    await held(
      client.send(
        new UpdateItemCommand({
          ...ownClaim(table, claim, settlement(state, at, sesMessageId)),
          UpdateExpression: settling(sesMessageId),
        }),
      ),
    );
  };

  const releaseClaim: ReleaseClaim = async (claim) => {
    await held(client.send(new DeleteItemCommand(ownClaim(table, claim))));
  };

  const raiseMessage: RaiseMessage = async (message, state, at, sesMessageId) => {
    const before = statesBefore(state);
    if (before.length === 0) return;
    const marks = before.map((_, index) => `:before${index}`);
    const values = Object.fromEntries(before.map((name, index) => [`:before${index}`, name]));
    await held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyOf(message),
          UpdateExpression: settling(sesMessageId),
          // Holds for no row that is not there: erasure took it.
          ConditionExpression: `#state IN (${marks.join(", ")})`,
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: toItem({ ...settlement(state, at, sesMessageId), ...values }),
        }),
      ),
    );
  };

  const unnameMessage: UnnameMessage = async (message) => {
    await held(
      client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyOf(message),
          UpdateExpression: "SET customerId = :unnamed",
          ConditionExpression: "attribute_exists(messageKey)",
          ExpressionAttributeValues: toItem({ ":unnamed": UNNAMED }),
        }),
      ),
    );
  };

  const removeMessage: RemoveMessage = async (message) => {
    await client.send(new DeleteItemCommand({ TableName: table, Key: keyOf(message) }));
  };

  return { readMessagesTo, claimMessage, settleClaim, releaseClaim, raiseMessage, unnameMessage, removeMessage };
};

const keyOf = ({ emailKey, messageKey }: MessageRef) => toItem({ emailKey, messageKey });

/** Holds only while the message is claimed, and by this very owner. */
const ownClaim = (table: string, { owner, ...key }: OwnClaim, values: Readonly<Record<string, unknown>> = {}) => ({
  TableName: table,
  Key: keyOf(key),
  ConditionExpression: "#state = :claimed AND #owner = :owner",
  ExpressionAttributeNames: { "#state": "state", "#owner": "owner" },
  ExpressionAttributeValues: toItem({ ...values, ":claimed": "claimed", ":owner": owner }),
});

const settlement = (state: MessageState, at: string, sesMessageId: string | undefined) => ({
  ":state": state,
  ":at": at,
  ":id": sesMessageId,
});
const settling = (sesMessageId: string | undefined): string =>
  `SET #state = :state, settledAt = :at${sesMessageId === undefined ? "" : ", sesMessageId = :id"}`;
