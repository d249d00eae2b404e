import { setTimeout } from "node:timers/promises";
import { busyWith, nameOf } from "../../infra/local/lock-folder.ts";
import { findHolder, type Running } from "../../infra/local/running-file.ts";
import { RouseError } from "../../shared/model/errors.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";

type Waiting = {
  terminal: Pick<Terminal, "say">;
  interrupted: AbortSignal;
  /** Between two looks; rejects when it is interrupted. */
  pause?: (signal: AbortSignal) => Promise<unknown>;
};

const PAUSE_MS = 200;
/** About a minute: what starts, ends or explains is done by then, and who brings in a long file is named. */
const MOST_PAUSES = 300;

/**
 * Starts on a data folder as soon as nobody has it, and waits a while, saying for whom, while somebody has: two commands
 * may be called at one moment, or one while another ends.
 *
 * @returns what was started, or the system that others may use and that came to serve from the folder first
 * @throws UsageError if the other has it still after about a minute
 */
export const whenFree = async <Started>(
  folder: string,
  start: () => Promise<Started>,
  { terminal, interrupted, pause = aMoment }: Waiting,
): Promise<{ started: Started } | { running: Running }> => {
  let waitsFor: string | undefined;
  for (let pauses = 0; ; pauses++) {
    const holder = await findHolder(folder);
    if (holder.state === "serving" && holder.running.shared) return { running: holder.running };
    if (holder.state === "nobody") {
      const started = await start().then((one) => ({ started: one }), unlessTaken(pauses));
      if (started !== undefined) return started;
      continue;
    }
    if (pauses >= MOST_PAUSES) throw new UsageError(busyWith(folder, holder.owner));
    const name = nameOf(holder.owner);
    if (name !== waitsFor) terminal.say(`Waiting for ${name}, which has ${folder} …`);
    waitsFor = name;
    await pause(interrupted);
  }
};

const aMoment = (signal: AbortSignal) => setTimeout(PAUSE_MS, undefined, { signal });

/** Another one was faster: who that is will be seen at the next look. */
const unlessTaken = (pauses: number) => (error: unknown) => {
  if (error instanceof RouseError && error.name === "FolderTakenError" && pauses < MOST_PAUSES) return undefined;
  throw error;
};
