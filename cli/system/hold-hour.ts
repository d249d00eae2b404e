import { NightFailedError } from "../../shared/model/errors.ts";
import type { PostInput } from "../../shared/model/night.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { followMachine } from "./follow-machine.ts";
import type { System } from "./system.ts";

/** The states of an hour of the post, in their order (docs/adr/0028), and what each does in an operator's words. */
const steps = new Map([
  ["open-post", "looking what is due"],
  ["notify", "writing to customers"],
  ["close", "closing the day"],
]);

/**
 * Starts an hour of the post and follows it to its end.
 * @returns what its last state answered
 * @throws NightFailedError with the reason that the failed state gave
 */
export const holdHour = async (
  { outputs }: Pick<System, "outputs">,
  input: PostInput,
  terminal: Terminal,
): Promise<unknown> => {
  const followed = { machineArn: outputs.PostArn, input, label: "Post", steps, ordinary: steps.size };
  const ended = await followMachine(followed, terminal);
  if (ended.outcome === "succeeded") return ended.output;
  throw new NightFailedError(`The hour failed while ${ended.step}: ${ended.reason} ${comesAgain}`);
};

const comesAgain = "What it had not sent is due in the next hour; what was sent is not sent twice.";
