import type { Campaign } from "../model/campaign.ts";
import type { CampaignTally } from "../model/campaign-tally.ts";
import { countWithheld, noneWithheld } from "../model/count-withheld.ts";
import { isWithheld, type MessageOutcome } from "../model/message.ts";
import { wouldBeMail } from "./ask-gates.ts";
import { askedAgainAt, goesLaterAt } from "./withhold.ts";

/** By campaign: of every enabled one, whether or not it had anybody to write to, and of any other that has outcomes. */
export type CampaignTallies = Map<string, CampaignTally>;

export const newCampaignTallies = (campaigns: readonly Campaign[]): CampaignTallies =>
  new Map(campaigns.filter((c) => c.enabled).map((c) => [c.id, emptyTally(c)]));

export const addToCampaigns = (tallies: CampaignTallies, outcomes: readonly MessageOutcome[]): void => {
  for (const outcome of outcomes) {
    const id = outcome.campaignId;
    const tally = tallies.get(id) ?? emptyTally({ id, name: id, channel: outcome.channel ?? "email" });
    tallies.set(id, tally);
    count(outcome, tally);
  }
};

const count = (outcome: MessageOutcome, tally: CampaignTally): void => {
  tally.considered += 1;
  if (isWithheld(outcome)) {
    countWithheld(tally, outcome);
    if (wouldBeMail(outcome.reason)) tally.wouldBeMail += 1;
    if (askedAgainAt(outcome) !== undefined)
      tally.askedToday[outcome.reason] = (tally.askedToday[outcome.reason] ?? 0) + 1;
    const at = goesLaterAt(outcome);
    if (at !== undefined) tally.toCome[at] = (tally.toCome[at] ?? 0) + 1;
  } else if (outcome.outcome === "in-progress") tally.inProgress += 1;
  else tally[outcome.outcome] += 1;
};

const emptyTally = ({ id, name, channel }: Pick<Campaign, "id" | "name" | "channel">): CampaignTally => ({
  id,
  name,
  channel,
  considered: 0,
  sent: 0,
  refused: 0,
  unknown: 0,
  inProgress: 0,
  ...noneWithheld(),
  wouldBeMail: 0,
  askedToday: {},
  toCome: {},
});
