import type { Campaign } from "../../model/campaign.ts";
import type { MessageOutcome, StopReason } from "../../model/message.ts";
import type { ModelFile } from "../../model/model-file.ts";
import type { NightRun } from "../../model/night.ts";
import type { ScoreTally } from "../../model/score-tally.ts";
import type { OrderWeek } from "../../scoring/summaries/order-weeks.ts";

/** What a campaign did tonight, in counts: `considered` is the sum of all others. */
export type CampaignTally = {
  id: string;
  name: string;
  considered: number;
  sent: number;
  refused: number;
  unknown: number;
  stopped: Partial<Record<StopReason, number>>;
};

/** Everything the report shows: one night in counts. Nobody's name or address is in it. */
export type ReportData = {
  run: NightRun;
  model: ModelFile;
  tally: ScoreTally;
  weeks: readonly OrderWeek[];
  campaigns: readonly CampaignTally[];
};

const emptyTally = ({ id, name }: Pick<Campaign, "id" | "name">): CampaignTally => ({
  id,
  name,
  considered: 0,
  sent: 0,
  refused: 0,
  unknown: 0,
  stopped: {},
});

/** Tallies of every enabled campaign, whether or not it had anybody to write to, and of any other that has outcomes. */
export const tallyCampaigns = (
  campaigns: readonly Campaign[],
  outcomes: readonly MessageOutcome[],
): CampaignTally[] => {
  const tallies = new Map(campaigns.filter((c) => c.enabled).map((c) => [c.id, emptyTally(c)]));
  for (const outcome of outcomes) {
    const id = outcome.campaignId;
    const tally = tallies.get(id) ?? emptyTally({ id, name: id });
    tallies.set(id, tally);
    tally.considered += 1;
    if (outcome.outcome === "stopped") tally.stopped[outcome.reason] = (tally.stopped[outcome.reason] ?? 0) + 1;
    else tally[outcome.outcome] += 1;
  }
  return [...tallies.values()];
};
