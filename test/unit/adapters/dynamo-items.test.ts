import { type BatchGetItemCommand, type BatchWriteItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { getItems, toItem, writeItems } from "../../../shared/adapters/dynamo-items.ts";

const TABLE = "table";
const keys = Array.from({ length: 5 }, (_, at) => ({ id: String(at) }));

/** A service that does the last two of what it is asked for, and leaves the others out. */
const lazyService = () => {
  const client = new DynamoDBClient({
    region: "eu-central-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  const calls: number[] = [];
  client.middlewareStack.add(
    () => async (args) => {
      const asked = args.input;
      if (!("RequestItems" in asked)) throw new Error("no batch");
      const output = { $metadata: {}, ...answerTo(asked.RequestItems) };
      return { response: {}, output };
    },
    { step: "initialize", priority: "high" },
  );
  const answerTo = (asked: BatchOf) => {
    const batch = asked?.[TABLE] ?? [];
    if (Array.isArray(batch)) {
      calls.push(batch.length);
      return { UnprocessedItems: batch.length > 2 ? { [TABLE]: batch.slice(0, -2) } : {} };
    }
    const wanted = batch.Keys ?? [];
    calls.push(wanted.length);
    const left = wanted.slice(0, -2);
    const UnprocessedKeys = left.length > 0 ? { [TABLE]: { ...batch, Keys: left } } : {};
    return { Responses: { [TABLE]: wanted.slice(-2) }, UnprocessedKeys };
  };
  return { client, calls };
};
type BatchOf = BatchGetItemCommand["input"]["RequestItems"] | BatchWriteItemCommand["input"]["RequestItems"];

describe("what a service leaves out of a batch", () => {
  it("is asked for again until all of it was read", async () => {
    const { client, calls } = lazyService();
    const items = await getItems(client, TABLE, keys);
    expect(items.map((item) => item.id?.S).sort()).toEqual(["0", "1", "2", "3", "4"]);
    expect(calls).toEqual([5, 3, 1]);
  });

  it("is sent again until all of it was written", async () => {
    const { client, calls } = lazyService();
    await writeItems(
      client,
      TABLE,
      keys.map((key) => ({ PutRequest: { Item: toItem(key) } })),
    );
    expect(calls).toEqual([5, 3, 1]);
  });
});
