import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { LOOK_AGAIN_AFTER_SECONDS } from "../model/look-again.ts";
import type { Enqueue, LookAgain, Park } from "../ports/world.ts";

/** The orders queue, as those who fill it see it. */
export const sqsEnqueue =
  (client: SQSClient, queueUrl: string): Enqueue =>
  async (message, afterSeconds = 0) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(message),
        ...(afterSeconds > 0 && { DelaySeconds: afterSeconds }),
      }),
    );
  };

/** The same queue, for an erasure that looks again. */
export const sqsLookAgain =
  (client: SQSClient, queueUrl: string): LookAgain =>
  async (message) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(message),
        DelaySeconds: LOOK_AGAIN_AFTER_SECONDS,
      }),
    );
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
