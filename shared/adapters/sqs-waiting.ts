import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from "@aws-sdk/client-sqs";
import type { CountWaiting } from "../ports/night.ts";

/** There to be taken, or taken and not done. No webhook is delayed: only an erasure that looks again is. */
const counts: readonly QueueAttributeName[] = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"];

const countIn = async (
  client: SQSClient,
  queueUrl: string,
  counted: readonly QueueAttributeName[] = counts,
): Promise<number> => {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...counted] }),
  );
  return counted.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
};

/** What waits in the orders queue and in the dead-letter queue beside it, as nearly as SQS tells. */
export const sqsWaiting =
  (client: SQSClient, queues: { orders: string; deadLetters: string }): CountWaiting =>
  async () => {
    const [webhooks, deadLetters] = await Promise.all([
      countIn(client, queues.orders),
      countIn(client, queues.deadLetters),
    ]);
    return { webhooks, deadLetters };
  };

/** What waits in the orders queue or is being recorded, as nearly as SQS tells. */
export const sqsWebhooks = (client: SQSClient, queueUrl: string) => (): Promise<number> => countIn(client, queueUrl);

/** How many messages somebody has taken and not done, as nearly as SQS tells. */
export const sqsInFlight = (client: SQSClient, queueUrl: string) => (): Promise<number> =>
  countIn(client, queueUrl, ["ApproximateNumberOfMessagesNotVisible"]);
