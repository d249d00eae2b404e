import { type BatchGetItemCommand, type BatchWriteItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it, vi } from "vitest";
import { getItems, toItem, writeItems } from "../../../shared/adapters/dynamo-items.ts";

const TABLE = "table";
const keys = Array.from({ length: 5 }, (_, at) => ({ id: String(at) }));

/** A service that does the last two, or so many, of what it is asked for, and leaves the others out. */
const lazyService = (takes = 2) => {
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
      return { UnprocessedItems: batch.length > takes ? { [TABLE]: batch.slice(0, batch.length - takes) } : {} };
    }
    const wanted = batch.Keys ?? [];
    calls.push(wanted.length);
    const left = wanted.slice(0, wanted.length - takes);
    const UnprocessedKeys = left.length > 0 ? { [TABLE]: { ...batch, Keys: left } } : {};
    return { Responses: { [TABLE]: wanted.slice(wanted.length - takes) }, UnprocessedKeys };
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

  it("is sent and asked for again for as long as some of it is taken, however often that is", async () => {
    const many = Array.from({ length: 25 }, (_, at) => ({ id: String(at) }));
    const { client, calls } = lazyService(1);
    await writeItems(
      client,
      TABLE,
      many.map((key) => ({ PutRequest: { Item: toItem(key) } })),
    );
    expect(await getItems(client, TABLE, many)).toHaveLength(25);
    expect(calls).toHaveLength(50);
  });

  it("is given up when nothing of it is taken time after time", async () => {
    vi.useFakeTimers();
    try {
      const { client, calls } = lazyService(0);
      const gaveUp = expect(getItems(client, TABLE, keys)).rejects.toThrow("took nothing 10 times in a row");
      await vi.advanceTimersByTimeAsync(60_000);
      await gaveUp;
      expect(calls).toHaveLength(11);
    } finally {
      vi.useRealTimers();
    }
  });
});
