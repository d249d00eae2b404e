import { randomUUID } from "node:crypto";
import { LostAnswer, type QueryOperation, ServiceError } from "../service-server.ts";
import type { PublishMailEvent } from "./event-destinations.ts";
import { mailEvents } from "./mail-events.ts";
import { headerText, readHeaders } from "./mail-headers.ts";
import type { Envelope, MailStore } from "./mail-store.ts";

/** Limits of SES v1: raw bytes, recipients of one message. */
const rawLimitBytes = 10 * 1024 * 1024;
const recipientLimit = 50;

/** Faults for tests: each counts down with every mail it touches. */
export type MailFaults = {
  /** Refuse the next `count` sends as over the rate. */
  throttle: (count: number) => void;
  /** Accept the next `count` mails and break the connection before the answer. */
  loseAnswers: (count: number) => void;
  /** Refuse the next `count` sends with this error of SES: of one mail, of the sender, or of the whole account. */
  refuse: (count: number, code: string, message: string) => void;
};

const listOf = (parameters: URLSearchParams, prefix: string) => {
  const found: string[] = [];
  for (let i = 1; parameters.has(`${prefix}.member.${i}`); i++)
    found.push(parameters.get(`${prefix}.member.${i}`) ?? "");
  return found;
};

const tagsOf = (parameters: URLSearchParams) => {
  const tags: Record<string, string> = {};
  for (let i = 1; parameters.has(`Tags.member.${i}.Name`); i++) {
    tags[parameters.get(`Tags.member.${i}.Name`) ?? ""] = parameters.get(`Tags.member.${i}.Value`) ?? "";
  }
  return tags;
};

const addressOf = (mailbox: string) => /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox.trim();

const readEnvelope = (parameters: URLSearchParams, raw: Buffer, at: string): Envelope => {
  const headers = readHeaders(raw);
  const named = listOf(parameters, "Destinations");
  const recipients = named.length > 0 ? named : headerText(headers, "To").split(",");
  const destinations = recipients.map(addressOf).filter(Boolean);
  if (destinations.length === 0) throw new ServiceError("InvalidParameterValue", "Missing final '@domain'");
  if (destinations.length > recipientLimit) {
    throw new ServiceError("InvalidParameterValue", `Recipient count exceeds ${recipientLimit}`);
  }
  const source = parameters.get("Source") ?? headerText(headers, "From");
  if (!source.includes("@")) throw new ServiceError("InvalidParameterValue", "Missing required header 'From'.");
  const configurationSet = parameters.get("ConfigurationSetName");
  return {
    messageId: `${randomUUID()}-000000`,
    receivedAt: at,
    source,
    destinations,
    ...(configurationSet && { configurationSet }),
    tags: tagsOf(parameters),
    subject: headerText(headers, "Subject"),
  };
};

const readRaw = (parameters: URLSearchParams) => {
  const raw = Buffer.from(parameters.get("RawMessage.Data") ?? "", "base64");
  if (raw.length === 0) throw new ServiceError("InvalidParameterValue", "RawMessage.Data is empty");
  if (raw.length > rawLimitBytes)
    throw new ServiceError("InvalidParameterValue", "Message length is more than 10485760 bytes long");
  return raw;
};

const countdown = () => {
  let left = 0;
  return { set: (count: number) => (left = count), take: () => left > 0 && left-- > 0 };
};

/** SES v1, as far as a sender of raw mail needs it: catches every mail, and tells what the mailbox simulator would. */
export const createMailService = (store: MailStore, publish: PublishMailEvent, now: () => Date) => {
  const throttles = countdown();
  const refusals = countdown();
  let refusal = new ServiceError("MessageRejected", "refused");
  const losses = countdown();
  const pending = new Set<Promise<void>>();

  const tell = (envelope: Envelope, raw: Buffer) => {
    const telling = (async () => {
      for (const event of mailEvents(envelope, raw)) await publish(envelope.configurationSet, event);
    })().catch(() => undefined);
    pending.add(telling);
    void telling.finally(() => pending.delete(telling));
  };
  const sendRawEmail: QueryOperation = async (parameters) => {
    if (throttles.take()) throw new ServiceError("Throttling", "Maximum sending rate exceeded.", 400);
    if (refusals.take()) throw refusal;
    const raw = readRaw(parameters);
    const envelope = readEnvelope(parameters, raw, now().toISOString());
    await store.add(envelope, raw);
    tell(envelope, raw);
    if (losses.take()) throw new LostAnswer();
    return `<MessageId>${envelope.messageId}</MessageId>`;
  };
  const getSendQuota: QueryOperation = () => {
    const sent = store.list().filter(({ receivedAt }) => now().getTime() - Date.parse(receivedAt) < 86_400_000).length;
    return `<Max24HourSend>200000</Max24HourSend><MaxSendRate>500</MaxSendRate><SentLast24Hours>${sent}</SentLast24Hours>`;
  };
  const faults: MailFaults = {
    throttle: throttles.set,
    loseAnswers: losses.set,
    refuse: (count, code, message) => {
      refusals.set(count);
      refusal = new ServiceError(code, message);
    },
  };
  const operations: ReadonlyMap<string, QueryOperation> = new Map([
    ["SendRawEmail", sendRawEmail],
    ["GetSendQuota", getSendQuota],
  ]);
  return {
    operations,
    faults,
    /** Resolves when every event of the mails so far was published. */
    settled: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
};
