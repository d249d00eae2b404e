import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts the operator's command as a shell would, without a terminal. `env`: variables besides those of this process. */
export const startRouse = (args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, ["cli/rouse.mjs", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });

export type Ended = { status: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** What a command that was started came to. */
export const endOf = async (child: ChildProcess): Promise<Ended> => {
  const ended = new Promise<Pick<Ended, "status" | "signal">>((settle, fail) =>
    child.on("error", fail).on("close", (status, signal) => settle({ status, signal })),
  );
  const [stdout, stderr] = await Promise.all([
    child.stdout ? text(child.stdout) : "",
    child.stderr ? text(child.stderr) : "",
  ]);
  return { ...(await ended), stdout, stderr };
};

/** Runs the command to its end. */
export const runRouse = (...args: string[]): Promise<Ended> => endOf(startRouse(args));
