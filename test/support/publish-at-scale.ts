import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { groupsOf, type Joins, shardsOfGroup } from "../../shared/model/joins.ts";
import type { PublishedFile } from "../../shared/model/manifest.ts";
import { type NightRun, workKeys } from "../../shared/model/night.ts";
import { joinGroup } from "../../shared/night/join-group.ts";
import { publishNight } from "../../shared/night/publish-night.ts";
import { smallShop } from "./night-shop.ts";
import { nightWorld, stepsOf } from "./night-world.ts";
import { noTraffic, sizedFiles, type Traffic } from "./sized-files.ts";

const AS_OF = "2026-11-20";
const AT = "2026-11-21T03:30:00.000Z";

/** What one shard leaves after `score`: every other shard of the shop is taken to be like it. */
export type ScoredShard = { customers: number; run: NightRun; objects: ReadonlyMap<string, Uint8Array> };

export const scoreOneShard = async (customers: number): Promise<ScoredShard> => {
  const joins = { shardsPerGroup: 1, wholeBytes: 0 };
  const world = nightWorld({ customers: smallShop(customers, AS_OF), counted: 1, joins });
  const plan = await world.plan({ at: AT });
  const steps = stepsOf(world, plan);
  for (const step of steps.slice(
    0,
    steps.findIndex(({ name }) => name.startsWith("join")),
  ))
    await step.run();
  return { customers, run: await world.deps.readRun(plan.runId), objects: world.data.objects };
};

/** What publishing a shop of so many shards asks of S3: the largest worker of `join`, all of them, and `publish`. */
export type PublishWork = {
  shards: number;
  groups: number;
  joinWorker: Traffic;
  join: Traffic;
  publish: Traffic;
  files: readonly PublishedFile[];
};

/**
 * Runs `join` for the largest group and `publish` for all, over buckets that keep sizes alone: the other groups are taken to be
 * like that one.
 */
export const publishAtScale = async (scored: ScoredShard, shards: number, joins: Joins): Promise<PublishWork> => {
  const run = { ...scored.run, shards, customersCounted: shards * scored.customers, joins };
  const [joinWorker, publish] = [noTraffic(), noTraffic()];
  const given = (key: string): Uint8Array | undefined =>
    key === workKeys.run(run.runId) ? Buffer.from(JSON.stringify(run)) : scored.objects.get(toFirstShard(key));
  const joined = sizedFiles("data", given, joinWorker);
  await joinGroup({ runId: run.runId, group: 0 }, nightFiles(joined.files));

  const data = sizedFiles("data", given, publish);
  for (const group of groupsOf(run)) {
    for (const [key, object] of joined.objects)
      data.objects.set(key.replace(/(joined\/)\d+/, `$1${digits(group)}`), object);
  }
  const marketing = sizedFiles("marketing", () => undefined, publish);
  const deps = { ...nightFiles(data.files), ...publishedFiles(marketing.files) };
  await publishNight({ runId: run.runId }, deps);
  const share = shards / shardsOfGroup(run, 0).length;
  return {
    shards,
    groups: groupsOf(run).length,
    joinWorker,
    join: times(joinWorker, share),
    publish,
    files: await deps.readPublished(run.runId),
  };
};

const toFirstShard = (key: string): string =>
  key.replace(/(rows|parts)\/\d+/, `$1/${digits(0)}`).replace(/(tallies\/score-)\d+/, `$1${digits(0)}`);

const digits = (number: number): string => String(number).padStart(5, "0");

const times = (traffic: Traffic, share: number): Traffic => ({
  gets: Math.round(traffic.gets * share),
  puts: Math.round(traffic.puts * share),
  copies: Math.round(traffic.copies * share),
  bytesIn: Math.round(traffic.bytesIn * share),
  bytesOut: Math.round(traffic.bytesOut * share),
  bytesCopied: Math.round(traffic.bytesCopied * share),
});
