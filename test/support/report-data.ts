import type { ReportData } from "../../shared/marketing/report/report-data.ts";
import { nothingHeld } from "../../shared/model/held.ts";
import { nightRunSchema } from "../../shared/model/night.ts";
import { emptyScoreTally, mergeScoreTally } from "../../shared/scoring/score-tally.ts";
import { smallShop } from "./night-shop.ts";
import { holdNight, type NightWorld, nightWorld } from "./night-world.ts";

/** What the report of a finished night was made from: a test changes the part it is about. */
const reportDataOf = async (world: NightWorld, runId: string): Promise<ReportData> => {
  const run = nightRunSchema.parse(await world.deps.readRun(runId));
  const tally = emptyScoreTally();
  for (let shard = 0; shard < run.shards; shard++) {
    mergeScoreTally(tally, await world.deps.readScoreTally(runId, shard));
  }
  return {
    run,
    model: await world.deps.readModel(runId),
    tally,
    weeks: [],
    notCounted: {},
    sales: { orders: 0, netMinor: 0 },
    campaigns: [],
    mailLately: [],
    segments: [],
    held: nothingHeld,
    unsent: { mails: 0, refusals: [], notice: false },
  };
};

/** The same of a small shop's night. */
export const smallReportData = async (customers = 60): Promise<ReportData> => {
  const world = nightWorld({ customers: smallShop(customers, "2026-11-20") });
  return reportDataOf(world, await holdNight(world, { at: "2026-11-21T03:30:00.000Z" }));
};
