import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postWebhooks } from "../../cli/demo/post-webhooks.ts";
import { findRunning } from "../../infra/local/running-file.ts";
import { createSecretsClient, createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { secretSigningSecrets } from "../../shared/adapters/read-secrets.ts";
import { sqsWaiting } from "../../shared/adapters/sqs-waiting.ts";
import { environments } from "../../shared/model/environment.ts";
import { runRouse, startRouse } from "../support/run-rouse.ts";

const header = "order_id,customer_id,email,ordered_at,currency,total,marketing_consent";
const lines = Array.from(
  { length: 300 },
  (_, index) => `${index},C${index % 90},c${index % 90}@example.com,2026-0${1 + (index % 9)}-03,USD,12.50,yes`,
);

describe("a first history", () => {
  let folder: string;
  let [data, settings, orders] = ["", "", ""];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    [data, settings, orders] = [join(folder, "data"), join(folder, "settings.json"), join(folder, "orders.csv")];
    await writeFile(orders, [header, ...lines].join("\n"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** The system with recording on or held, for as long as the work takes. */
  const whileServed = async <Result>(recording: "on" | "held", work: () => Promise<Result>): Promise<Result> => {
    await writeFile(settings, JSON.stringify({ currency: "USD", intake: { recording } }));
    const dev: ChildProcess = startRouse(["dev", "--data", data, "--settings", settings, "--json"]);
    const ended = new Promise((resume) => dev.once("exit", resume));
    try {
      await new Promise((ready) => dev.stdout?.once("data", ready));
      Object.assign(process.env, (await findRunning(data))?.environment);
      return await work();
    } finally {
      dev.kill("SIGTERM");
      await ended;
    }
  };
  const rouse = (...args: string[]) => runRouse(...args, "--data", data);
  const waiting = async () => {
    const { outputs } = (await findRunning(data)) ?? {};
    const [orders = "", deadLetters = ""] = [outputs?.OrdersQueueUrl, outputs?.OrdersDeadLetterQueueUrl];
    return (await sqsWaiting(createSqsClient(), { orders, deadLetters })()).webhooks;
  };
  /** An order of today, of somebody whom the file knows by another. */
  const postOrder = async () => {
    const running = await findRunning(data);
    const arns = environments["receive-webhook"].shape.SOURCE_SECRETS.parse(running?.outputs.SourceSecrets);
    const current = (await secretSigningSecrets(createSecretsClient(), arns)("standard"))?.current ?? "";
    const times = { orderedAt: "2026-11-20T09:30:00Z", updatedAt: "2026-11-20T09:30:00Z" };
    const order = { id: "W1", ...times, status: "paid", currency: "USD", totalMinor: 500 };
    const body = JSON.stringify({ type: "order.updated", order: { ...order, customer: { email: "c7@example.com" } } });
    const posted = { source: "standard", id: "msg_1", body } as const;
    await postWebhooks(
      running?.outputs.ApiUrl ?? "",
      [posted],
      async () => current,
      () => undefined,
    );
  };

  it("comes in while webhooks wait, which are recorded after it; into empty tables alone, and with recording held alone", async () => {
    await whileServed("on", async () => {
      const refused = await rouse("import", orders, "--first");
      expect(refused).toMatchObject({ status: 1, stdout: "" });
      expect(refused.stderr).toContain("Set intake.recording to held");
    });
    await whileServed("held", async () => {
      await postOrder();
      const first = await rouse("import", orders, "--first", "--json");
      expect(first.status, first.stderr).toBe(0);
      expect(JSON.parse(first.stdout)).toMatchObject({ orders: 300, customers: 90 });
      expect(await waiting()).toBe(1);
      const again = await rouse("import", orders, "--first");
      expect(again).toMatchObject({ status: 1, stdout: "" });
      expect(again.stderr).toContain("for tables that hold nobody yet");
      const erased = await rouse("erase", "C1", "--yes");
      expect(erased).toMatchObject({ status: 1, stdout: "" });
      expect(erased.stderr).toContain("Erase when it is in");
      const known = JSON.parse((await rouse("explain", "c7@example.com", "--json")).stdout);
      expect(JSON.stringify(known)).not.toContain("W1");
    });
    await whileServed("on", async () => {
      while ((await waiting()) > 0) await new Promise((soon) => setTimeout(soon, 100));
      const known = await rouse("explain", "c7@example.com", "--json");
      expect(known.stdout).toContain("W1");
      // Nothing is left of the import that a later one would meet.
      expect((await rouse("import", orders)).status).toBe(0);
    });
  });
});
