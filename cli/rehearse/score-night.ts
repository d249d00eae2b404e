import { knownSegmentsOf } from "../../shared/model/campaign-library.ts";
import type { NightRun } from "../../shared/model/night.ts";
import type { ScoreTally } from "../../shared/model/score-tally.ts";
import type { Day, Instant } from "../../shared/model/time.ts";
import type { Warmed, WarmUp } from "../../shared/model/warm-up.ts";
import { emptyScoreTally, mergeScoreTally } from "../../shared/scoring/score-tally.ts";
import { type Ground, type Memory, openGround, type Place, type Post } from "../one-process/ground.ts";
import { type AskFor, scoreNightHere, tellNightHere } from "../one-process/hold-night.ts";
import { steps } from "../one-process/steps.ts";
import type { Threads } from "../one-process/threads.ts";

/** A night to hold: the last day that it describes, and when. */
export type NightToHold = { asOf: Day; at: Instant };

/** Takes every message, and passes none on. */
const takesAll: Post = {
  send: async () => ({ outcome: "sent", sesMessageId: "rehearsed" }),
  postEvent: async () => ({ status: 200 }),
  readOutboxSecrets: async () => ({ current: Buffer.alloc(32, "rehearsal").toString("base64") }),
};

/** A night of a rehearsal that is scored, and to be told. */
export type ScoredNight = {
  ground: Ground;
  run: NightRun;
  /** What its scores add up to. */
  tally: ScoreTally;
  /** @param published is called when its model is there for the next night */
  tell: (published: () => void) => Promise<void>;
};

type ToScore = { place: Place; nights: readonly NightToHold[]; index: number };

/**
 * Scores a night, after which the next one could begin; undefined past the last.
 * @param published when the night before has published its model
 */
export const scoreNight = async (
  { place, nights, index }: ToScore,
  memory: Memory,
  threads: Threads,
  published: Promise<void>,
): Promise<ScoredNight | undefined> => {
  const night = nights[index];
  if (night === undefined) return undefined;
  const turn = { at: night.at, night: index };
  const ground = openGround({ ...place, ...turn }, { ...memory, post: takesAll });
  if (index > 0) await threads.ask("advance", { night: index }, turn);
  const askToScore: AskFor = async (name, given) => {
    if (name === "fit") await published;
    return threads.ask(name, given, turn);
  };
  const plan = await scoreNightHere({ ...night, simulated: true, rehearsed: true }, ground, askToScore, nothing);
  const run = await ground.readRun(plan.runId);
  const tally = await tallyOf(run, ground);
  // The next night begins before this one is told.
  const { runId, asOf, shards, campaigns } = run;
  const warmUp = run.warmUp && usedUp(run.warmUp);
  const finished = { runId, asOf, shards, customers: tally.all.customers, mails: {}, ...(warmUp && { warmUp }) };
  await ground.saveFinishedNight({ ...finished, ...knownSegmentsOf(await ground.readCampaigns(campaigns.version)) });
  const tell = async (isPublished: () => void): Promise<void> => {
    const askToTell: AskFor = async (name, given) => {
      if (name === "notify") return steps.notify(given, ground);
      const answer = await threads.ask(name, given, turn);
      if (name === "publish") isPublished();
      return answer;
    };
    await tellNightHere(plan, askToTell, nothing);
  };
  return { ground, run, tally, tell };
};

/** What goes out is not known before the next night is planned, and nothing comes back: warming up goes as it does at best. */
const usedUp = ({ number }: WarmUp): Warmed => ({ number, mails: number });

const nothing = () => undefined;

const tallyOf = async ({ runId, shards }: NightRun, ground: Ground): Promise<ScoreTally> => {
  const tally = emptyScoreTally();
  for (let shard = 0; shard < shards; shard++) mergeScoreTally(tally, await ground.readScoreTally(runId, shard));
  return tally;
};
