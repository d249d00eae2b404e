import { accountId, arn, type Endpoints } from "./place.ts";
import { callJson, callQuery, callS3, WireError } from "./wire.ts";

type Store = Pick<Endpoints, "dynamodb">;
type Fanout = Pick<Endpoints, "sqs" | "sns" | "s3">;

/** Makes what is not there yet: a second start with the same data finds its tables, queues and buckets. */
const unlessThere = async (codes: readonly string[], make: () => Promise<unknown>) => {
  try {
    await make();
  } catch (error) {
    if (!(error instanceof WireError && codes.includes(error.code))) throw error;
  }
};

/** `definition`: CreateTable's own parameters, which are CloudFormation's too. */
export const createTable = (endpoints: Store, name: string, definition: Readonly<Record<string, unknown>>) =>
  unlessThere(["ResourceInUseException"], () =>
    callJson(endpoints.dynamodb, "dynamodb", "DynamoDB_20120810.CreateTable", {
      BillingMode: "PAY_PER_REQUEST",
      ...definition,
      TableName: name,
    }),
  );

export const createBucket = async (endpoints: Pick<Endpoints, "s3">, name: string) => {
  const response = await callS3(endpoints.s3, "PUT", name);
  if (!response.ok && response.status !== 409) {
    throw new WireError("CreateBucket", response.status, `bucket ${name}: ${await response.text()}`);
  }
};

export const queueUrl = (endpoints: Pick<Endpoints, "sqs">, name: string) => `${endpoints.sqs}/${accountId}/${name}`;

/** Creates the queue, or brings one kept from an earlier start to these attributes. */
export const createQueue = async (endpoints: Fanout, name: string, attributes: Readonly<Record<string, string>>) => {
  await unlessThere(["QueueNameExists", "QueueAlreadyExists"], () =>
    callJson(endpoints.sqs, "sqs", "AmazonSQS.CreateQueue", { QueueName: name }),
  );
  if (Object.keys(attributes).length === 0) return;
  const parameters = { QueueUrl: queueUrl(endpoints, name), Attributes: attributes };
  await callJson(endpoints.sqs, "sqs", "AmazonSQS.SetQueueAttributes", parameters);
};

export const createTopic = (endpoints: Fanout, name: string) =>
  callQuery(endpoints.sns, "sns", { Action: "CreateTopic", Version: "2010-03-31", Name: name });

export const subscribeQueue = (endpoints: Fanout, topicArn: string, queueArn: string, raw: boolean) =>
  callQuery(endpoints.sns, "sns", {
    Action: "Subscribe",
    Version: "2010-03-31",
    TopicArn: topicArn,
    Protocol: "sqs",
    Endpoint: queueArn,
    "Attributes.entry.1.key": "RawMessageDelivery",
    "Attributes.entry.1.value": String(raw),
  });

export const queueArn = (name: string) => arn("sqs", name);
