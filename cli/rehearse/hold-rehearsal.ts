import { rm } from "node:fs/promises";
import { memoryMessages } from "../../shared/adapters/memory-messages.ts";
import { addToCampaigns, newCampaignTallies } from "../../shared/campaigns/tally-campaigns.ts";
import type { RehearsedNight } from "../../shared/marketing/rehearsal/rehearsal.ts";
import { tierSchema } from "../../shared/model/customer.ts";
import type { MessageOutcome } from "../../shared/model/message.ts";
import { type NightRun, type PreviousNight, workPrefixes } from "../../shared/model/night.ts";
import { EARLY_WARNING } from "../../shared/model/rule-limits.ts";
import type { ScoreTally } from "../../shared/model/score-tally.ts";
import type { Day, Instant } from "../../shared/model/time.ts";
import type { NightPlan } from "../../shared/night/plan-night.ts";
import { once } from "../../shared/runtime/once.ts";
import { emptyScoreTally, mergeScoreTally } from "../../shared/scoring/score-tally.ts";
import {
  customersIn,
  dataIn,
  type Ground,
  type Memory,
  openGround,
  type Place,
  type Post,
} from "../one-process/ground.ts";
import { type AskFor, scoreNightHere, tellNightHere } from "../one-process/hold-night.ts";
import { steps } from "../one-process/steps.ts";
import type { Threads } from "../one-process/threads.ts";
import { FOLLOWED_DAYS, followUps } from "./follow-up.ts";

/** A night to hold: the last day that it describes, and when. */
export type NightToHold = { asOf: Day; at: Instant };

/** Takes every message, and passes none on. */
const takesAll: Post = {
  send: async () => ({ outcome: "sent", sesMessageId: "rehearsed" }),
  postEvent: async () => ({ status: 200 }),
  readOutboxSecrets: async () => ({ current: Buffer.alloc(32, "rehearsal").toString("base64") }),
};

export type Rehearsed = {
  nights: RehearsedNight[];
  followedDays: number;
  followUps: ReturnType<ReturnType<typeof followUps>["all"]>;
  peopleWritten: number;
  leftOut: NightRun["campaigns"]["leftOut"];
};

/**
 * Holds nights one after the other, each with what was known then and what those before it left: their scores, and the ledger. The post
 * takes every message and passes none on. The ledger is in this thread's memory, so mail is written here.
 *
 * While a night is told, the next one is scored: it goes by the scores of the one before it, and not by what came of its mail.
 *
 * @param lastDay the last day of which the file tells
 */
export const holdRehearsal = async (
  { place, nights, lastDay }: { place: Place; nights: readonly NightToHold[]; lastDay: Day | undefined },
  threads: Threads,
  held: (night: RehearsedNight) => void,
): Promise<Rehearsed> => {
  const memory: Memory = {
    ledger: memoryMessages(),
    // Nobody edits them meanwhile, and checking them takes longer than reading.
    readCampaignFolder: once(openGround(place).readCampaignFolder),
  };
  const told = rememberNights(lastDay);
  const open = (index: number) => openNight({ place, nights, index }, memory, threads);
  let current = open(0);
  await current?.score(Promise.resolve());
  for (let index = 0; current !== undefined; index++) {
    const next = open(index + 1);
    const published = Promise.withResolvers<void>();
    await Promise.all([current.tell(published.resolve), next?.score(published.promise)]);
    held(await told.add(current));
    await forgetOld(nights, index, place);
    current = next;
  }
  return told.all();
};

type OpenNight = {
  ground: Ground;
  score: (published: Promise<void>) => Promise<void>;
  tell: (published: () => void) => Promise<void>;
  run: () => Promise<NightRun>;
};

/** A night that is to be held; undefined past the last. */
const openNight = (
  { place, nights, index }: { place: Place; nights: readonly NightToHold[]; index: number },
  memory: Memory,
  threads: Threads,
): OpenNight | undefined => {
  const night = nights[index];
  if (night === undefined) return undefined;
  const turn = { at: night.at, night: index };
  const ground = openGround({ ...place, ...turn }, { ...memory, post: takesAll });
  const input = { asOf: night.asOf, at: night.at, simulated: true };
  let plan: NightPlan | undefined;
  return {
    ground,
    run: () => ground.readRun(planned(plan).runId),
    /** @param published when the night before has published its model */
    score: async (published) => {
      if (index > 0) await threads.ask("advance", { night: index }, turn);
      const ask: AskFor = async (name, given) => {
        if (name === "fit") await published;
        return threads.ask(name, given, turn);
      };
      plan = await scoreNightHere(input, ground, ask, nothing);
      // The next night begins before this one is told.
      await ground.saveFinishedNight(await finishedOf(plan, ground));
    },
    tell: async (published) => {
      const ask: AskFor = async (name, given) => {
        if (name === "notify") return steps.notify(given, ground);
        const answer = await threads.ask(name, given, turn);
        if (name === "publish") published();
        return answer;
      };
      await tellNightHere(planned(plan), ask, nothing);
    },
  };
};

