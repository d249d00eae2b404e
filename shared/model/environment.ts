import * as z from "zod";
import { handedChannelSchema } from "./channel.ts";
import { webhookSourceSchema } from "./order.ts";

/**
 * The environment of each function: one contract, read by the construct that supplies it and by the handler that needs it.
 * Names that end in `_TABLE`, `_BUCKET` are physical names; `_URL`, `_ARN` what they say.
 */
const name = z.string().min(1);

const tables = {
  CUSTOMERS_TABLE: name,
  ORDERS_TABLE: name,
  IDENTITIES_TABLE: name,
  MESSAGES_TABLE: name,
  SUPPRESSIONS_TABLE: name,
} as const;
const buckets = { DATA_BUCKET: name, MARKETING_BUCKET: name } as const;
/** Secret with the keys of keyed hashes and of links: see `shared/model/keys.ts`. */
const keys = { KEYS_SECRET_ARN: name } as const;

/** JSON object in a string: source name to the ARN of the secret that signs its webhooks. */
const sourceSecrets = z
  .string()
  .transform((text) => JSON.parse(text) as unknown)
  .pipe(z.partialRecord(webhookSourceSchema, z.string()));

/** The same of channels whose messages are posted. */
const outboxSecrets = z
  .string()
  .transform((text) => JSON.parse(text) as unknown)
  .pipe(z.partialRecord(handedChannelSchema, z.string()));

export const environments = {
  "receive-webhook": z.object({
    DATA_BUCKET: name,
    ORDERS_QUEUE_URL: name,
    SOURCE_SECRETS: sourceSecrets,
    /** Where sources post to, each under its name, without a trailing slash. */
    WEBHOOKS_URL: z.url(),
  }),
  /** Poison is put on the dead-letter queue at once, with its reason beside it; SQS itself moves what failed five times. */
  "act-on-intake": z.object({
    ...tables,
    DATA_BUCKET: name,
    ...keys,
    /** An erasure sends itself a message there. */
    ORDERS_QUEUE_URL: z.url(),
    ORDERS_DLQ_URL: z.url(),
    /** Of sources whose orders are fetched. */
    SOURCE_SECRETS: sourceSecrets,
  }),
  "sweep-files": z.object({ SUPPRESSIONS_TABLE: name, ...buckets, ...keys }),
  "record-mail-events": z.object({ MESSAGES_TABLE: name, SUPPRESSIONS_TABLE: name, ...keys }),
  unsubscribe: z.object({ SUPPRESSIONS_TABLE: name, ...keys }),
  "open-report": z.object({ MARKETING_BUCKET: name, ...keys }),
  "hold-mail": z.object({ DATA_BUCKET: name, ...keys }),
  "follow-link": z.object({ MESSAGES_TABLE: name, ...keys }),
  "plan-night": z.object({
    CUSTOMERS_TABLE: name,
    /** Where it is kept what came back of mail. */
    MESSAGES_TABLE: name,
    DATA_BUCKET: name,
    ORDERS_QUEUE_URL: z.url(),
    ORDERS_DLQ_URL: z.url(),
  }),
  "compare-with-shop": z.object({
    ORDERS_TABLE: name,
    /** Where erasures are noted. */
    IDENTITIES_TABLE: name,
    SUPPRESSIONS_TABLE: name,
    DATA_BUCKET: name,
    ORDERS_QUEUE_URL: z.url(),
    ...keys,
    /** Of sources that are compared. */
    SOURCE_SECRETS: sourceSecrets,
  }),
  "summarise-shard": z.object({ CUSTOMERS_TABLE: name, SUPPRESSIONS_TABLE: name, DATA_BUCKET: name }),
  "fit-models": z.object({ DATA_BUCKET: name, MARKETING_BUCKET: name }),
  "score-shard": z.object({ DATA_BUCKET: name }),
  "join-group": z.object({ DATA_BUCKET: name }),
  "publish-night": z.object({ ...buckets }),
  "notify-shard": z.object({
    IDENTITIES_TABLE: name,
    MESSAGES_TABLE: name,
    SUPPRESSIONS_TABLE: name,
    DATA_BUCKET: name,
    ...keys,
    /** Where links in mail lead, without a trailing slash: the shop's own address, or the public API's. */
    PUBLIC_URL: z.url(),
    CONFIGURATION_SET: name,
    ORDERS_QUEUE_URL: z.url(),
    OUTBOX_SECRETS: outboxSecrets,
    /** Whether webhooks wait by now: a night goes by the settings that it began with, and they may have changed since. */
    RECORDING: z.enum(["on", "held"]),
  }),
  "open-post": z.object({ MESSAGES_TABLE: name, DATA_BUCKET: name }),
  "close-night": z.object({
    IDENTITIES_TABLE: name,
    MESSAGES_TABLE: name,
    SUPPRESSIONS_TABLE: name,
    ...buckets,
    ...keys,
    PUBLIC_URL: z.url(),
    CONFIGURATION_SET: name,
  }),
} as const;

export type FunctionName = keyof typeof environments;
/** What a construct must supply to a function: every name, as a string. */
export type EnvironmentOf<F extends FunctionName> = z.input<(typeof environments)[F]>;
