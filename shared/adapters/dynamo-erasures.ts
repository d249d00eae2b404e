import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { inParallel } from "../model/in-parallel.ts";
import { instantSchema } from "../model/time.ts";
import type { NoteErasures, ReadErasures } from "../ports/erasures.ts";
import { fromItem, getItems, held, toItem } from "./dynamo-items.ts";

const PREFIX = "erased:";
/** As long as a raw body is archived: until then an old one may come again. */
const KEPT_DAYS = 760;
const DAY_SECONDS = 86_400;
const CALLS = 8;

export const noteKey = (key: string): string => `${PREFIX}${key}`;
export const noteSchema = z.object({ at: instantSchema, finished: z.boolean() });
const rowSchema = noteSchema.extend({ identity: z.string() });

/** Notes of erasure, in the Identities table beside what they were about: `erased:<keyed hash>`. */
export const dynamoErasures = (client: DynamoDBClient, table: string) => {
  const readErasures: ReadErasures = async (keys) => {
    const wanted = [...new Set(keys)].map((key) => ({ identity: noteKey(key) }));
    const rows = (await getItems(client, table, wanted)).map((item) => fromItem(rowSchema, item));
    return new Map(rows.map(({ identity, at, finished }) => [identity.slice(PREFIX.length), { at, finished }]));
  };

  const noteErasures: NoteErasures = async (keys, { at, finished }) => {
    const expiresAt = Math.floor(Date.parse(at) / 1000) + KEPT_DAYS * DAY_SECONDS;
    await inParallel([...new Set(keys)], CALLS, async (key) => {
      await held(
        client.send(
          new PutItemCommand({
            TableName: table,
            Item: toItem({ identity: noteKey(key), at, finished, expiresAt }),
            ConditionExpression: "attribute_not_exists(#at) OR #at <= :at",
            ExpressionAttributeNames: { "#at": "at" },
            ExpressionAttributeValues: toItem({ ":at": at }),
          }),
        ),
      );
    });
  };

  return { readErasures, noteErasures };
};