const planned = (plan: NightPlan | undefined): NightPlan => {
  if (plan === undefined) throw new TypeError("a night is told after it was scored");
  return plan;
};

const finishedOf = async ({ runId, shards }: NightPlan, ground: Ground): Promise<PreviousNight> => {
  const { asOf } = await ground.readRun(runId);
  const tally = await tallyOf({ runId, shards: shards.length }, ground);
  return { runId, asOf, shards: shards.length, customers: tally.all.customers };
};

const nothing = () => undefined;

const outcomesOf = async ({ runId, shards }: NightRun, ground: Ground): Promise<MessageOutcome[]> => {
  const outcomes: MessageOutcome[] = [];
  for (let shard = 0; shard < shards; shard++) outcomes.push(...((await ground.findOutcomes(runId, shard)) ?? []));
  return outcomes;
};

/** What is told of all nights together. */
const rememberNights = (lastDay: Day | undefined) => {
  const nights: RehearsedNight[] = [];
  const written = new Set<string>();
  let followed: ReturnType<typeof followUps> | undefined;
  let leftOut: Rehearsed["leftOut"] = [];
  return {
    add: async (held: Pick<OpenNight, "ground" | "run">): Promise<RehearsedNight> => {
      const [run, { ground }] = [await held.run(), held];
      const messages = await outcomesOf(run, ground);
      const night = await nightOf(run, messages, ground);
      followed ??= followUps(new Map(night.campaigns.map(({ id, name }) => [id, name])), lastDay);
      for (const message of messages) {
        if (message.outcome === "sent") written.add(message.emailKey);
        const group = groupOf(message);
        if (group) followed.follow({ ...message, sendDay: run.sendDay, group }, ground.ordersOf(message.customerId));
      }
      leftOut = run.campaigns.leftOut;
      nights.push(night);
      return night;
    },
    all: (): Rehearsed => ({
      ...{ nights, followedDays: FOLLOWED_DAYS, followUps: followed?.all() ?? [] },
      ...{ peopleWritten: written.size, leftOut },
    }),
  };
};

const tallyOf = async ({ runId, shards }: Pick<NightRun, "runId" | "shards">, ground: Ground): Promise<ScoreTally> => {
  const tally = emptyScoreTally();
  for (let shard = 0; shard < shards; shard++) mergeScoreTally(tally, await ground.readScoreTally(runId, shard));
  return tally;
};

const nightOf = async (run: NightRun, messages: readonly MessageOutcome[], ground: Ground): Promise<RehearsedNight> => {
  const tally = await tallyOf(run, ground);
  const { campaigns } = await ground.readCampaigns(run.campaigns.version);
  const tiers = tierSchema.options.map((tier) => [tier, tally.tiers[tier]?.customers ?? 0]);
  const tallies = newCampaignTallies(campaigns.map(({ campaign }) => campaign));
  addToCampaigns(tallies, messages);
  return {
    ...{ asOf: run.asOf, sendDay: run.sendDay, customers: tally.all.customers, tiers: Object.fromEntries(tiers) },
    campaigns: [...tallies.values()].map(({ id, name, channel, considered, sent, stopped }) => ({
      ...{ id, name, channel, considered, stopped },
      written: sent,
    })),
  };
};

const groupOf = (message: MessageOutcome): "written" | "heldOut" | undefined => {
  if (message.outcome === "sent") return "written";
  return message.outcome === "stopped" && message.reason === "holdout" ? "heldOut" : undefined;
};

/** Later nights look back for the early warning's days at most: files of nights before that are only in the way. */
const forgetOld = async (nights: readonly NightToHold[], index: number, place: Place): Promise<void> => {
  await rm(customersIn({ ...place, night: index }), { recursive: true, force: true });
  const old = nights[index - EARLY_WARNING.atMostDays - 1];
  if (old === undefined) return;
  const data = dataIn(place);
  const keys: string[] = [];
  for await (const key of data.list(workPrefixes.runsOf(old.asOf))) keys.push(key);
  await data.remove(keys);
};
