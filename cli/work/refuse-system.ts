import type { SystemOptions } from "../system/system.ts";
import { DEFAULT_DATA } from "../terminal/command.ts";
import { UsageError } from "../terminal/usage-error.ts";

/** A folder is no system: what is said of one would be passed over, and the answer taken for that system's. */
export const refuseSystem = ({ stack, data, settings }: SystemOptions): void => {
  const given = [
    ...(stack === undefined ? [] : ["--stack"]),
    ...(data === DEFAULT_DATA ? [] : ["--data"]),
    ...(settings === undefined ? [] : ["--settings"]),
  ];
  if (given.length === 0) return;
  throw new UsageError(`--in names what rouse run left, and ${given.join(", ")} a system. Say which of them is meant.`);
};
