import * as z from "zod";
import { createBucket, createQueue, createTable, createTopic, subscribeQueue } from "./create-resources.ts";
import type { Endpoints } from "./place.ts";
import { resolve, type Scope } from "./template/intrinsics.ts";
import { resourcesOf, type Template } from "./template/read-template.ts";
import { physicalName } from "./template/resource-names.ts";

const tableSchema = z.object({
  KeySchema: z.array(z.unknown()),
  AttributeDefinitions: z.array(z.unknown()),
  GlobalSecondaryIndexes: z.array(z.unknown()).optional(),
});
const queueSchema = z.object({
  VisibilityTimeout: z.coerce.string().optional(),
  DelaySeconds: z.coerce.string().optional(),
  MessageRetentionPeriod: z.coerce.string().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});
const subscriptionSchema = z.object({
  Protocol: z.string(),
  TopicArn: z.string(),
  Endpoint: z.string(),
  RawMessageDelivery: z.boolean().default(false),
});

/** Queues refer to their dead-letter queues by ARN, subscriptions to both: so these come in order, tables and buckets at once. */
const createMessaging = async (template: Template, scope: Scope, endpoints: Endpoints) => {
  const queues = resourcesOf(template, "AWS::SQS::Queue").map(([id, resource]) => {
    const { RedrivePolicy, ...plain } = queueSchema.parse(resolve(resource.Properties, scope));
    const attributes = Object.entries({
      ...plain,
      ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
    });
    const set = attributes.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
    return { name: physicalName(id, resource), attributes: Object.fromEntries(set) };
  });
  const topics = resourcesOf(template, "AWS::SNS::Topic");
  await Promise.all([
    ...queues.map(({ name, attributes }) => createQueue(endpoints, name, attributes)),
    ...topics.map(([id, resource]) => createTopic(endpoints, physicalName(id, resource))),
  ]);
  for (const [, { Properties }] of resourcesOf(template, "AWS::SNS::Subscription")) {
    const { Protocol, TopicArn, Endpoint, RawMessageDelivery } = subscriptionSchema.parse(resolve(Properties, scope));
    if (Protocol === "sqs") await subscribeQueue(endpoints, TopicArn, Endpoint, RawMessageDelivery);
  }
};

/** Makes the template's tables, buckets, queues and topics in the engines, where they are not yet. */
export const provision = async (template: Template, scope: Scope, endpoints: Endpoints): Promise<void> => {
  const tables = resourcesOf(template, "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable");
  await Promise.all([
    ...tables.map(([id, resource]) =>
      createTable(endpoints, physicalName(id, resource), tableSchema.parse(resolve(resource.Properties, scope))),
    ),
    ...resourcesOf(template, "AWS::S3::Bucket").map(([id, resource]) =>
      createBucket(endpoints, physicalName(id, resource)),
    ),
    createMessaging(template, scope, endpoints),
  ]);
};
