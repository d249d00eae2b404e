import { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import type { ReadQuotaLeft, ReadSendRate, SendRaw } from "../ports/mailer.ts";
import { clientOptions, lean } from "./aws-clients.ts";
import { judgeSesError, type SesErrorMeaning } from "./ses-errors.ts";
import { goStraight } from "./straight-calls.ts";

/**
 * A client that never sends twice: the SDK's own retries are off, since a retry after a lost answer may mail a second
 * time, and a request without an answer fails as one. Every mail goes over a connection of its own: a service closes those
 * that lie idle, also while a request is on its way into one, and nobody could say whether that mail was taken.
 */
export const createSesClient = (): SESClient => {
  const { cacheMiddleware, sha256, requestHandler } = clientOptions;
  const client = lean(
    new SESClient({
      cacheMiddleware,
      sha256,
      maxAttempts: 1,
      requestHandler: {
        ...requestHandler,
        httpAgent: { keepAlive: false },
        httpsAgent: { ...requestHandler.httpsAgent, keepAlive: false },
        requestTimeout: 20_000,
        throwOnRequestTimeout: true,
      },
    }),
  );
  goStraight(client, {
    service: "ses",
    exchange: async (request) => (await client.config.requestHandler.handle(request)).response,
    isAnswer: () => false,
    isAskedAgain: false,
    now: Date.now,
  });
  return client;
};

export type SesMailerOptions = {
  configurationSet: string;
  sleep: (milliseconds: number) => Promise<void>;
  /** Tries in all, while SES throttles. */
  maxAttempts?: number;
};

/** Sends raw mail by SES v1 through a configuration set. Throttled sends were not accepted: they wait and try again. */
export const sesMailer = (
  client: SESClient,
  { configurationSet, sleep, maxAttempts = 6 }: SesMailerOptions,
): SendRaw => {
  return async ({ raw, from, to, tags }) => {
    const command = new SendRawEmailCommand({
      Source: from,
      Destinations: [to],
      RawMessage: { Data: raw },
      ConfigurationSetName: configurationSet,
      Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    });
    for (let attempt = 1; ; attempt++) {
      try {
        const { MessageId } = await client.send(command);
        return MessageId === undefined
          ? { outcome: "unknown", reason: "answer-without-id" }
          : { outcome: "sent", sesMessageId: MessageId };
      } catch (error) {
        const judged = judgeSesError(error, { from, to });
        if (judged.kind === "not-sent-yet" && attempt < maxAttempts) {
          await sleep(250 * 2 ** attempt * (0.5 + Math.random() / 2));
          continue;
        }
        return outcomeOf(judged);
      }
    }
  };
};

const outcomeOf = (judged: SesErrorMeaning): Awaited<ReturnType<SendRaw>> => {
  const { kind, reason } = judged;
  if (kind === "unknown" || kind === "refused") return { outcome: kind, reason };
  return { outcome: "not-sent", reason, refusal: kind === "account" ? judged.refusal : "unavailable" };
};

/** The rate that SES allows this account, in mails a second. */
export const sesSendRate = (client: SESClient): ReadSendRate => {
  return async () => {
    const { MaxSendRate } = await client.send(new GetSendQuotaCommand({}));
    return MaxSendRate && MaxSendRate > 0 ? MaxSendRate : 1;
  };
};

/** Of the quota of 24 hours; the rest stays for the shop's other mail, orders above all. */
const OUR_SHARE = 0.9;

/** What is left of the quota of the last 24 hours. Where SES does not say, its answers to sends will. */
export const sesQuotaLeft = (client: SESClient): ReadQuotaLeft => {
  return async () => {
    const quota = await client.send(new GetSendQuotaCommand({})).catch(() => undefined);
    const { Max24HourSend: most = -1, SentLast24Hours: sent = 0 } = quota ?? {};
    return most < 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor(most * OUR_SHARE - sent));
  };
};
