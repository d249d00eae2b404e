import { NightFailedError } from "../../shared/model/errors.ts";
import type { NightInput } from "../../shared/model/night.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { followMachine } from "./follow-machine.ts";
import type { System } from "./system.ts";

/** The states of the night, in their order (docs/adr/0001), and what each does in an operator's words. */
const steps = new Map([
  ["plan", "planning"],
  ["compare", "comparing with the shop"],
  ["summarise", "summing up purchases"],
  ["fit", "fitting the models"],
  ["score", "scoring customers"],
  ["join", "joining files"],
  ["publish", "writing marketing's files"],
  ["notify", "writing to customers"],
  ["close", "closing"],
  ["resend", "writing to those left over"],
  ["close again", "closing again"],
]);

/** A night in which all mail went out ends with this step. */
const LAST_STEP = "close";
const lastStep = [...steps.keys()].indexOf(LAST_STEP) + 1;

/**
 * Starts a night and follows it to its end.
 * @returns what its last state answered
 * @throws NightFailedError with the reason that the failed state gave
 */
export const holdNight = async (
  system: Pick<System, "outputs">,
  input: NightInput,
  terminal: Terminal,
): Promise<unknown> => {
  const label = input.asOf === undefined ? "Night" : `Night of ${input.asOf}`;
  const followed = { machineArn: system.outputs.NightArn, input, label, steps, ordinary: lastStep };
  const ended = await followMachine(followed, terminal);
  if (ended.outcome === "succeeded") return ended.output;
  const published = ended.begun > lastStep ? ` ${filesAreThere}` : "";
  throw new NightFailedError(`The night failed while ${ended.step}: ${ended.reason}${published}`);
};

const filesAreThere =
  "Marketing's files are published, and the report says what to do. Each full hour tries again what is left; when it is done, rouse post does so now. What was sent is not sent twice.";
