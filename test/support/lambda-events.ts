import type { Context, SQSEvent } from "aws-lambda";

export const lambdaContext: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: "under-test",
  functionVersion: "1",
  invokedFunctionArn: "arn:aws:lambda:eu-west-1:000000000000:function:under-test",
  memoryLimitInMB: "128",
  awsRequestId: "request-1",
  logGroupName: "group",
  logStreamName: "stream",
  getRemainingTimeInMillis: () => 1000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

/** What SQS hands to a consumer for these message bodies. */
export const queueEventOf = (bodies: readonly string[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({
    messageId: String(index),
    body,
    receiptHandle: String(index),
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-west-1:000000000000:orders",
    awsRegion: "eu-west-1",
  })),
});
