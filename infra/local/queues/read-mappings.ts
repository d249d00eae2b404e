import * as z from "zod";
import { resolve, type Scope } from "../template/intrinsics.ts";
import { resourcesOf, type Template } from "../template/read-template.ts";

/** One SQS queue that feeds one function. */
export type QueueMapping = {
  queueName: string;
  functionArn: string;
  batchSize: number;
  maximumConcurrency: number;
  reportsItemFailures: boolean;
};

const mappingSchema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.coerce.number().default(10),
  FunctionResponseTypes: z.array(z.string()).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number() }).optional(),
});

/** Lambda begins with five pollers; one machine does with two. */
const defaultConcurrency = 2;

/** Those that are switched on. */
export const readMappings = (template: Template, scope: Scope): readonly QueueMapping[] =>
  resourcesOf(template, "AWS::Lambda::EventSourceMapping").flatMap(([, { Properties }]) => {
    const mapping = mappingSchema.parse(resolve(Properties, scope));
    if (!mapping.Enabled) return [];
    const [, , service, , , queueName = ""] = mapping.EventSourceArn.split(":");
    if (service !== "sqs") throw new Error(`the embedded system feeds functions from SQS only, not from ${service}`);
    const functionArn = mapping.FunctionName.startsWith("arn:")
      ? mapping.FunctionName
      : z.string().parse(scope.attribute(mapping.FunctionName, "Arn"));
    const read: QueueMapping = {
      queueName,
      functionArn,
      batchSize: mapping.BatchSize,
      maximumConcurrency: Math.min(mapping.ScalingConfig?.MaximumConcurrency ?? defaultConcurrency, defaultConcurrency),
      reportsItemFailures: mapping.FunctionResponseTypes.includes("ReportBatchItemFailures"),
    };
    return [read];
  });
