import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { sqsWaiting, sqsWebhooks } from "../../shared/adapters/sqs-waiting.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";

describe("the engines behind contract tests", () => {
  let engines: TestEngines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());

  it("keep an item that a client without an endpoint of its own puts", async () => {
    const client = new DynamoDBClient();
    const Key = { orderKey: { S: "csv#1" } };
    await client.send(new PutItemCommand({ TableName: engines.tables.ORDERS_TABLE, Item: Key }));
    const { Item } = await client.send(new GetItemCommand({ TableName: engines.tables.ORDERS_TABLE, Key }));
    expect(Item).toEqual(Key);
  });

  it("keep an object", async () => {
    const client = new S3Client();
    await client.send(new PutObjectCommand({ Bucket: engines.buckets.DATA_BUCKET, Key: "a/b=c/d.txt", Body: "hello" }));
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: engines.buckets.DATA_BUCKET, Key: "a/b=c/d.txt" }),
    );
    expect(await Body?.transformToString()).toBe("hello");
  });

  it("move a message that failed too often to the dead-letter queue", async () => {
    const client = new SQSClient();
    await client.send(new SendMessageCommand({ QueueUrl: engines.queues.ORDERS_QUEUE_URL, MessageBody: "poison" }));
    for (let attempt = 0; attempt < 4; attempt++) {
      await client.send(new ReceiveMessageCommand({ QueueUrl: engines.queues.ORDERS_QUEUE_URL, VisibilityTimeout: 0 }));
    }
    const dead = await client.send(new ReceiveMessageCommand({ QueueUrl: engines.queues.ORDERS_DEAD_LETTERS_URL }));
    expect(dead.Messages?.map((message) => message.Body)).toEqual(["poison"]);
  });

  it("tell a night how many messages wait, also of those that somebody is at work on", async () => {
    const client = createSqsClient();
    const { ORDERS_QUEUE_URL: orders, ORDERS_DEAD_LETTERS_URL: deadLetters } = engines.queues;
    const count = sqsWaiting(client, { orders, deadLetters });
    const { webhooks, deadLetters: dead } = await count();
    for (const MessageBody of ["one", "two", "three"]) {
      await client.send(new SendMessageCommand({ QueueUrl: orders, MessageBody }));
    }
    await client.send(new ReceiveMessageCommand({ QueueUrl: orders, VisibilityTimeout: 600 }));
    await client.send(new SendMessageCommand({ QueueUrl: deadLetters, MessageBody: "poison" }));
    expect(await count()).toEqual({ webhooks: webhooks + 3, deadLetters: dead + 1 });
    expect(await sqsWebhooks(client, orders)()).toBe(webhooks + 3);
  });
});
