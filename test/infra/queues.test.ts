import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { rouseTemplate } from "./rouse-template.ts";

const queueSchema = z.object({
  MessageRetentionPeriod: z.number(),
  SqsManagedSseEnabled: z.literal(true),
  VisibilityTimeout: z.number().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() }).optional(),
});
const mappingSchema = z.object({
  EventSourceArn: z.unknown(),
  FunctionName: z.unknown(),
  BatchSize: z.number(),
  FunctionResponseTypes: z.array(z.string()),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }),
});

let stack: Awaited<ReturnType<typeof rouseTemplate>>;
let queues: Map<string, z.infer<typeof queueSchema>>;
let mappings: z.infer<typeof mappingSchema>[];
beforeAll(async () => {
  stack = await rouseTemplate();
  queues = new Map(
    stack.ofType("AWS::SQS::Queue").map(({ id, Properties }) => [`${id}.Arn`, queueSchema.parse(Properties)]),
  );
  mappings = stack.ofType("AWS::Lambda::EventSourceMapping").map(({ Properties }) => mappingSchema.parse(Properties));
});

test("a queue that a function reads has a dead-letter queue which keeps longer than it does", () => {
  expect(mappings).toHaveLength(2);
  for (const { EventSourceArn } of mappings) {
    const queue = queues.get(String(stack.deployed(EventSourceArn)));
    const deadLetters = queues.get(String(stack.deployed(queue?.RedrivePolicy?.deadLetterTargetArn)));
    expect(queue?.RedrivePolicy?.maxReceiveCount).toBe(5);
    expect(deadLetters?.MessageRetentionPeriod).toBeGreaterThan(
      queue?.MessageRetentionPeriod ?? Number.POSITIVE_INFINITY,
    );
  }
});

test("a message stays hidden for at least six times its function's timeout", () => {
  for (const { EventSourceArn, FunctionName } of mappings) {
    const fn = stack.resources.find(({ id }) => id === stack.deployed(FunctionName));
    const timeout = z.number().parse(fn?.Properties.Timeout);
    expect(queues.get(String(stack.deployed(EventSourceArn)))?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout);
  }
});

test("a batch answers for each of its messages, ten at a time, by a bounded number of workers", () => {
  for (const mapping of mappings) {
    expect(mapping).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ["ReportBatchItemFailures"] });
    expect(mapping.ScalingConfig.MaximumConcurrency).toBeLessThanOrEqual(10);
  }
});

test("every queue and topic refuses what does not come over TLS", () => {
  const policies = [...stack.ofType("AWS::SQS::QueuePolicy"), ...stack.ofType("AWS::SNS::TopicPolicy")];
  expect(policies).toHaveLength(queues.size + stack.ofType("AWS::SNS::Topic").length);
  for (const { Properties } of policies) {
    expect(JSON.stringify(Properties)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
  }
});

test("what becomes of a mail reaches the mail events queue as the mail service wrote it", () => {
  expect(stack.ofType("AWS::SNS::Subscription").map(({ Properties }) => Properties)).toMatchObject([
    { Protocol: "sqs", RawMessageDelivery: true, RedrivePolicy: {} },
  ]);
  const [destination] = stack.ofType("AWS::SES::ConfigurationSetEventDestination");
  expect(destination?.Properties.EventDestination).toMatchObject({
    Enabled: true,
    MatchingEventTypes: ["send", "delivery", "bounce", "complaint", "reject", "renderingFailure"],
    SnsDestination: {},
  });
});

test("while recording is held webhooks wait, and everything else goes on", async () => {
  const held = await rouseTemplate({ intake: { recording: "held" } });
  const enabled = ({ ofType }: typeof held) =>
    ofType("AWS::Lambda::EventSourceMapping").map(({ Properties }) => Properties.Enabled);
  expect(enabled(stack)).toEqual([true, undefined]);
  expect(enabled(held)).toEqual([false, undefined]);
});
