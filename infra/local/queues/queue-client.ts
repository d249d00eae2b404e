import * as z from "zod";
import { queueUrl } from "../create-resources.ts";
import { callJson } from "../wire.ts";

const messageSchema = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  MessageAttributes: z
    .record(z.string(), z.object({ DataType: z.string(), StringValue: z.string().optional() }))
    .default({}),
});
export type QueueMessage = z.infer<typeof messageSchema>;

const attributesSchema = z.object({ Attributes: z.record(z.string(), z.coerce.number()) });
const countNames = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];

/** SQS allows ten messages in one call. */
const callLimit = 10;
const inTens = <T>(items: readonly T[]) =>
  Array.from({ length: Math.ceil(items.length / callLimit) }, (_, i) =>
    items.slice(i * callLimit, (i + 1) * callLimit),
  );

/** The calls that a poller needs, on one queue. */
export const createQueueClient = (endpoint: string, queueName: string) => {
  const call = (action: string, parameters: object, signal?: AbortSignal) => {
    const body = { QueueUrl: queueUrl({ sqs: endpoint }, queueName), ...parameters };
    return callJson(endpoint, "sqs", `AmazonSQS.${action}`, body, signal);
  };
  return {
    receive: async (count: number, waitSeconds: number, signal: AbortSignal): Promise<QueueMessage[]> => {
      const answer = await call(
        "ReceiveMessage",
        {
          MaxNumberOfMessages: Math.min(count, callLimit),
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ["All"],
          MessageAttributeNames: ["All"],
        },
        signal,
      );
      return z.object({ Messages: z.array(messageSchema).default([]) }).parse(answer).Messages;
    },
    remove: async (messages: readonly QueueMessage[]) => {
      for (const group of inTens(messages)) {
        await call("DeleteMessageBatch", {
          Entries: group.map((message, i) => ({ Id: String(i), ReceiptHandle: message.ReceiptHandle })),
        });
      }
    },
    comeBackIn: async (seconds: number, message: QueueMessage) => {
      await call("ChangeMessageVisibility", { ReceiptHandle: message.ReceiptHandle, VisibilityTimeout: seconds });
    },
    /** Messages in the queue, whether or not somebody works on them; not those that are to come later. */
    count: async (): Promise<number> => {
      const answer = await call("GetQueueAttributes", { AttributeNames: countNames });
      const { Attributes } = attributesSchema.parse(answer);
      return countNames.reduce((sum, name) => sum + (Attributes[name] ?? 0), 0);
    },
  };
};
export type QueueClient = ReturnType<typeof createQueueClient>;
