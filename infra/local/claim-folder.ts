import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { RouseError } from "../../shared/model/errors.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import { isAlive } from "./is-alive.ts";

const ownerSchema = z.object({ processId: z.int() });

/**
 * Takes a data folder for this process, before anything in it is opened: two systems that start at once must not share one.
 * What a dead process left is taken over.
 *
 * @returns gives the folder back
 * @throws RouseError `FolderTakenError` while another living process has it
 */
export const claimFolder = async (dataDir: string): Promise<() => Promise<void>> => {
  const file = join(dataDir, "owner.json");
  const claim = () => writeFile(file, JSON.stringify({ processId: process.pid }), { mode: 0o600, flag: "wx" });
  try {
    await claim();
  } catch (error) {
    const owner = await ownerOf(file);
    if (owner === undefined) throw error;
    // A process of this very number that is not this one is gone: numbers come again, in containers at every start.
    if (owner !== process.pid && isAlive(owner)) throw new RouseError("FolderTakenError", busyWith(dataDir, owner));
    await rm(file, { force: true });
    await claim();
  }
  return () => rm(file, { force: true });
};

export const busyWith = (dataDir: string, processId: number): string =>
  `Another rouse command (pid ${processId}) works on ${dataDir}. Wait for it, and run this one again.`;

/** Undefined where no file is; 0, which is nobody, where what is there cannot be read. */
const ownerOf = async (file: string): Promise<number | undefined> => {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (ownerSchema.safeParse(parseJson(text)).data?.processId ?? 0);
};
