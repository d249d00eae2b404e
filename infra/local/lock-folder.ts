import { createHash, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { RouseError } from "../../shared/model/errors.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import { isAlive } from "./is-alive.ts";
import { createWhole } from "./whole-files.ts";

/** Each lock differs from every other, `lock` sees to it, so that a lock can be named by its text. */
const ownerSchema = z.object({
  processId: z.int(),
  lock: z.string().optional(),
  /** What the operator called, such as `rouse import`. */
  command: z.string().optional(),
});
export type Owner = z.infer<typeof ownerSchema>;

const fileIn = (dataDir: string) => join(dataDir, "owner.json");

/** Locks that this process holds or is about to. Any other lock of its number is of one that is gone: numbers come again, in containers at every start. */
const ours = new Set<string>();

/**
 * Takes a data folder for this process, before anything in it is opened: two systems that start at once must not share one.
 * What a dead process left is taken over.
 *
 * @param command what the operator called, for whoever finds the folder taken
 * @returns gives the folder back, at once: nothing else of this process runs meanwhile
 * @throws RouseError `FolderTakenError` while another living process has it
 */
export const lockFolder = async (dataDir: string, command?: string): Promise<() => void> => {
  const file = fileIn(dataDir);
  const lock = randomUUID();
  ours.add(lock);
  const text = JSON.stringify({ processId: process.pid, lock, command });
  try {
    while (!(await take(file, text, dataDir)));
  } catch (error) {
    ours.delete(lock);
    throw error;
  }
  return () => {
    rmSync(file, { force: true });
    ours.delete(lock);
  };
};

/** The living process that has a data folder; undefined if none does. */
export const findOwner = async (dataDir: string): Promise<Owner | undefined> => {
  const text = await readFile(fileIn(dataDir), "utf8").catch(unless("ENOENT", undefined));
  return text === undefined ? undefined : livingOwner(text);
};

export const nameOf = ({ command = "another rouse command", processId }: Owner): string =>
  `${command} (pid ${processId})`;

export const busyWith = (dataDir: string, owner: Owner): string => {
  const name = nameOf(owner);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} works on ${dataDir}. Wait for it, and run this one again. If no such command runs any more, remove ${fileIn(dataDir)}.`;
};

/**
 * Makes a lock file, or replaces a dead one. Of several who find it dead, only one may replace it: whoever locks
 * `<file>.<name of the dead lock>`, which is taken in the same way, for that one may die as well.
 *
 * @returns false where the file changed meanwhile, so that all is to be looked at anew
 */
const take = async (file: string, text: string, dataDir: string): Promise<boolean> => {
  if (await create(file, text)) return true;
  const there = await textOf(file);
  if (there === undefined) return false;
  refuseLiving(there, dataDir);
  const right = `${file}.${fingerprint(there)}`;
  if (!(await take(right, text, dataDir))) return false;
  // Another one may have replaced it, and given the right back, since it was found dead.
  if ((await textOf(file)) === there) {
    await rename(right, file);
    return true;
  }
  await rm(right, { force: true });
  return false;
};

const create = async (file: string, text: string): Promise<boolean> =>
  createWhole(file, text).then(() => true, unless("EEXIST", false));

const textOf = (file: string): Promise<string | undefined> => readFile(file, "utf8").catch(unless("ENOENT", undefined));

const unless =
  <Value>(code: "EEXIST" | "ENOENT", value: Value) =>
  (error: unknown): Value => {
    if (z.object({ code: z.literal(code) }).safeParse(error).success) return value;
    throw error;
  };

const fingerprint = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

const refuseLiving = (text: string, dataDir: string): void => {
  const owner = livingOwner(text);
  if (owner !== undefined) throw new RouseError("FolderTakenError", busyWith(dataDir, owner));
};

/** What cannot be read is nobody's. */
const livingOwner = (text: string): Owner | undefined => {
  const owner = ownerSchema.safeParse(parseJson(text)).data;
  if (owner === undefined) return undefined;
  const { processId, lock } = owner;
  const lives = processId === process.pid ? lock !== undefined && ours.has(lock) : isAlive(processId);
  return lives ? owner : undefined;
};
