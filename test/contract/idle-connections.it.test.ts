import { connect, createServer, type Socket } from "node:net";
import { SESClient } from "@aws-sdk/client-ses";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createSesClient, sesMailer } from "../../shared/adapters/ses-mailer.ts";
import { inParallel } from "../../shared/model/in-parallel.ts";
import { type MailCatcher, startMailCatcher } from "../support/mail-catcher.ts";

const MAILS = 240;

/**
 * A way to the embedded mail service on which every connection, once it has carried an answer, is closed just when the next
 * request comes in on it: what a service does that closes idle connections, at the worst moment each time.
 */
const closingIdle = async (url: string) => {
  const port = Number(new URL(url).port);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const service = connect(port, "127.0.0.1");
    let answered = false;
    for (const socket of [client, service]) {
      sockets.add(socket);
      socket
        .on("error", () => undefined)
        .on("close", () => {
          client.destroy();
          service.destroy();
        });
    }
    service.on("data", (bytes) => {
      answered = true;
      client.write(bytes);
    });
    client.on("data", (bytes) => (answered ? client.destroy() : service.write(bytes)));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
};

describe("a mail service that closes idle connections under its sender", () => {
  let catcher: MailCatcher;
  let way: Awaited<ReturnType<typeof closingIdle>>;
  beforeAll(async () => {
    catcher = await startMailCatcher();
    way = await closingIdle(catcher.url);
    vi.stubEnv("AWS_ENDPOINT_URL_SES", way.url);
    vi.stubEnv("AWS_REGION", "eu-central-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await way.stop();
    await catcher.stop();
  });
  let before: number;
  beforeEach(() => {
    before = catcher.store.list().length;
  });

  const raw = Buffer.from("From: hello@shop.example\r\nTo: ada@mail.example\r\nSubject: Hello\r\n\r\nHello");
  const sendAll = async (client: SESClient) => {
    const send = sesMailer(client, { configurationSet: "Sending", sleep: async () => {} });
    const mails = Array.from({ length: MAILS }, (_, index) => `${index}@mail.example`);
    const outcomes = await inParallel(mails, 8, (to) => send({ raw, from: "hello@shop.example", to, tags: {} }));
    return outcomes.map(({ outcome }) => outcome);
  };

  it("leaves no outcome unknown: each mail has a connection of its own", async () => {
    expect(await sendAll(createSesClient())).toEqual(Array(MAILS).fill("sent"));
    expect(catcher.store.list().length - before).toBe(MAILS);
  });

  it("would leave most unknown to a sender that keeps its connections", async () => {
    const outcomes = await sendAll(new SESClient({ maxAttempts: 1, endpoint: way.url }));
    expect(outcomes.filter((outcome) => outcome === "unknown").length).toBeGreaterThan(MAILS / 4);
  });
});
