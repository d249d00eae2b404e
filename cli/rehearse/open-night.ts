import type { NightRun, PreviousNight } from "../../shared/model/night.ts";
import type { ScoreTally } from "../../shared/model/score-tally.ts";
import type { Day, Instant } from "../../shared/model/time.ts";
import type { NightPlan } from "../../shared/night/plan-night.ts";
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

/** A night of a rehearsal, which is first scored and then told. */
export type OpenNight = {
  ground: Ground;
  score: (published: Promise<void>) => Promise<void>;
  tell: (published: () => void) => Promise<void>;
  run: () => Promise<NightRun>;
};

/** A night that is to be held; undefined past the last. */
export const openNight = (
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

/** What a night's scores add up to. */
export const tallyOf = async (
  { runId, shards }: Pick<NightRun, "runId" | "shards">,
  ground: Ground,
): Promise<ScoreTally> => {
  const tally = emptyScoreTally();
  for (let shard = 0; shard < shards; shard++) mergeScoreTally(tally, await ground.readScoreTally(runId, shard));
  return tally;
};
