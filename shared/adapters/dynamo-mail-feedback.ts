import { type DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { type FeedbackKind, feedbackKinds, type MailFeedback } from "../model/mail-feedback.ts";
import type { Day } from "../model/time.ts";
import type { NoteFeedback, ReadFeedback } from "../ports/messages.ts";
import { toItem } from "./dynamo-items.ts";
import { expiryOf, readPartition } from "./dynamo-partition.ts";

/** Stands behind what came back of a mail to a dormant address. */
const WARMED = "warmed";
const DAYS_KEPT = 60;

/** What came back of mail, in the Messages table beside the ledger: a partition a day, a row an answer, so that one told twice is one row. No key of an address begins so. */
export const dynamoMailFeedback = (client: DynamoDBClient, table: string) => {
  const noteFeedback: NoteFeedback = async ({ day, campaignId, kind, message, warmed }) => {
    await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: toItem({
          emailKey: partitionOf(day),
          messageKey: [campaignId, kind, message, ...(warmed ? [WARMED] : [])].join("#"),
        }),
        UpdateExpression: "SET expiresAt = :end",
        ExpressionAttributeValues: toItem({ ":end": expiryOf(day, DAYS_KEPT) }),
      }),
    );
  };

  const readFeedback: ReadFeedback = async (day) => {
    const rows = await readPartition({ client, table }, partitionOf(day), rowSchema, { attributes: "messageKey" });
    return rows.map((row): MailFeedback => ({ day, ...row }));
  };

  return { noteFeedback, readFeedback };
};

const partitionOf = (day: Day): string => `feedback#${day}`;

const rowSchema = z.object({ messageKey: z.string() }).transform(({ messageKey }, context) => {
  const [campaignId = "", told, message = "", mark] = messageKey.split("#");
  const kind = feedbackKinds.find((one): one is FeedbackKind => one === told);
  if (kind !== undefined) return { campaignId, kind, message, ...(mark === WARMED && { warmed: true as const }) };
  context.addIssue({ code: "custom", message: "an answer to a mail of no kind that there is" });
  return z.NEVER;
});
