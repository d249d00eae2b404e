import type { NightInput } from "../../shared/model/night.ts";
import { type NightPlan, planNight } from "../../shared/night/plan-night.ts";
import { type NightOutcome, nightOutcomeSchema } from "../system/night-outcome.ts";
import type { Ground } from "./ground.ts";
import type { StepName } from "./steps.ts";
import type { Threads } from "./threads.ts";

const states = ["plan", "summarise", "fit", "score", "publish", "notify", "close"] as const satisfies readonly (
  | "plan"
  | StepName
)[];
/** How many of them there are. */
export const STATES = states.length;

/** Asks a thread for a step of the night. */
export type AskFor = (name: StepName, input: unknown) => Promise<unknown>;
type Entered = (state: (typeof states)[number]) => void;

/** The states of a night in their order, as the state machine has them: shards side by side, everything else alone. */
export const holdNightHere = async (
  input: NightInput,
  ground: Ground,
  threads: Pick<Threads, "ask">,
  entered: Entered,
): Promise<NightOutcome> => {
  const ask: AskFor = (name, given) => threads.ask(name, given);
  return tellNightHere(await scoreNightHere(input, ground, ask, entered), ask, entered);
};

/** Those up to `score`, after which the next night could begin. */
export const scoreNightHere = async (
  input: NightInput,
  ground: Ground,
  ask: AskFor,
  entered: Entered,
): Promise<NightPlan> => {
  entered("plan");
  const night = await planNight(input, ground);
  await ofShards("summarise", night, ask, entered);
  await ofAll("fit", night, ask, entered);
  await ofShards("score", night, ask, entered);
  return night;
};

/** The others: what marketing and customers hear of it. */
export const tellNightHere = async (night: NightPlan, ask: AskFor, entered: Entered): Promise<NightOutcome> => {
  await ofAll("publish", night, ask, entered);
  await ofShards("notify", night, ask, entered);
  entered("close");
  return nightOutcomeSchema.parse(await ask("close", { runId: night.runId }));
};

const ofShards = async (
  name: "summarise" | "score" | "notify",
  { runId, shards }: NightPlan,
  ask: AskFor,
  entered: Entered,
): Promise<void> => {
  entered(name);
  await Promise.all(shards.map((shard) => ask(name, { runId, shard })));
};

const ofAll = async (name: "fit" | "publish", { runId }: NightPlan, ask: AskFor, entered: Entered): Promise<void> => {
  entered(name);
  await ask(name, { runId });
};
