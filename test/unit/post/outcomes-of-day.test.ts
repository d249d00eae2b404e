import { expect, test } from "vitest";
import type { CampaignLibrary } from "../../../shared/model/campaign-library.ts";
import type { MessageOutcome } from "../../../shared/model/message.ts";
import type { NightRun } from "../../../shared/model/night.ts";
import { outcomesOfDay } from "../../../shared/post/outcomes-of-day.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, nightWorld } from "../../support/night-world.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const asOf = "2026-11-20";
const settings = { shop: { postalAddress: "1 Main St" }, mail: { sending: "on", holdoutShare: 0 } };
const deployed = await shippedCampaigns();
const without = (trigger: string): CampaignLibrary => ({
  ...deployed,
  campaigns: deployed.campaigns.map(({ campaign, ...rest }) => ({
    ...rest,
    campaign: { ...campaign, enabled: campaign.trigger.on !== trigger },
  })),
});

/** Two attempts at one day: the first wrote for every campaign, the second has no candidates for birthdays. */
const heldTwice = async () => {
  let library = deployed;
  const readCampaignFolder = async () => ({ library, broken: [] });
  const world = nightWorld({ customers: smallShop(600, asOf), counted: 50_000, settings, readCampaignFolder });
  await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  library = without("birthday");
  const runId = await holdNight(world, { at: "2026-11-21T05:00:00.000Z" });
  const run = await world.files.readRun(runId);
  const outcomes = async (occasionsAtATime?: number) => {
    const whoTheyAre = (ids: readonly string[]) => world.deps.whoTheyAre(ids, run.settings);
    const shards: (readonly MessageOutcome[])[] = [];
    for await (const shard of outcomesOfDay(run, { ...world.deps, whoTheyAre }, occasionsAtATime)) shards.push(shard);
    return shards;
  };
  return { world, run, outcomes };
};

test("a day's outcomes come shard by shard, last those of other attempts, in however many rounds these are looked for", async () => {
  const { run, outcomes } = await heldTwice();
  const shards = await outcomes();
  expect(shards).toHaveLength(run.shards + 1);
  expect(new Set(shards.at(-1)?.map(({ campaignId }) => campaignId))).toEqual(new Set(["birthday"]));
  expect(shards.slice(0, -1).flatMap((rows) => rows.filter(({ campaignId }) => campaignId === "birthday"))).toEqual([]);
  for (const occasionsAtATime of [1, 5, 17]) expect(await outcomes(occasionsAtATime)).toEqual(shards);
});

test("no more shards are read ahead than fit into memory", async () => {
  const { world, run } = await heldTwice();
  const asked: number[] = [];
  const findOutcomes: typeof world.deps.findOutcomes = async (runId, shard) => {
    asked.push(shard);
    return world.deps.findOutcomes(runId, shard);
  };
  const many: NightRun = { ...run, shards: 100 };
  const whoTheyAre = (ids: readonly string[]) => world.deps.whoTheyAre(ids, run.settings);
  for await (const _first of outcomesOfDay(many, { ...world.deps, findOutcomes, whoTheyAre })) break;
  expect(asked.length).toBeLessThanOrEqual(8);
});

test("a message to two customers who have become one is told once, whatever shards they stood in", async () => {
  const { run, world } = await heldTwice();
  const message = { emailKey: "key", locale: "en", runId: run.runId };
  const row = (customerId: string, more: object = {}): MessageOutcome => ({
    ...{ customerId, campaignId: "win-back", step: "first", occurrence: "2026-09-01", outcome: "sent" as const },
    ...message,
    ...more,
  });
  const joined = { joined: true };
  const shards = [
    [row("a", joined), row("c", { ...joined, emailKey: "key-c" })],
    [row("b"), row("e", { ...joined, emailKey: "key-c" })],
  ];
  const told: MessageOutcome[][] = [];
  const whoTheyAre = (ids: readonly string[]) => world.deps.whoTheyAre(ids, run.settings);
  const findOutcomes = async (_: string, shard: number) => shards[shard];
  const deps = { ...world.deps, findOutcomes, whoTheyAre, readRunsOf: async () => [run] };
  for await (const rows of outcomesOfDay({ ...run, shards: 2 }, deps)) told.push([...rows]);
  const short = told.map((rows) =>
    rows.map((one) => `${one.customerId} ${"reason" in one ? one.reason : one.outcome}`),
  );
  expect(short).toEqual([[], ["b sent"], ["a already-written", "c sent", "e already-written"]]);
});
