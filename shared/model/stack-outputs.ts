import * as z from "zod";

const name = z.string().min(1);

/**
 * What a deployed stack says of itself: the names of its CloudFormation outputs, and the values as an operator's command reads them.
 * One contract, written by the stack and read by `rouse` and by the embedded system.
 */
export const stackOutputsSchema = z.object({
  ApiUrl: z.url().describe("Address of the public API: send webhooks to this, /webhooks/ and the name of their source"),
  CustomersTable: name.describe("Table of customers: identities, profile, consent, purchase summary"),
  OrdersTable: name.describe("Table of orders, each at its newest known state"),
  IdentitiesTable: name.describe("Table that says which customer an identity belongs to"),
  MessagesTable: name.describe("The ledger: who was written to, held out, offered what"),
  SuppressionsTable: name.describe("Keyed hashes of addresses that are never mailed again: keep it when all else goes"),
  DataBucket: name.describe("Bucket of raw webhook bodies and of the night's work files"),
  MarketingBucket: name.describe("Bucket of what marketing receives, under nightly/dt=DAY/"),
  OrdersQueueUrl: name.describe("Queue of orders on their way to be recorded"),
  OrdersDeadLetterQueueUrl: name.describe("Queue of what could not be understood: rouse redrive lists it with reasons"),
  MailEventsQueueUrl: name.describe("Queue of what became of mails: deliveries, bounces, complaints"),
  MailEventsDeadLetterQueueUrl: name.describe("Queue of mail events that could not be recorded"),
  NightArn: name.describe("State machine of the night: rouse nightly starts it"),
  PostArn: name.describe("State machine of an hour of the post: rouse post starts it"),
  SweepArn: name.describe("State machine that takes who was erased out of the files of nights: rouse erase starts it"),
  KeysSecretArn: name.describe("The deployment's own keys: never change them, keep them when all else goes"),
  SourceSecrets: name.describe("The secret that signs each source's webhooks, as JSON: name of the source to ARN"),
  ConfigurationSet: name.describe("Configuration set that all mail goes through"),
  AlarmTopicArn: name.describe("Topic of the alarms: operators subscribe here"),
});
export type StackOutputs = z.infer<typeof stackOutputsSchema>;

/** What each output holds, for whoever reads the stack. */
export const stackOutputDescription = (output: keyof StackOutputs): string =>
  stackOutputsSchema.shape[output].description ?? "";
