import { createServer, type RequestListener } from "node:http";
import { SESClient } from "@aws-sdk/client-ses";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeSesError } from "../../shared/adapters/ses-errors.ts";
import { createSesClient, sesMailer, sesQuotaLeft, sesSendRate } from "../../shared/adapters/ses-mailer.ts";
import { type MailCatcher, startMailCatcher } from "../support/mail-catcher.ts";

const credentials = { AWS_REGION: "eu-central-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
const before = Object.keys(credentials).map((name) => [name, process.env[name]] as const);
let catcher: MailCatcher;
beforeAll(async () => {
  Object.assign(process.env, credentials);
  catcher = await startMailCatcher();
});
afterAll(async () => {
  await catcher.stop();
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

const raw = Buffer.from("From: hello@shop.example\r\nTo: ada@mail.example\r\nSubject: Hello\r\n\r\nHello");
const mail = { raw, from: "hello@shop.example", to: "ada@mail.example", tags: { customer: "YQ", message: "Yg" } };
const slept: number[] = [];
const sleep = async (milliseconds: number) => void slept.push(milliseconds);
const mailer = (client = createSesClient()) => sesMailer(client, { configurationSet: "Sending", sleep });

/** A service that answers each request as it is told to, and counts them. */
const withService = async (
  listener: RequestListener,
  use: (client: SESClient, requests: () => number) => Promise<void>,
) => {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    request.resume().on("end", () => listener(request, response));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const client = new SESClient({
    maxAttempts: 1,
    endpoint: `http://127.0.0.1:${port}`,
    requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true },
  });
  await use(client, () => requests).finally(() => {
    server.closeAllConnections();
    server.close();
  });
};
const refuseWith =
  (status: number, code: string, message: string): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "text/xml" });
    response.end(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
  };

