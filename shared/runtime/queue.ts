import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { logger } from "./powertools.ts";
import { withStack } from "./stack.ts";

/**
 * An SQS consumer with partial batch responses: records are worked on side by side, and only those that failed come back.
 * An empty list tells SQS that all are done; throwing would bring the whole batch back.
 */
export const queue = (work: (record: SQSRecord) => Promise<void>) =>
  withStack(async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const outcomes = await Promise.allSettled(event.Records.map(work));
    const batchItemFailures = event.Records.flatMap((record, index) => {
      const outcome = outcomes[index];
      if (outcome?.status !== "rejected") return [];
      const error: unknown = outcome.reason;
      logger().error("a record failed and will come again", {
        message_id: record.messageId,
        error_name: error instanceof Error ? error.name : "unknown",
        error_message: error instanceof Error ? error.message : "something was thrown that is no error",
      });
      return [{ itemIdentifier: record.messageId }];
    });
    return { batchItemFailures };
  });
