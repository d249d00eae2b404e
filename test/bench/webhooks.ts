import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CreateQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { inParallel } from "../../cli/import/in-parallel.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { openSystem } from "../../cli/system.ts";
import { createTerminal } from "../../cli/terminal.ts";
import { sampleOrder } from "../../infra/local/web/sample-orders.ts";
import { signedHeaders } from "../../infra/local/web/sign-sample.ts";
import { createSecretsClient, createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { secretSigningSecrets } from "../../shared/adapters/read-secrets.ts";
import { environments } from "../../shared/model/environment.ts";

const AT_A_TIME = 16;
const WARM_UP = 200;
const silent = createTerminal(false, { write: () => undefined }, { write: () => undefined });

/** Starts `rouse dev` in a process of its own and waits until it answers. */
const startDev = async (data: string): Promise<ChildProcess> => {
  const dev = spawn(process.execPath, [join(projectRoot, "cli/rouse.mjs"), "dev", "--data", data, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((ready, fail) => {
    dev.stdout?.once("data", () => ready());
    dev.once("exit", (code) => fail(new Error(`rouse dev ended with ${code}`)));
  });
  return dev;
};

const measured = async (count: number, work: (index: number) => Promise<void>) => {
  const indexes = Array.from({ length: count }, (_, index) => index);
  await inParallel(indexes.slice(0, WARM_UP), AT_A_TIME, (index) => work(-1 - index));
  const milliseconds: number[] = [];
  const started = performance.now();
  await inParallel(indexes, AT_A_TIME, async (index) => {
    const begun = performance.now();
    await work(index);
    milliseconds.push(performance.now() - begun);
  });
  const seconds = (performance.now() - started) / 1000;
  milliseconds.sort((a, b) => a - b);
  const quantile = (share: number) => milliseconds[Math.floor(share * (count - 1))] ?? 0;
  return { perSecond: count / seconds, p50: quantile(0.5), p99: quantile(0.99) };
};

/** Signed webhooks through the HTTP door (verified, archived, queued, acknowledged), beside raw SendMessage through the same SDK. */
export const benchWebhooks = async (count = 2_000): Promise<void> => {
  const data = await mkdtemp(join(tmpdir(), "rouse-bench-"));
  const dev = await startDev(data);
  try {
    const { outputs } = await openSystem({ data }, silent);
    const arns = environments["receive-webhook"].shape.SOURCE_SECRETS.parse(outputs.SourceSecrets);
    const secret = (await secretSigningSecrets(createSecretsClient(), arns)("shopify"))?.current ?? "";
    const sqs = createSqsClient();
    await sqs.send(new CreateQueueCommand({ QueueName: "bench" }));
    // The engine answers with a host name of its own; the address it listens on is that of every other queue.
    const QueueUrl = new URL("bench", outputs.OrdersQueueUrl).href;
    const bodyOf = (index: number) => sampleOrder("shopify", new Date(Date.UTC(2026, 0, 1) + index * 1000));
    const raw = await measured(count, async (index) => {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: bodyOf(index) }));
    });
    const door = await measured(count, async (index) => {
      const body = bodyOf(index);
      const headers = signedHeaders("shopify", secret, body, { id: `bench-${index}`, at: new Date() });
      const answer = await fetch(`${outputs.ApiUrl}/webhooks/shopify`, { method: "POST", headers, body });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`a webhook was answered with ${answer.status}`);
    });
    for (const [what, { perSecond, p50, p99 }] of Object.entries({
      "raw SendMessage": raw,
      "webhooks by HTTP": door,
    })) {
      console.log(
        `${what.padEnd(18)} ${perSecond.toFixed(0).padStart(6)} a second  p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(6)} ms`,
      );
    }
    console.log(
      `webhooks beside raw: ${((100 * door.perSecond) / raw.perSecond).toFixed(0)} % (target: at least 50 %)`,
    );
  } finally {
    const ended = new Promise((resume) => dev.once("exit", resume));
    dev.kill("SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true });
  }
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await benchWebhooks(Number(process.argv[2] ?? 2_000));
}
