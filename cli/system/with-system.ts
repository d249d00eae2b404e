import type { Terminal } from "../terminal/terminal.ts";
import { openSystem, type System, type SystemOptions } from "./system.ts";

/** Opens the system that the options name, works on it, and stops what was started for it, also after a failure. */
export const onSystem = async <Result>(
  options: SystemOptions,
  terminal: Terminal,
  work: (system: System) => Promise<Result>,
): Promise<Result> => {
  const system = await openSystem(options, terminal);
  try {
    return await work(system);
  } finally {
    await system.stop();
  }
};
