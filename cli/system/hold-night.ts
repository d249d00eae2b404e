import { createStatesClient, machineExecutions } from "../../shared/adapters/machine-executions.ts";
import { NightFailedError } from "../../shared/model/errors.ts";
import type { NightInput } from "../../shared/model/night.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { reasonOf } from "./reason-of.ts";
import type { System } from "./system.ts";

const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 5_000;

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
  const executions = machineExecutions(createStatesClient(), system.outputs.NightArn);
  const arn = await executions.start(input);
  const bar = terminal.progress(input.asOf === undefined ? "Night" : `Night of ${input.asOf}`, lastStep);
  let begun = 0;
  for (let pauseMs = FIRST_POLL_MS; ; pauseMs = Math.min(LONGEST_POLL_MS, pauseMs * 1.3)) {
    await new Promise((resume) => setTimeout(resume, pauseMs));
    const { status, output, error, cause } = await executions.describe(arn);
    const now = stepNumber(await executions.latestStates(arn));
    bar.advance(Math.max(0, Math.min(now, lastStep) - begun));
    begun = Math.max(begun, now);
    if (status === "succeeded") {
      bar.done("done");
      return output === undefined ? null : JSON.parse(output);
    }
    if (status === "failed") {
      const step = [...steps.values()][begun - 1] ?? "starting";
      bar.done(`failed while ${step}`);
      const published = begun > lastStep ? ` ${filesAreThere}` : "";
      throw new NightFailedError(`The night failed while ${step}: ${reasonOf(error, cause)}${published}`);
    }
  }
};

const lastStep = [...steps.keys()].indexOf(LAST_STEP) + 1;

const filesAreThere =
  "Marketing's files are published, and the report says what to do. When it is done, redrive the night or run it again: what was sent is not sent twice.";

/** How many steps have begun, judging by the newest states entered: inside a Map other states have names of their own. */
const stepNumber = (newestFirst: readonly string[]): number => {
  const names = [...steps.keys()];
  return Math.max(0, ...newestFirst.map((name) => names.indexOf(name) + 1));
};
