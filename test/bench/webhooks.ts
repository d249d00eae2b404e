import { fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CreateQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { receiveWebhook } from "../../functions/receive-webhook/receive-webhook.ts";
import { createS3Client, createSecretsClient, createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { secretSigningSecrets } from "../../shared/adapters/read-secrets.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { environments } from "../../shared/model/environment.ts";
import { parseSettings } from "../../shared/model/parse-settings.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import type { ReadSigningSecrets } from "../../shared/ports/world.ts";
import { sampleSale } from "../../shared/sources/sample-webhook.ts";
import { sources } from "../../shared/sources/sources.ts";
import { AT_A_TIME, heard, measureRound, middle, type Round, show } from "./rounds.ts";

/** Rounds of each kind, taken in turn, so that what else the machine does meets both; the middle one of each counts. */
const ROUNDS = 5;
/** Requests of each kind before the first round: V8 compiles the way of a webhook for its first thousands, in every sandbox anew. */
const WARM_UP = 20_000;

const shop = { timeZone: "UTC", currency: "USD" };
const { bodyOf, headersOf } = sources.shopify;

const startedSchema = z.object({ outputs: stackOutputsSchema, environment: z.record(z.string(), z.string()) });

/** Microseconds of CPU that the door's own work takes for a webhook: all of it but archiving and queueing. */
const measureOwnWork = async (readSigningSecrets: ReadSigningSecrets, secret: string): Promise<number> => {
  const nothing = async () => undefined;
  const settings = parseSettings(await readFile(new URL("../../settings.example.json", import.meta.url), "utf8"));
  const deps = { readSigningSecrets, data: { write: nothing }, enqueue: nothing, settings };
  const at = new Date().toISOString();
  const text = bodyOf(sampleSale(at, shop));
  const headers = headersOf(text, { id: "bench", at, secret, url: "https://shop.test/webhooks/shopify" });
  const request = { source: "shopify", headers, body: Buffer.from(text), receivedAt: at };
  for (let index = 0; index < WARM_UP; index++) await receiveWebhook(request, deps);
  const before = process.cpuUsage();
  for (let index = 0; index < WARM_UP; index++) await receiveWebhook(request, deps);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / WARM_UP;
};

/** Posts by `node:http` over connections kept open: the cheapest client there is, for it runs on the cores that are measured. */
const createPoster = () => {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });
  const post = (url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> =>
    new Promise((settle, fail) => {
      const sent = request(url, {
        method: "POST",
        agent,
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
      });
      sent.on("error", fail).on("response", (answer) => {
        answer
          .on("error", fail)
          .on("end", () => settle(answer.statusCode ?? 0))
          .resume();
      });
      sent.end(body);
    });
  return { post, close: () => agent.destroy() };
};

/** Signed webhooks through the HTTP door (verified, archived, queued, acknowledged), beside raw SendMessage through the same SDK. */
export const benchWebhooks = async (count = 4_000): Promise<void> => {
  const system = fork(fileURLToPath(new URL("./door-worker.ts", import.meta.url)));
  const poster = createPoster();
  try {
    const { outputs, environment } = startedSchema.parse(await heard(system));
    Object.assign(process.env, environment);
    const arns = environments["receive-webhook"].shape.SOURCE_SECRETS.parse(outputs.SourceSecrets);
    const readSigningSecrets = secretSigningSecrets(createSecretsClient(), arns);
    const secret = (await readSigningSecrets("shopify"))?.current ?? "";
    const sqs = createSqsClient();
    await sqs.send(new CreateQueueCommand({ QueueName: "bench" }));
    // The engine answers with a host name of its own; the address it listens on is that of every other queue.
    const QueueUrl = new URL("bench", outputs.OrdersQueueUrl).href;
    let sent = 0;
    const nextBody = () => bodyOf(sampleSale(new Date(Date.UTC(2026, 0, 1) + sent++ * 1000).toISOString(), shop));
    const sendRaw = async () => {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: nextBody() }));
    };
    const archive = s3FileStore(createS3Client(), outputs.DataBucket);
    /** The two calls that every webhook comes to, from this process: what a door that cost nothing would reach. */
    const archiveAndSend = async () => {
      const body = nextBody();
      const archiveKey = `bench/${sent}.json`;
      await archive.write(archiveKey, body, "application/json");
      const message = { source: "shopify", topic: "orders/create", archiveKey, receivedAt: new Date().toISOString() };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
    };
    const postWebhook = async () => {
      const body = nextBody();
      const url = `${outputs.ApiUrl}/webhooks/shopify`;
      const headers = headersOf(body, { id: `bench-${sent}`, at: new Date().toISOString(), secret, url });
      const status = await poster.post(url, headers, body);
      if (status !== 200) throw new Error(`a webhook was answered with ${status}`);
    };
    console.log(
      `in memory, queues unread, ${AT_A_TIME} at a time, ${ROUNDS} rounds of ${count} after ${WARM_UP} to warm up`,
    );
    for (const work of [sendRaw, archiveAndSend, postWebhook]) await measureRound(WARM_UP, work, system);
    const [raw, calls, door]: [Round[], Round[], Round[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round++) {
      raw.push(await measureRound(count, sendRaw, system));
      calls.push(await measureRound(count, archiveAndSend, system));
      door.push(await measureRound(count, postWebhook, system));
    }
    const [middleRaw, middleCalls, middleDoor] = [middle(raw), middle(calls), middle(door)];
    show("raw SendMessage", middleRaw);
    show("raw put and send", middleCalls);
    show("webhooks by HTTP", middleDoor);
    const share = ({ perSecond }: Round) => ((100 * middleDoor.perSecond) / perSecond).toFixed(0);
    console.log(`webhooks beside raw: ${share(middleRaw)} % (target: at least 50 %)`);
    console.log(`webhooks beside the two calls that each comes to: ${share(middleCalls)} %`);
    const own = await measureOwnWork(readSigningSecrets, secret);
    console.log(`the door's own work, without the two calls: ${own.toFixed(0)} µs of CPU a webhook`);
  } finally {
    poster.close();
    const ended = once(system, "exit");
    system.disconnect();
    await ended;
  }
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await benchWebhooks(Number(process.argv[2] ?? 4_000));
}
