import { z } from "zod";

const name = z.string().min(1);

/**
 * What a deployed stack says of itself: the names of its CloudFormation outputs, and the values as an operator's command reads them.
 * One contract, written by the stack and read by `rouse` and by the embedded system.
 */
export const stackOutputsSchema = z.object({
  /** Base of the public HTTP API, without a trailing slash. */
  ApiUrl: z.url(),
  CustomersTable: name,
  OrdersTable: name,
  IdentitiesTable: name,
  MessagesTable: name,
  SuppressionsTable: name,
  DataBucket: name,
  MarketingBucket: name,
  OrdersQueueUrl: name,
  OrdersDeadLetterQueueUrl: name,
  MailEventsQueueUrl: name,
  MailEventsDeadLetterQueueUrl: name,
  NightArn: name,
  KeysSecretArn: name,
  /** JSON object in a string: source name to the ARN of the secret that signs its webhooks. */
  SourceSecrets: name,
  ConfigurationSet: name,
  /** Where alarms go: an operator subscribes here. */
  AlarmTopicArn: name,
});
export type StackOutputs = z.infer<typeof stackOutputsSchema>;
