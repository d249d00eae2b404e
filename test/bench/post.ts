import { execFile, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import * as z from "zod";
import { createDynamoClient, createS3Client } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { dynamoPlaces } from "../../shared/adapters/dynamo-places.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { heldFile } from "../../shared/adapters/held-file.ts";
import { importMarks } from "../../shared/adapters/import-marks.ts";
import { pooledConnections } from "../../shared/adapters/pooled-connections.ts";
import { evidenceTogether, onceTogether, suppressionsTogether } from "../../shared/adapters/read-together.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { createSesClient, sesMailer } from "../../shared/adapters/ses-mailer.ts";
import type { Candidate } from "../../shared/model/campaign.ts";
import { inParallel } from "../../shared/model/in-parallel.ts";
import type { SendRaw } from "../../shared/ports/mailer.ts";
import { notifyShard } from "../../shared/post/notify-shard.ts";
import { rememberedWays } from "../../shared/post/read-along.ts";
import { whoTheyAre } from "../../shared/post/who-they-are.ts";
import { newsOfIntent } from "../../shared/recording/news-of-intent.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { recordNews } from "../../shared/recording/record-news.ts";
import { startEngines } from "../support/engines.ts";
import { asOf, nightRun, notifyWorld, winBack } from "../support/notify-world.ts";
import { factsOf } from "../support/order-facts.ts";
import { hash, recordDeps } from "../support/recording-deps.ts";
import { heard } from "./rounds.ts";

/** Of the 512 MB that `notify` has. */
const HEAP = "--max-old-space-size=256";
/** Mails on their way at a time when the catcher alone is measured. */
const AT_A_TIME = 16;
const LAST_DAY = "2026-09-01";

/** One customer with one order, and their agreement to mail. */
const buy = async (index: number, deps: RecordDeps): Promise<void> => {
  const email = `c${index}@mail.example`;
  const consent = { state: "granted", basis: "explicit", at: `${LAST_DAY}T12:00:00.000Z`, source: "shopify" } as const;
  const person = {
    source: "shopify",
    customerId: String(index),
    emails: [email],
    phones: [],
    profile: { email, firstName: "Ada", locale: "en" },
    consent,
    consentEmail: email,
  } as const;
  const at = `${LAST_DAY}T12:00:00.000Z`;
  const facts = factsOf({ orderId: `o-${index}`, orderedAt: at, updatedAt: at, totalMinor: 1_000 });
  await recordNews(newsOfIntent({ kind: "order", person, facts }, `archive/shopify/${index}.json`, hash), deps);
};

const measured = async (count: number, work: () => Promise<unknown>) => {
  const cpu = process.cpuUsage();
  const from = performance.now();
  await work();
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: count / seconds, cpuMs: (user + system) / 1000 / count };
};
type Measured = Awaited<ReturnType<typeof measured>>;
const show = (what: string, { perSecond, cpuMs }: Measured): void =>
  console.log(
    `${what.padEnd(34)} ${perSecond.toFixed(0).padStart(6)} mails a second  ${cpuMs.toFixed(2)} ms of CPU a mail`,
  );

const run = promisify(execFile);
const memorySchema = z.object({ candidates: z.number(), sent: z.number(), peakMegabytes: z.number() });

/** What a worker holds at the most, with the heap that its function has: a shard is in memory at a time, however many there are. */
const showMemory = async (): Promise<void> => {
  const worker = fileURLToPath(new URL("./post-memory-worker.ts", import.meta.url));
  for (const size of [1_000, 20_000, 100_000]) {
    const { stdout } = await run(process.execPath, [...process.execArgv, HEAP, worker, String(size)]);
    const { candidates, sent, peakMegabytes } = memorySchema.parse(JSON.parse(stdout));
    console.log(`${candidates} candidates, ${sent} of them sent: ${peakMegabytes} MB at the most`);
  }
};

/** The way of `count` mails through gates, ledger and mail service, beside as many handed to the mail catcher alone. */
export const benchPost = async (count = 1_000): Promise<void> => {
  const engines = await startEngines();
  const catcher = fork(fileURLToPath(new URL("./catcher-worker.ts", import.meta.url)));
  try {
    process.env.AWS_ENDPOINT_URL_SES = z.object({ url: z.string() }).parse(await heard(catcher)).url;
    const { tables } = engines;
    const dynamo = createDynamoClient({ exchange: pooledConnections() });
    const evidence = dynamoEvidence(dynamo, tables.IDENTITIES_TABLE);
    const recording = recordDeps({
      ...dynamoCustomers(dynamo, tables.CUSTOMERS_TABLE),
      ...dynamoOrders(dynamo, tables.ORDERS_TABLE),
      ...evidence,
    });
    const ids = Array.from({ length: 2 * count }, (_, index) => index);
    await inParallel(ids, AT_A_TIME, (index) => buy(index, recording));

    const readEvidence = evidenceTogether(evidence.readEvidence);
    const ways = rememberedWays();
    const suppressions = dynamoSuppressions(dynamo, tables.SUPPRESSIONS_TABLE);
    const data = s3FileStore(createS3Client(), engines.buckets.DATA_BUCKET);
    const kept: Parameters<SendRaw>[0][] = [];
    const send = sesMailer(createSesClient(), { configurationSet: "Sending", sleep });
    const shard = (from: number) => {
      const candidates: Candidate[] = ids
        .slice(from, from + count)
        .map((index) => winBack(`shopify:${index}`, LAST_DAY));
      const { deps } = notifyWorld(candidates, [], nightRun());
      return notifyShard(
        { runId: `${asOf}-1`, shard: 0 },
        {
          ...deps,
          whoTheyAre: (customerIds, settings) => whoTheyAre(customerIds, { readEvidence, hash, settings, ways }),
          ...dynamoMessages(dynamo, tables.MESSAGES_TABLE),
          ...dynamoPlaces(dynamo, tables.MESSAGES_TABLE),
          readSuppressions: suppressionsTogether(suppressions.readSuppressions),
          readHeld: onceTogether(heldFile(data).readHeld),
          readImportMark: onceTogether(importMarks(data).readImportMark),
          send: async (mail) => {
            kept.push(mail);
            return send(mail);
          },
          newOwner: randomUUID,
        },
      );
    };
    await shard(0);
    const mails = kept.splice(0);
    const raw = () => measured(mails.length, () => inParallel(mails, AT_A_TIME, send));
    await raw();
    const before = await raw();
    const post = await measured(count, async () => {
      const tally = await shard(count);
      if (tally.sent !== count) throw new Error(`of ${count} mails ${JSON.stringify(tally)}`);
    });
    const after = await raw();
    show("the mail catcher alone, before", before);
    show("the post", post);
    show("the mail catcher alone, after", after);
    const beside = (2 * post.perSecond) / (before.perSecond + after.perSecond);
    console.log(`the post beside the mail catcher: ${(100 * beside).toFixed(0)} % (target: at least 50 %)`);
    await showMemory();
  } finally {
    catcher.disconnect();
    await engines.stop();
  }
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await benchPost(Number(process.argv[2] ?? 1_000));
}
