import { createStatesClient, machineExecutions } from "../../shared/adapters/machine-executions.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { reasonOf } from "./reason-of.ts";

const FIRST_POLL_MS = 100;
const LONGEST_POLL_MS = 5_000;

/** What is started, and followed by its states in their order: what each does, in an operator's words. */
type Followed = {
  machineArn: string;
  input: object;
  label: string;
  steps: ReadonlyMap<string, string>;
  /** How many of them there are where all goes well. */
  ordinary: number;
};

/** How it ended; `begun`: how many of its steps had. */
type Ended =
  | { outcome: "succeeded"; output: unknown }
  | { outcome: "failed"; step: string; reason: string; begun: number };

/** Starts an execution of a state machine and follows it to its end. */
export const followMachine = async (
  { machineArn, input, label, steps, ordinary }: Followed,
  terminal: Pick<Terminal, "progress">,
): Promise<Ended> => {
  const executions = machineExecutions(createStatesClient(), machineArn);
  const arn = await executions.start(input);
  const bar = terminal.progress(label, ordinary);
  let begun = 0;
  for (let pauseMs = FIRST_POLL_MS; ; pauseMs = Math.min(LONGEST_POLL_MS, pauseMs * 1.3)) {
    await new Promise((resume) => setTimeout(resume, pauseMs));
    const { status, output, error, cause } = await executions.describe(arn);
    const now = stepNumber(await executions.latestStates(arn), steps);
    bar.advance(Math.max(0, Math.min(now, ordinary) - begun));
    begun = Math.max(begun, now);
    if (status === "succeeded") {
      bar.done("done");
      return { outcome: "succeeded", output: output === undefined ? null : JSON.parse(output) };
    }
    if (status === "failed") {
      const step = [...steps.values()][begun - 1] ?? "starting";
      bar.done(`failed while ${step}`);
      return { outcome: "failed", step, reason: reasonOf(error, cause), begun };
    }
  }
};

/** How many steps have begun, judging by the newest states entered: inside a Map other states have names of their own. */
const stepNumber = (newestFirst: readonly string[], steps: ReadonlyMap<string, string>): number => {
  const names = [...steps.keys()];
  return Math.max(0, ...newestFirst.map((name) => names.indexOf(name) + 1));
};
