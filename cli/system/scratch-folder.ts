import { mkdtemp, readdir } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../infra/local/is-alive.ts";
import { removeAtOnce } from "./remove-at-once.ts";

/** Names of machines in it: containers that share a temporary folder number their processes each by itself. */
const prefixOf = (machine: string) => `rouse-run-${machine.replaceAll(/[^\w]/g, "_")}-`;

/**
 * Works with a folder that holds customers and must not outlive the command: it is gone when the work ends, in whichever way.
 * What a process left that was killed is cleared away by the next one.
 */
export const withScratchFolder = async <Result>(
  work: (folder: string) => Promise<Result>,
  parent: string = tmpdir(),
): Promise<Result> => {
  await removeLeftovers(parent);
  const folder = await mkdtemp(join(parent, `${prefixOf(hostname())}${process.pid}-`));
  try {
    return await work(folder);
  } finally {
    removeAtOnce(folder);
  }
};

const removeLeftovers = async (parent: string): Promise<void> => {
  const prefix = prefixOf(hostname());
  for (const name of await readdir(parent)) {
    const processId = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (Number.isNaN(processId) || isAlive(processId)) continue;
    try {
      removeAtOnce(join(parent, name));
    } catch {
      // Another user's, who clears it away, or one that is cleared away just now.
    }
  }
};
