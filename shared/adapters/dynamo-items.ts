import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { z } from "zod";
import { RouseError } from "../model/errors.ts";

export type Item = Record<string, AttributeValue>;

const GETS_PER_BATCH = 100;
const WRITES_PER_BATCH = 25;
const MAX_ROUNDS = 10;

/** A row as DynamoDB keeps it. Undefined properties are left out, at every depth. */
export const toItem = (row: Readonly<Record<string, unknown>>): Item => marshall(row, { removeUndefinedValues: true });

/** A row as the program knows it: parsed by its schema, so that what another hand wrote cannot pass unseen. */
export const fromItem = <Schema extends z.ZodType>(schema: Schema, item: Item): z.output<Schema> =>
  schema.parse(unmarshall(item));

/** Runs a conditional write: true if it was made, false if its condition did not hold. */
export const held = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** Reads many items by key, strongly consistent, a hundred a call; asks again for what the service left out. */
export const getItems = async (
  client: DynamoDBClient,
  table: string,
  keys: readonly Readonly<Record<string, string>>[],
): Promise<Item[]> => {
  const items: Item[] = [];
  for (let start = 0; start < keys.length; start += GETS_PER_BATCH) {
    let pending = keys.slice(start, start + GETS_PER_BATCH).map(toItem);
    for (let round = 0; pending.length > 0; ) {
      await pauseBefore(round);
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys: pending, ConsistentRead: true } } }),
      );
      items.push(...(Responses?.[table] ?? []));
      const left = UnprocessedKeys?.[table]?.Keys ?? [];
      round = roundAfter(round, pending.length > left.length);
      pending = left;
    }
  }
  return items;
};

/** Makes many unconditional writes to different keys, 25 a call; sends again what the service left out. */
export const writeItems = async (
  client: DynamoDBClient,
  table: string,
  writes: readonly WriteRequest[],
): Promise<void> => {
  for (let start = 0; start < writes.length; start += WRITES_PER_BATCH) {
    let pending = writes.slice(start, start + WRITES_PER_BATCH);
    for (let round = 0; pending.length > 0; ) {
      await pauseBefore(round);
      const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: pending } }));
      const left = UnprocessedItems?.[table] ?? [];
      round = roundAfter(round, pending.length > left.length);
      pending = left;
    }
  }
};

/**
 * A table that takes some of it is slow and not gone: a first history puts more than a new table takes in a second, for hours. Only
 * rounds that come to nothing count.
 */
const roundAfter = (round: number, tookSome: boolean): number => (tookSome ? Math.max(1, round - 1) : round + 1);

/** Exponential pause with full jitter; gives up loudly, and nothing is lost: the caller's step comes again. */
const pauseBefore = async (round: number): Promise<void> => {
  if (round === 0) return;
  if (round > MAX_ROUNDS) {
    throw new RouseError("ThrottledError", `the table took nothing ${MAX_ROUNDS} times in a row; try again later`);
  }
  const limitMs = Math.min(5_000, 50 * 2 ** round);
  await new Promise((resume) => setTimeout(resume, Math.random() * limitMs));
};
