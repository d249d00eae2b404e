import type { NightInput } from "../../shared/model/night.ts";
import { planNight } from "../../shared/night/plan-night.ts";
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

/** The states of a night in their order, as the state machine has them: shards side by side, everything else alone. */
export const holdNightHere = async (
  input: NightInput,
  ground: Ground,
  threads: Threads,
  entered: (state: (typeof states)[number]) => void,
): Promise<NightOutcome> => {
  entered("plan");
  const { runId, shards } = await planNight(input, ground);
  const ofShards = async (name: "summarise" | "score" | "notify") => {
    entered(name);
    await Promise.all(shards.map((shard) => threads.ask(name, { runId, shard })));
  };
  const ofAll = async (name: "fit" | "publish") => {
    entered(name);
    await threads.ask(name, { runId });
  };
  await ofShards("summarise");
  await ofAll("fit");
  await ofShards("score");
  await ofAll("publish");
  await ofShards("notify");
  entered("close");
  return nightOutcomeSchema.parse(await threads.ask("close", { runId }));
};
