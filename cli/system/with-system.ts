import type { Call } from "../terminal/command.ts";
import { unlessInterrupted } from "../terminal/interruption.ts";
import { type Opening, openSystem, type System, type SystemOptions } from "./system.ts";

/**
 * Opens the system that the options name, works on it, and stops what was started for it, also after a failure
 * or when it is broken off.
 */
export const onSystem = async <Result>(
  call: Omit<Call<SystemOptions>, "args">,
  work: (system: System) => Promise<Result>,
  { mayCreate }: Pick<Opening, "mayCreate"> = { mayCreate: false },
): Promise<Result> => {
  const system = await openSystem({ ...call, mayCreate });
  try {
    return await unlessInterrupted(call.interrupted, work(system));
  } finally {
    await system.stop();
  }
};
