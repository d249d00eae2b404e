import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { Instant } from "../model/time.ts";
import type { Now } from "../ports/world.ts";
import { toItem } from "./dynamo-items.ts";

/** The header shows whole seconds; so much more is taken for the way of an answer. */
const SHOWN_MS = 1_000;
const SLACK_MS = 1_000;

const answerSchema = z.object({ response: z.object({ headers: z.object({ date: z.string() }) }) });

/**
 * The present by the clock of the service that keeps the tables, which all who write to them share: a machine's own clock
 * may be minutes off, and an erasure dated by it would be older than what it is to erase. Where the two agree as closely as
 * the service tells its time, that of the machine; else to half a second.
 *
 * @param client its next call tells the time
 */
export const readServiceTime = async (client: DynamoDBClient, identitiesTable: string, now: Now): Promise<Instant> => {
  let shownAt: number | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      shownAt = Date.parse(answerSchema.parse(answer).response.headers.date);
      return answer;
    },
    { step: "deserialize", name: "serviceTime" },
  );
  const asked = Date.parse(now());
  await client.send(new GetItemCommand({ TableName: identitiesTable, Key: toItem({ identity: "nobody" }) }));
  return timeBy(shownAt ?? Number.NaN, asked, Date.parse(now()));
};

/** @param shownAt what the service's clock showed between `asked` and `answered` of the machine's own; all in ms */
const timeBy = (shownAt: number, asked: number, answered: number): Instant => {
  const isRight = asked - SLACK_MS < shownAt + SHOWN_MS && answered + SLACK_MS >= shownAt;
  return new Date(isRight ? answered : shownAt + SHOWN_MS / 2).toISOString();
};
