import * as z from "zod";
import { queueArn } from "../create-resources.ts";
import type { Invocation } from "../functions/sandbox.ts";
import { region } from "../place.ts";
import type { QueueClient, QueueMessage } from "./queue-client.ts";
import type { QueueMapping } from "./read-mappings.ts";

const longPollSeconds = 20;
const pauseAfterErrorMilliseconds = 500;

const asRecord = (message: QueueMessage, queueName: string) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes,
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes).map(([name, { DataType, StringValue }]) => [
      name,
      { dataType: DataType, stringValue: StringValue, stringListValues: [], binaryListValues: [] },
    ]),
  ),
  md5OfBody: message.MD5OfBody,
  eventSource: "aws:sqs",
  eventSourceARN: queueArn(queueName),
  awsRegion: region,
});

const responseSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * The messages of a batch that failed, by Lambda's rules: all where the function failed or where its answer names
 * a message that is not in the batch; none where it reports no item failures.
 */
export const failedOf = <T extends { MessageId: string }>(
  batch: readonly T[],
  invocation: Invocation,
  reportsItemFailures: boolean,
): readonly T[] => {
  if (!invocation.ok) return batch;
  if (!reportsItemFailures) return [];
  const answer: unknown = JSON.parse(invocation.payload);
  if (answer === null) return [];
  const parsed = responseSchema.safeParse(answer);
  if (!parsed.success) return batch;
  const named = new Set((parsed.data.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
  const failed = batch.filter((message) => named.has(message.MessageId));
  return failed.length === named.size ? failed : batch;
};

/** A failed message comes back after one second, then two, then three: on one machine nobody waits minutes for a dead letter. */
const delaySeconds = (message: QueueMessage) => Math.min(3, Number(message.Attributes.ApproximateReceiveCount ?? 1));

/** Gathers a batch: waits for the first messages, takes at once what else is there. */
const gather = async ({ batchSize }: QueueMapping, client: QueueClient, signal: AbortSignal) => {
  const batch = await client.receive(batchSize, longPollSeconds, signal);
  while (batch.length > 0 && batch.length < batchSize) {
    const more = await client.receive(batchSize - batch.length, 0, signal);
    if (more.length === 0) break;
    batch.push(...more);
  }
  return batch;
};

export type Invoke = (functionArn: string, event: unknown) => Promise<Invocation>;

/** Feeds a function from a queue until stopped. */
export const startPoller = (mapping: QueueMapping, client: QueueClient, invoke: Invoke) => {
  const stopping = new AbortController();
  const { signal } = stopping;

  const handle = async (batch: readonly QueueMessage[]) => {
    const event = { Records: batch.map((message) => asRecord(message, mapping.queueName)) };
    const invocation = await invoke(mapping.functionArn, event);
    const failed = new Set(failedOf(batch, invocation, mapping.reportsItemFailures));
    await client.remove(batch.filter((message) => !failed.has(message)));
    await Promise.all([...failed].map((message) => client.comeBackIn(delaySeconds(message), message)));
  };
  const loop = async () => {
    while (!signal.aborted) {
      try {
        const batch = await gather(mapping, client, signal);
        if (batch.length > 0) await handle(batch);
      } catch {
        // The engine restarts or the system stops. What was received and not removed becomes visible again by itself.
        if (!signal.aborted) await new Promise((resume) => setTimeout(resume, pauseAfterErrorMilliseconds));
      }
    }
  };
  const loops = Array.from({ length: mapping.maximumConcurrency }, loop);
  return async () => {
    stopping.abort();
    await Promise.all(loops);
  };
};
