import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts the operator's command as a shell would, without a terminal. */
export const startRouse = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ["cli/rouse.mjs", ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });

/** Runs the command to its end. */
export const runRouse = async (
  ...args: string[]
): Promise<{ status: number | null; stdout: string; stderr: string }> => {
  const child = startRouse(args);
  const ended = new Promise<number | null>((settle, fail) => child.on("error", fail).on("close", settle));
  const [stdout, stderr] = await Promise.all([
    child.stdout ? text(child.stdout) : "",
    child.stderr ? text(child.stderr) : "",
  ]);
  return { status: await ended, stdout, stderr };
};
