import { beforeAll, expect, test } from "vitest";
import { modelFileSchema } from "../../../shared/model/model-file.ts";
import { emptyScoreTally, mergeScoreTally } from "../../../shared/scoring/score-tally.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";

const shop = smallShop(600, "2026-11-19");
const clustersOn = (world: NightWorld, asOf: string) =>
  modelFileSchema.parse(JSON.parse(receivedFiles(world, asOf).get("model.json") ?? "")).clusters;

let world: NightWorld;
let runIds: string[];
beforeAll(async () => {
  world = nightWorld({ customers: shop, counted: 45_000 });
  runIds = [
    await holdNight(world, { at: "2026-11-20T03:30:00.000Z" }),
    await holdNight(world, { at: "2026-11-21T03:30:00.000Z" }),
  ];
});

test("every customer is in one of the night's clusters, and they add up to the shop", async () => {
  const runId = runIds[0] ?? "";
  const { shards } = await world.files.readRun(runId);
  expect(shards).toBeGreaterThan(1);
  const tally = emptyScoreTally();
  for (let shard = 0; shard < shards; shard++) mergeScoreTally(tally, await world.files.readScoreTally(runId, shard));
  const clusters = clustersOn(world, "2026-11-19");
  const inSample = clusters?.clusters.map(({ name, customers }) => [name, customers] as const) ?? [];
  expect(inSample.length).toBeGreaterThan(1);
  expect(Object.fromEntries(Object.entries(tally.clusters).map(([name, { customers }]) => [name, customers]))).toEqual(
    Object.fromEntries(inSample),
  );
  const sums = Object.values(tally.clusters).reduce(
    (sum, { netMinor, clvMinor }) => ({ netMinor: sum.netMinor + netMinor, clvMinor: sum.clvMinor + clvMinor }),
    { netMinor: 0, clvMinor: 0 },
  );
  expect(sums).toEqual({ netMinor: tally.netMinor, clvMinor: tally.all.clvMinor });
});

test("the night after keeps the clusters, and prints how far it agrees", () => {
  const [first, second] = [clustersOn(world, "2026-11-19"), clustersOn(world, "2026-11-20")];
  expect(first?.adjustedRandIndex).toBeNull();
  expect(second?.adjustedRandIndex).toBeGreaterThan(0.9);
  expect(second?.clusters.map(({ name }) => name)).toEqual(first?.clusters.map(({ name }) => name));
});

test("one shard finds the clusters that many find", async () => {
  const alone = nightWorld({ customers: [...shop].reverse() });
  await holdNight(alone, { at: "2026-11-20T03:30:00.000Z" });
  expect(clustersOn(alone, "2026-11-19")).toEqual(clustersOn(world, "2026-11-19"));
});
