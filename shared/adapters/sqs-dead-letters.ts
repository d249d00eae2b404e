import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  MessageNotInflight,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { DeadLetter, DeadLetters } from "../ports/dead-letters.ts";

/** Long enough to look at all of them; a list that breaks off shows them again after this. */
const HIDDEN_SECONDS = 300;
/**
 * A dead letter that was only looked at shows itself again after a second. Not at once: an engine of a machine's own
 * was seen to lose its count, and with it the message, at a timeout of zero.
 */
const RELEASED_SECONDS = 1;
/** SQS asks only some of its hosts at a time: one empty answer does not mean that the queue is empty. */
const EMPTY_ANSWERS = 2;

export const sqsDeadLetters = (client: SQSClient, queueUrl: string): DeadLetters => ({
  receive: async function* () {
    const seen = new Set<string>();
    const beganMs = Date.now();
    for (let empty = 0; empty < EMPTY_ANSWERS; ) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: HIDDEN_SECONDS,
          WaitTimeSeconds: 1,
          MessageAttributeNames: ["Reason"],
          MessageSystemAttributeNames: ["SentTimestamp"],
        }),
      );
      const deadLetters = Messages.flatMap((message) => deadLetterOf(message, beganMs)).filter(
        ({ messageId }) => !seen.has(messageId),
      );
      for (const { messageId } of deadLetters) seen.add(messageId);
      yield* deadLetters;
      empty = deadLetters.every(({ arrivedMeanwhile }) => arrivedMeanwhile) ? empty + 1 : 0;
    }
  },
  remove: async (receipt) => {
    await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receipt }));
  },
  release: async (receipts) => {
    for (const ReceiptHandle of receipts) {
      const release = { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: RELEASED_SECONDS };
      try {
        await client.send(new ChangeMessageVisibilityCommand(release));
      } catch (error) {
        // Not hidden any more: the list took longer than that, or this is the second try of a call that went well.
        if (!(error instanceof MessageNotInflight)) throw error;
      }
    }
  },
});

const deadLetterOf = ({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes }: Message, beganMs: number) => {
  if (!MessageId || !ReceiptHandle || Body === undefined) return [];
  const reason = MessageAttributes?.Reason?.StringValue;
  const arrivedMeanwhile = Number(Attributes?.SentTimestamp ?? 0) > beganMs;
  const deadLetter: DeadLetter = { messageId: MessageId, receipt: ReceiptHandle, body: Body, arrivedMeanwhile };
  return [reason === undefined ? deadLetter : { ...deadLetter, reason }];
};
