import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { afterClick } from "../mail/click-note.ts";
import { type ClickedMail, type ClickNote, clickNoteSchema, clicksPrefix } from "../model/click.ts";
import { ConflictError } from "../model/errors.ts";
import type { Day } from "../model/time.ts";
import type { NoteClick, ReadClicks } from "../ports/messages.ts";
import { fromItem, held, toItem } from "./dynamo-items.ts";
import { expiryOf, readPartition } from "./dynamo-partition.ts";

const DAYS_KEPT = 60;
const MOST_TRIES = 5;

/** Clicks in mails, in the Messages table beside the ledger: a partition a day, a row a mail, so that a mail counts once. */
export const dynamoClicks = (client: DynamoDBClient, table: string) => {
  const noteClick: NoteClick = async (mail, click) => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: keyOf(mail), ConsistentRead: true }),
      );
      const before = Item && fromItem(clickNoteSchema, Item);
      const after = afterClick(before, click);
      if (after === before || (await held(writeOver(mail, before, after)))) return;
    }
    throw new ConflictError("a click was noted by others again and again meanwhile");
  };

  const writeOver = ({ day, ...mail }: ClickedMail, before: ClickNote | undefined, after: ClickNote) => {
    const found = before && { ":atBefore": before.at, ":linkBefore": before.link, ":scannedBefore": before.scanned };
    return client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf({ day, ...mail }),
        UpdateExpression: "SET #at = :at, #link = :link, scanned = :scanned, expiresAt = :end",
        ConditionExpression: found
          ? "#at = :atBefore AND #link = :linkBefore AND scanned = :scannedBefore"
          : "attribute_not_exists(emailKey)",
        ExpressionAttributeNames: { "#at": "at", "#link": "link" },
        ExpressionAttributeValues: toItem({
          ":at": after.at,
          ":link": after.link,
          ":scanned": after.scanned,
          ":end": expiryOf(day, DAYS_KEPT),
          ...found,
        }),
      }),
    );
  };

  const readClicks: ReadClicks = async (day) => {
    const mails: Record<string, number> = {};
    const attributes = "messageKey, scanned";
    for (const row of await readPartition({ client, table }, partitionOf(day), rowSchema, { attributes })) {
      const [campaignId = ""] = row.messageKey.split("#");
      if (!row.scanned) mails[campaignId] = (mails[campaignId] ?? 0) + 1;
    }
    return mails;
  };

  return { noteClick, readClicks };
};

const partitionOf = (day: Day): string => `${clicksPrefix}${day}`;
const keyOf = ({ day, campaignId, message }: ClickedMail) =>
  toItem({ emailKey: partitionOf(day), messageKey: `${campaignId}#${message}` });
const rowSchema = z.object({ messageKey: z.string(), scanned: z.boolean() });
