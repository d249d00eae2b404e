import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CreateQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { z } from "zod";
import { inParallel } from "../../cli/import/in-parallel.ts";
import { sampleOrder } from "../../infra/local/web/sample-orders.ts";
import { signedHeaders } from "../../infra/local/web/sign-sample.ts";
import { createS3Client, createSecretsClient, createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { secretSigningSecrets } from "../../shared/adapters/read-secrets.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { environments } from "../../shared/model/environment.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";

const AT_A_TIME = 16;
/** Rounds of each kind, taken in turn, so that what else the machine does meets both; the middle one of each counts. */
const ROUNDS = 5;
/** Requests of each kind before the first round: V8 compiles the way of a webhook for its first thousands, in every sandbox anew. */
const WARM_UP = 20_000;

const startedSchema = z.object({ outputs: stackOutputsSchema, environment: z.record(z.string(), z.string()) });
const usedSchema = z.object({ cpuMicroseconds: z.number() });

const heard = async (system: ChildProcess): Promise<unknown> => (await once(system, "message"))[0];

type Round = { perSecond: number; p50: number; p99: number; clientCpu: number; systemCpu: number };
type Work = (index: number) => Promise<void>;

/** One round of `count` calls: how many a second, how long each took, and milliseconds of CPU for one on either side. */
const measureRound = async (count: number, work: Work, system: ChildProcess): Promise<Round> => {
  const cpuOfSystem = async () => {
    const answer = heard(system);
    system.send("cpu");
    return usedSchema.parse(await answer).cpuMicroseconds;
  };
  const milliseconds: number[] = [];
  const systemBefore = await cpuOfSystem();
  const clientBefore = process.cpuUsage();
  const started = performance.now();
  const indexes = Array.from({ length: count }, (_, index) => index);
  await inParallel(indexes, AT_A_TIME, async (index) => {
    const begun = performance.now();
    await work(index);
    milliseconds.push(performance.now() - begun);
  });
  const seconds = (performance.now() - started) / 1000;
  const client = process.cpuUsage(clientBefore);
  const systemCpu = ((await cpuOfSystem()) - systemBefore) / 1000 / count;
  milliseconds.sort((a, b) => a - b);
  const quantile = (share: number) => milliseconds[Math.floor(share * (count - 1))] ?? 0;
  const clientCpu = (client.user + client.system) / 1000 / count;
  return { perSecond: count / seconds, p50: quantile(0.5), p99: quantile(0.99), clientCpu, systemCpu };
};

/** The round with the middle speed. */
const middle = (rounds: readonly Round[]): Round => {
  const sorted = rounds.toSorted((a, b) => a.perSecond - b.perSecond);
  const found = sorted[Math.floor(sorted.length / 2)];
  if (!found) throw new RangeError("no round was measured");
  return found;
};

const show = (what: string, { perSecond, p50, p99, clientCpu, systemCpu }: Round): void => {
  console.log(
    `${what.padEnd(18)} ${perSecond.toFixed(0).padStart(6)} a second  p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(6)} ms` +
      `  CPU ${clientCpu.toFixed(2)} ms in the client, ${systemCpu.toFixed(2)} ms in the system`,
  );
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
    const secret = (await secretSigningSecrets(createSecretsClient(), arns)("shopify"))?.current ?? "";
    const sqs = createSqsClient();
    await sqs.send(new CreateQueueCommand({ QueueName: "bench" }));
    // The engine answers with a host name of its own; the address it listens on is that of every other queue.
    const QueueUrl = new URL("bench", outputs.OrdersQueueUrl).href;
    let sent = 0;
    const nextBody = () => sampleOrder("shopify", new Date(Date.UTC(2026, 0, 1) + sent++ * 1000));
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
      const headers = signedHeaders("shopify", secret, body, { id: `bench-${sent}`, at: new Date() });
      const status = await poster.post(`${outputs.ApiUrl}/webhooks/shopify`, headers, body);
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