describe("the mailer", () => {
  it("sends one mail to one address, with configuration set and tags, and gives SES's id", async () => {
    const sent = await mailer()(mail);
    const [caught] = catcher.store.list();
    expect(sent).toEqual({ outcome: "sent", sesMessageId: caught?.messageId });
    expect(caught).toMatchObject({
      source: "hello@shop.example",
      destinations: ["ada@mail.example"],
      configurationSet: "Sending",
      tags: mail.tags,
    });
    expect(await catcher.store.readRaw(caught?.messageId ?? "")).toEqual(raw);
  });

  it("waits and tries again while the service throttles, since nothing was accepted", async () => {
    const count = catcher.store.list().length;
    slept.length = 0;
    catcher.faults.throttle(3);
    expect((await mailer()(mail)).outcome).toBe("sent");
    expect(catcher.store.list()).toHaveLength(count + 1);
    expect(slept).toHaveLength(3);
    expect(slept.every((ms, index) => ms >= 250 * 2 ** index && ms <= 500 * 2 ** (index + 1))).toBe(true);
  });

  it("gives up on a service that goes on throttling", async () => {
    catcher.faults.throttle(6);
    expect(await mailer()(mail)).toEqual({ outcome: "not-sent", reason: "Throttling", refusal: "unavailable" });
  });

  it("does not know the outcome when the answer is lost, and does not send again", async () => {
    const count = catcher.store.list().length;
    catcher.faults.loseAnswers(1);
    expect((await mailer()(mail)).outcome).toBe("unknown");
    expect(catcher.store.list()).toHaveLength(count + 1);
  });

  it("means the same by all of it once its client knows the way, and still asks once", async () => {
    const send = mailer();
    expect((await send(mail)).outcome).toBe("sent");
    const count = catcher.store.list().length;
    catcher.faults.loseAnswers(1);
    expect((await send(mail)).outcome).toBe("unknown");
    expect(catcher.store.list()).toHaveLength(count + 1);
    catcher.faults.refuse(1, "MessageRejected", "Email address is on a blocklist");
    expect(await send(mail)).toEqual({ outcome: "refused", reason: "MessageRejected" });
    const fresh = mailer();
    await fresh(mail);
    catcher.faults.throttle(2);
    expect((await fresh(mail)).outcome).toBe("sent");
    expect(catcher.store.list()).toHaveLength(count + 3);
  });

  it("does not know the outcome of silence or of an inner error, and asks once only", async () => {
    const silence: RequestListener = () => {};
    await withService(silence, async (client, requests) => {
      expect(await mailer(client)(mail)).toEqual({ outcome: "unknown", reason: "ETIMEDOUT" });
      expect(requests()).toBe(1);
    });
    await withService(refuseWith(500, "InternalFailure", "oops"), async (client, requests) => {
      expect(await mailer(client)(mail)).toEqual({ outcome: "unknown", reason: "InternalFailure" });
      expect(requests()).toBe(1);
    });
  });

  it.each([
    ["MessageRejected", "Email address is on a blocklist: ada@mail.example"],
    ["InvalidParameterValue", "Local address contains control or whitespace"],
  ])("takes a no to one mail for a no, and keeps the address in it to itself: %s", async (code, message) => {
    await withService(refuseWith(400, code, message), async (client, requests) => {
      expect(await mailer(client)(mail)).toEqual({ outcome: "refused", reason: code });
      expect(requests()).toBe(1);
    });
  });

  const failed = "Email address is not verified. The following identities failed the check in region EU-CENTRAL-1:";
  it.each([
    ["MessageRejected", 400, `${failed} shop.example`, "sender-not-verified"],
    ["MessageRejected", 400, `${failed} Hello@shop.example, ada@mail.example`, "sender-not-verified"],
    ["MessageRejected", 400, `${failed} ada@mail.example`, "sandbox"],
    ["MessageRejected", 400, "Sending suspended for this account.", "sending-paused"],
    ["MailFromDomainNotVerifiedException", 400, "The domain of MAIL FROM is not verified", "sender-not-verified"],
    ["AccountSendingPausedException", 400, "Email sending is disabled for your entire account", "sending-paused"],
    ["ConfigurationSetSendingPausedException", 400, "Email sending is disabled for the set", "sending-paused"],
    ["ConfigurationSetDoesNotExistException", 400, "Configuration set does not exist", "other"],
    ["AccessDenied", 403, "User is not authorized to perform ses:SendRawEmail", "no-permission"],
    ["InvalidClientTokenId", 403, "The security token included in the request is invalid", "no-permission"],
    ["ExpiredToken", 403, "The security token included in the request is expired", "no-permission"],
    ["SomethingNew", 400, "Nobody knows", "other"],
  ])("settles no mail for a no to account or sender: %s (%d): %s", async (code, status, message, refusal) => {
    await withService(refuseWith(status, code, message), async (client, requests) => {
      expect(await mailer(client)(mail)).toEqual({ outcome: "not-sent", reason: code, refusal });
      expect(requests()).toBe(1);
    });
  });

  it("hears every refusal from the embedded service too", async () => {
    const count = catcher.store.list().length;
    catcher.faults.refuse(1, "AccountSendingPausedException", "Email sending is disabled for your entire account");
    const refused = { outcome: "not-sent", reason: "AccountSendingPausedException", refusal: "sending-paused" };
    expect(await mailer()(mail)).toEqual(refused);
    expect((await mailer()(mail)).outcome).toBe("sent");
    expect(catcher.store.list()).toHaveLength(count + 1);
  });

  it("asks nothing without credentials, and settles nothing", () => {
    const error = Object.assign(new Error("Could not load credentials from any providers"), {
      name: "CredentialsProviderError",
    });
    expect(judgeSesError(error, mail)).toEqual({
      kind: "account",
      reason: "CredentialsProviderError",
      refusal: "no-permission",
    });
  });

  it("knows the outcome of a mail that is sent after a pause, though idle connections were closed meanwhile", async () => {
    const server = createServer((request, response) => {
      const known = seen.has(request.socket);
      seen.add(request.socket);
      // As a service does that closes an idle connection just when a request comes in on it.
      if (known) return request.socket.destroy();
      return request.resume().on("end", () => {
        response.writeHead(200, { "content-type": "text/xml" });
        response.end(
          `<SendRawEmailResponse><SendRawEmailResult><MessageId>m-${seen.size}</MessageId></SendRawEmailResult></SendRawEmailResponse>`,
        );
      });
    });
    const seen = new Set<unknown>();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const address = server.address();
    const before = process.env.AWS_ENDPOINT_URL_SES;
    process.env.AWS_ENDPOINT_URL_SES = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    const send = mailer(createSesClient());
    const outcomes = [await send(mail), await send(mail), await send(mail)];
    process.env.AWS_ENDPOINT_URL_SES = before;
    server.close();
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["sent", "sent", "sent"]);
  });

  it.each([
    "Client network socket disconnected before secure TLS connection was established",
    "@smithy/node-http-handler - the request socket did not establish a connection with the server within the configured timeout of 2000 ms.",
  ])("knows that nothing was sent where no request could be written: %s", (message) => {
    expect(judgeSesError(Object.assign(new Error(message), { code: "ECONNRESET" }), mail).kind).toBe("not-sent-yet");
  });

  it("does not wait for a day's quota to come back", async () => {
    await withService(refuseWith(400, "Throttling", "Daily message quota exceeded."), async (client, requests) => {
      expect(await mailer(client)(mail)).toEqual({
        outcome: "not-sent",
        reason: "DailyQuotaExceeded",
        refusal: "quota-used-up",
      });
      expect(requests()).toBe(1);
    });
  });

  it("tries again where no connection came about, and then says so", async () => {
    const client = new SESClient({ maxAttempts: 1, endpoint: "http://127.0.0.1:1" });
    slept.length = 0;
    expect(await mailer(client)(mail)).toEqual({ outcome: "not-sent", reason: "ECONNREFUSED", refusal: "unavailable" });
    expect(slept).toHaveLength(5);
  });

  it("reads the rate the service allows", async () => {
    expect(await sesSendRate(createSesClient())()).toBe(500);
  });

  it("reads what is left of the quota, a tenth of which stays for others, and waits for nobody who does not say", async () => {
    const sent = catcher.store.list().length;
    expect(await sesQuotaLeft(createSesClient())()).toBe(180_000 - sent);
    const answering =
      (quota: string): RequestListener =>
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/xml" });
        response.end(`<GetSendQuotaResponse><GetSendQuotaResult>${quota}</GetSendQuotaResult></GetSendQuotaResponse>`);
      };
    const left = async (listener: RequestListener): Promise<number | undefined> => {
      let found: number | undefined;
      await withService(listener, async (client) => {
        found = await sesQuotaLeft(client)();
      });
      return found;
    };
    const used = "<Max24HourSend>200.0</Max24HourSend><SentLast24Hours>190.0</SentLast24Hours>";
    expect(await left(answering(used))).toBe(0);
    expect(await left(answering("<Max24HourSend>-1</Max24HourSend>"))).toBe(Number.POSITIVE_INFINITY);
    expect(await left(refuseWith(400, "Throttling", "Rate exceeded"))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("an error that nobody understands", () => {
  it.each([[undefined], ["text"], [new Error("?")], [{ name: "Odd", $metadata: { httpStatusCode: 302 } }]])(
    "%s counts as unknown, so that nothing is sent again",
    (error) => expect(judgeSesError(error, mail).kind).toBe("unknown"),
  );
});
