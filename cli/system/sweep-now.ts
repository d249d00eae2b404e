import { createStatesClient, machineExecutions } from "../../shared/adapters/machine-executions.ts";
import { NightFailedError } from "../../shared/model/errors.ts";
import { type Swept, sweptSchema } from "../../shared/model/sweep.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { reasonOf } from "./reason-of.ts";
import type { System } from "./system.ts";

const [FIRST_POLL_MS, LONGEST_POLL_MS] = [100, 5_000];

/**
 * Sweeps the files of nights now, and waits for the end.
 *
 * @returns what its last round came to
 * @throws NightFailedError with the reason that the failed state gave
 */
export const sweepNow = async (system: Pick<System, "outputs">, terminal: Terminal): Promise<Swept> => {
  const executions = machineExecutions(createStatesClient(), system.outputs.SweepArn);
  const arn = await executions.start({ after: "" });
  const bar = terminal.progress("Files of nights");
  for (let pauseMs = FIRST_POLL_MS; ; pauseMs = Math.min(LONGEST_POLL_MS, pauseMs * 1.3)) {
    await new Promise((resume) => setTimeout(resume, pauseMs));
    const { status, output, error, cause } = await executions.describe(arn);
    if (status === "succeeded") {
      const swept = sweptSchema.parse(output === undefined ? undefined : JSON.parse(output));
      bar.done(`swept, ${swept.files} of them gone through`);
      return swept;
    }
    if (status === "failed") {
      bar.done("failed");
      throw new NightFailedError(reasonOf(error, cause));
    }
  }
};
