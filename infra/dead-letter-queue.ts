import { Duration, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

const encrypted = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const;

/** A queue that keeps what could not be worked on for as long as SQS allows: 14 days to look at it and send it back. */
const deadLetterQueue = (scope: Construct, id: string): Queue =>
  new Queue(scope, id, { ...encrypted, retentionPeriod: Duration.days(14) });

/** Starts that a schedule did not bring about. */
export const missedStartsQueue = (scope: Construct): Queue => {
  const queue = deadLetterQueue(scope, "MissedStarts");
  Validations.of(queue).acknowledge({
    id: "AwsSolutions-SQS3",
    reason: "It is a dead-letter queue itself: that of the schedule.",
  });
  return queue;
};

/**
 * A queue and the one beside it for what failed five times.
 * A message stays hidden for six times its worker's timeout, so that a slow batch is not handed out twice.
 */
export const queueWithDeadLetters = (
  scope: Construct,
  id: string,
  workerTimeout: Duration,
  { retentionPeriod = Duration.days(4) }: Pick<QueueProps, "retentionPeriod"> = {},
) => {
  const deadLetters = deadLetterQueue(scope, `${id}DeadLetters`);
  const props: QueueProps = {
    ...encrypted,
    retentionPeriod,
    visibilityTimeout: Duration.seconds(6 * workerTimeout.toSeconds()),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  };
  return { queue: new Queue(scope, id, props), deadLetters };
};
