import { addToCampaigns, newCampaignTallies } from "../../shared/campaigns/tally-campaigns.ts";
import type { Rehearsal, RehearsedNight } from "../../shared/marketing/rehearsal/rehearsal.ts";
import { tierSchema } from "../../shared/model/customer.ts";
import type { MessageOutcome } from "../../shared/model/message.ts";
import type { NightRun } from "../../shared/model/night.ts";
import type { Day } from "../../shared/model/time.ts";
import type { Ground } from "../one-process/ground.ts";
import { answeredOccasions } from "./answered-occasions.ts";
import { countPeople } from "./count-people.ts";
import { FOLLOWED_DAYS, followUps } from "./follow-up.ts";
import type { ScoredNight } from "./score-night.ts";

/** What is told of all nights together. */
export type Rehearsed = Pick<Rehearsal, "followedDays" | "followUps" | "peopleWritten" | "leftOut" | "book"> & {
  nights: RehearsedNight[];
};

const outcomesOf = async ({ runId, shards }: NightRun, ground: Ground): Promise<MessageOutcome[]> => {
  const outcomes: MessageOutcome[] = [];
  for (let shard = 0; shard < shards; shard++) outcomes.push(...((await ground.findOutcomes(runId, shard)) ?? []));
  return outcomes;
};

/** Gathers what is told of all nights together, while they are held. */
export const rememberNights = (lastDay: Day | undefined) => {
  const nights: RehearsedNight[] = [];
  const written = countPeople();
  const occasions = answeredOccasions();
  let followed: ReturnType<typeof followUps> | undefined;
  let leftOut: Rehearsed["leftOut"] = [];
  let book: Rehearsed["book"] = [];
  return {
    add: async (scored: ScoredNight): Promise<RehearsedNight> => {
      const { run, ground } = scored;
      const messages = occasions.newIn(await outcomesOf(run, ground));
      const night = await nightOf(scored, messages);
      followed ??= followUps(new Map(night.campaigns.map(({ id, name }) => [id, name])), lastDay);
      for (const message of messages) {
        if (message.outcome === "sent") written.add(message);
        const group = groupOf(message);
        if (group) followed.follow({ ...message, sendDay: run.sendDay, group }, ground.ordersOf(message.customerId));
      }
      leftOut = run.campaigns.leftOut;
      book = (await ground.readModel(run.runId)).promises?.book ?? [];
      nights.push(night);
      return night;
    },
    all: (): Rehearsed => ({
      ...{ nights, followedDays: FOLLOWED_DAYS, followUps: followed?.all() ?? [] },
      ...{ peopleWritten: written.count(), leftOut, book },
    }),
  };
};

const nightOf = async (
  { run, tally, ground }: ScoredNight,
  messages: readonly MessageOutcome[],
): Promise<RehearsedNight> => {
  const { campaigns } = await ground.readCampaigns(run.campaigns.version);
  const tiers = tierSchema.options.map((tier) => [tier, tally.tiers[tier]?.customers ?? 0]);
  const tallies = newCampaignTallies(campaigns.map(({ campaign }) => campaign));
  addToCampaigns(tallies, messages);
  return {
    ...{ asOf: run.asOf, sendDay: run.sendDay, customers: tally.all.customers, tiers: Object.fromEntries(tiers) },
    campaigns: [...tallies.values()].map(({ id, name, channel, considered, sent, stopped, waiting, expired }) => ({
      ...{ id, name, channel, considered, stopped, waiting, expired },
      written: sent,
    })),
  };
};

const groupOf = (message: MessageOutcome): "written" | "heldOut" | undefined => {
  if (message.outcome === "sent") return "written";
  return message.outcome === "stopped" && message.reason === "holdout" ? "heldOut" : undefined;
};
