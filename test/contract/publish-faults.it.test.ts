import type { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { measureOf } from "../../shared/adapters/measure-bytes.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { marketingFolder, workKeys } from "../../shared/model/night.ts";
import { joinGroup } from "../../shared/night/join-group.ts";
import { publishNight } from "../../shared/night/publish-night.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { FaultSchedule, seedsOf } from "../support/fault-schedule.ts";
import { smallShop } from "../support/night-shop.ts";
import { nightWorld, receivedFiles, stepsOf } from "../support/night-world.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const PATH = "customers.csv";
/** Each shard's part is smaller than what S3 copies, and a group's is large enough. */
const PART_BYTES = 3_000_000;
const joins = { shardsPerGroup: 3, wholeBytes: 4_000_000 };

/** A night that has come as far as `score`, of five shards whose lines of one file are many. */
const scoredNight = async () => {
  const world = nightWorld({ customers: smallShop(30, asOf), counted: 100_000, joins });
  const plan = await world.plan({ at });
  const steps = stepsOf(world, plan);
  for (const step of steps.slice(
    0,
    steps.findIndex(({ name }) => name.startsWith("join")),
  ))
    await step.run();
  for (const shard of plan.shards) {
    const key = workKeys.part(plan.runId, shard, PATH);
    const part = Buffer.from(world.data.objects.get(key) ?? []);
    const times = Math.ceil(PART_BYTES / part.byteLength);
    const many = Buffer.concat(Array.from({ length: times }, () => part));
    world.data.objects.set(key, many);
    const tally = await world.files.readScoreTally(plan.runId, shard);
    tally.lines[PATH] = (tally.lines[PATH] ?? 0) * times;
    await world.files.saveScoreTally(plan.runId, shard, {
      ...tally,
      wrote: { ...tally.wrote, [PATH]: measureOf(many) },
    });
  }
  return { world, plan };
};

type Uploads = { begun: Set<string>; ended: Set<string> };

/** Lets a client's calls fail, before or after S3 has done them, and notes which uploads begin and end. */
const unreliable = (client: S3Client, schedule: FaultSchedule, uploads: Uploads, faults: { left: number }) => {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (call) => {
        const fails = commandName !== "AbortMultipartUploadCommand" && faults.left > 0 && schedule.chance(0.04);
        if (fails) faults.left -= 1;
        const before = fails && schedule.chance(0.5);
        if (before) throw new Error("broke off");
        const result = await next(call);
        const { UploadId } = { ...call.input, ...result.output } as { UploadId?: string };
        // Whoever is not told that an upload was begun cannot end it: the bucket's own rule does.
        if (commandName === "CreateMultipartUploadCommand" && !fails && UploadId) uploads.begun.add(UploadId);
        if (/^(Complete|Abort)/.test(commandName ?? "") && UploadId) uploads.ended.add(UploadId);
        if (fails) throw new Error("broke off");
        return result;
      },
    { step: "initialize" },
  );
  return client;
};

describe("publishing groups of shards on S3, broken off at any call", () => {
  let engines: TestEngines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());

  it("comes to the same bytes when it is tried again, keeps the groups that were joined, and leaves no upload behind", async () => {
    const { world, plan } = await scoredNight();
    const { DATA_BUCKET, MARKETING_BUCKET } = engines.buckets;
    const data = s3FileStore(createS3Client(), DATA_BUCKET);
    const marketing = s3FileStore(createS3Client(), MARKETING_BUCKET);
    const scored = new Map(world.data.objects);
    for (const group of plan.groups) await world.join(plan.runId, group);
    await world.publish(plan.runId);
    const expected = receivedFiles(world, asOf);

    for (const seed of seedsOf(3)) {
      for await (const key of data.list("work/")) await data.remove([key]);
      for (const [key, bytes] of scored) await data.write(key, bytes);
      const schedule = new FaultSchedule(seed, { crashes: 0 });
      const uploads: Uploads = { begun: new Set(), ended: new Set() };
      const faults = { left: 12 };
      const deps = () => {
        const client = unreliable(createS3Client(), schedule, uploads, faults);
        return {
          ...nightFiles(s3FileStore(client, DATA_BUCKET)),
          ...publishedFiles(s3FileStore(client, MARKETING_BUCKET)),
        };
      };
      for (const group of plan.groups) await untilDone(() => joinGroup({ runId: plan.runId, group }, deps()));
      for (const group of plan.groups)
        expect(
          await joinGroup({ runId: plan.runId, group }, { ...nightFiles(data), joinParts: unwanted }),
        ).toMatchObject({
          files: "found",
        });
      await untilDone(() => publishNight({ runId: plan.runId }, deps()));
      const got = new Map<string, string>();
      for (const path of expected.keys()) {
        const bytes = Buffer.from((await marketing.read(marketingFolder(asOf) + path)) ?? []);
        got.set(path, bytes.toString(path.endsWith(".parquet") ? "base64" : "utf8"));
      }
      expect([seed, got]).toEqual([seed, expected]);
      expect([seed, [...uploads.begun].filter((id) => !uploads.ended.has(id))]).toEqual([seed, []]);
      expect(faults.left).toBeLessThan(12);
    }
    const file = (await world.files.readPublished(plan.runId)).find(({ path }) => path === PATH);
    expect(file && "parts" in file && file.parts.map(({ bytes }) => bytes > 5_242_880)).toEqual([false, true, true]);
  }, 120_000);
});

const unwanted = async (): Promise<never> => {
  throw new Error("a group that was joined is joined again");
};

const untilDone = async (work: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt === 20 || !(error instanceof Error) || error.message !== "broke off") throw error;
    }
  }
};
