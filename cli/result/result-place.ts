import { lstat, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../terminal/usage-error.ts";
import { isWithin } from "./is-within.ts";

/**
 * Where a result is to lie: behind a link, if `--out` names one. A result takes its place as a whole, by a change of names.
 * @throws UsageError where that cannot be, or would take the ground from under whoever asks for it
 */
export const resultPlace = async (named: string): Promise<string> => {
  const out = await behindLink(resolve(named));
  const within = join(out, "result");
  if (isWithin(process.cwd(), await realpath(out).catch(() => out)))
    throw new UsageError(`--out is the folder that this command runs in, and is replaced as a whole. Name ${within}.`);
  if (await isMounted(out))
    throw new UsageError(`${out} is a disk of its own, and cannot be replaced as a whole. Name ${within} with --out.`);
  return out;
};

const behindLink = async (out: string): Promise<string> => {
  const there = await lstat(out).catch(() => undefined);
  if (there?.isSymbolicLink() !== true) return out;
  return realpath(out).catch(() => {
    throw new UsageError(`${out} is a link that leads to nothing. Name a folder with --out.`);
  });
};

const isMounted = async (out: string): Promise<boolean> => {
  const [own, above] = await Promise.all([out, dirname(out)].map((path) => stat(path).catch(() => undefined)));
  return own !== undefined && above !== undefined && own.isDirectory() && own.dev !== above.dev;
};
