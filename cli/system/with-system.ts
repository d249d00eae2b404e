import type { Call } from "../terminal/command.ts";
import { unlessInterrupted } from "../terminal/interruption.ts";
import { type Opening, openSystem, type System, type SystemOptions } from "./system.ts";

/**
 * Opens the system that the options name, works on it, and stops what was started for it, also after a failure
 * or when it is broken off.
 */
export const onSystem = async <Result>(
  { options, terminal, interrupted }: Omit<Call<SystemOptions>, "args">,
  work: (system: System) => Promise<Result>,
  { mayCreate }: Pick<Opening, "mayCreate"> = { mayCreate: false },
): Promise<Result> => {
  const system = await openSystem({ options, terminal, interrupted, mayCreate });
  try {
    return await unlessInterrupted(interrupted, work(system));
  } finally {
    await system.stop();
  }
};
