import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Enqueue, Park } from "../ports/world.ts";

/** The orders queue, as those who fill it see it. */
export const sqsEnqueue =
  (client: SQSClient, queueUrl: string): Enqueue =>
  async (message) => {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
  };

/** The dead-letter queue, for messages that will never be understood. */
export const sqsPark =
  (client: SQSClient, deadLetterUrl: string): Park =>
  async (message, reason) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: deadLetterUrl,
        MessageBody: message,
        MessageAttributes: { Reason: { DataType: "String", StringValue: reason } },
      }),
    );
  };
