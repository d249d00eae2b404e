import { isDeepStrictEqual } from "node:util";
import { type DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { askedAtOf, type Erasure, erasureSchema, joinErasures } from "../model/erasure.ts";
import { ConflictError } from "../model/errors.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { NoteErasures, ReadErasures } from "../ports/erasures.ts";
import { fromItem, getItems, held, toItem } from "./dynamo-items.ts";

const PREFIX = "erased:";
/** As long as a raw body is archived: until then an old one may come again. */
const KEPT_DAYS = 760;
const DAY_SECONDS = 86_400;
const CALLS = 8;

export const noteKey = (key: string): string => `${PREFIX}${key}`;
const rowSchema = erasureSchema.extend({ identity: z.string() });
const MAX_ATTEMPTS = 12;

/** Notes of erasure, in the Identities table beside what they were about: `erased:<keyed hash>`. */
export const dynamoErasures = (client: DynamoDBClient, table: string) => {
  const readErasures: ReadErasures = async (keys) => {
    const wanted = [...new Set(keys)].map((key) => ({ identity: noteKey(key) }));
    const rows = (await getItems(client, table, wanted)).map((item) => fromItem(rowSchema, item));
    return new Map(rows.map(({ identity, ...note }) => [identity.slice(PREFIX.length), note]));
  };

  const put = (key: string, note: Erasure, condition: Condition): Promise<boolean> => {
    const expiresAt = Math.floor(Date.parse(note.at) / 1000) + KEPT_DAYS * DAY_SECONDS;
    const { ConditionExpression, values } = condition;
    const named = Object.entries(names).filter(([name]) => ConditionExpression.includes(name));
    return held(
      client.send(
        new PutItemCommand({
          TableName: table,
          Item: toItem({ identity: noteKey(key), ...note, expiresAt }),
          ConditionExpression,
          ExpressionAttributeNames: Object.fromEntries(named),
          ExpressionAttributeValues: toItem(values),
        }),
      ),
    );
  };

  const noteOne = async (key: string, note: Erasure): Promise<void> => {
    if (await put(key, note, isOutweighedBy(note))) return;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const known = (await readErasures([key])).get(key);
      const joined = known ? joinErasures(known, note) : note;
      if (known && isDeepStrictEqual({ ...known }, joined)) return;
      if (await put(key, joined, known ? isStill(known) : isOutweighedBy(note))) return;
    }
    throw new ConflictError(`a note of erasure was written ${MAX_ATTEMPTS} times by others; it comes again`);
  };

  const noteErasures: NoteErasures = async (keys, note) => {
    await inParallel([...new Set(keys)], CALLS, (key) => noteOne(key, note));
  };

  return { readErasures, noteErasures };
};

type Condition = { ConditionExpression: string; values: Record<string, unknown> };
const names = { "#at": "at", "#finished": "finished", "#askedAt": "askedAt" };

/** What is there, if anything is, is not later in either time: nearly always so. */
const isOutweighedBy = (note: Erasure): Condition => ({
  ConditionExpression:
    "attribute_not_exists(#at) OR (#at <= :at AND (#askedAt <= :askedAt OR (attribute_not_exists(#askedAt) AND #at <= :askedAt)))",
  values: { ":at": note.at, ":askedAt": askedAtOf(note) },
});

const isStill = ({ at, finished, askedAt }: Erasure): Condition => ({
  ConditionExpression: `#at = :at AND #finished = :finished AND ${askedAt === undefined ? "attribute_not_exists(#askedAt)" : "#askedAt = :askedAt"}`,
  values: { ":at": at, ":finished": finished, ...(askedAt !== undefined && { ":askedAt": askedAt }) },
});
