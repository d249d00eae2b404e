import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOwn } from "../../cli/system/start-own.ts";
import { createS3Client, createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { sqsPark } from "../../shared/adapters/sqs-intake-queue.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { shopifyOrder } from "../support/bodies.ts";
import { runRouse } from "../support/run-rouse.ts";

describe("rouse redrive", () => {
  let data: string;
  let system: Awaited<ReturnType<typeof startOwn>>;
  const redrive = async (...options: string[]) => {
    const { status, stdout } = await runRouse("redrive", "--data", data, "--json", ...options);
    expect(status).toBe(0);
    return JSON.parse(stdout).deadLetters;
  };
  const letter = (reason: string, sentBack: boolean) =>
    expect.objectContaining({ source: "shopify", topic: "orders/create", reason, sentBack });

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "rouse-test-"));
    system = await startOwn({ dataDir: data }, undefined, new AbortController().signal);
    const outputs = stackOutputsSchema.parse(system.outputs);
    const archive = s3FileStore(createS3Client(), outputs.DataBucket);
    const park = sqsPark(createSqsClient(), outputs.OrdersDeadLetterQueueUrl);
    const parked = async (name: string, body: unknown, reason: string) => {
      const archiveKey = `archive/shopify/2026-11-19/${name}.json`;
      await archive.write(archiveKey, JSON.stringify(body), "application/json");
      const message = { source: "shopify", topic: "orders/create", archiveKey, receivedAt: "2026-11-19T15:00:10.000Z" };
      await park(JSON.stringify(message), reason);
    };
    await parked("good", shopifyOrder({}), "throttled");
    await parked("bad", shopifyOrder({ id: 5002, current_total_price: "12abc", total_price: "12abc" }), "bad-amount");
  });
  afterAll(async () => {
    await system.stop();
    await rm(data, { recursive: true, force: true });
  });

  it("lists each letter with its reason, however often, then sends back what is understood now", async () => {
    const both = [letter("bad-amount", false), letter("understood-now", false)];
    const letters = await redrive();
    expect(letters).toHaveLength(2);
    expect(letters).toEqual(expect.arrayContaining(both));
    expect(await redrive("--send-back")).toEqual(
      expect.arrayContaining([letter("bad-amount", false), letter("understood-now", true)]),
    );
    expect(await redrive()).toEqual([letter("bad-amount", false)]);
    await system.stop();
    // The command's own system reads its queues: what is not understood comes back while it runs.
    expect(await redrive("--send-back", "--all")).toEqual([letter("bad-amount", true)]);
    expect(await redrive()).toEqual([letter("bad-amount", false)]);
    const { stdout } = await runRouse("export", "ann@example.com", "--data", data, "--json");
    expect(JSON.parse(stdout).orders).toHaveLength(1);
  });
});
