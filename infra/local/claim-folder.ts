import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { RouseError } from "../../shared/model/errors.ts";
import { isAlive } from "./is-alive.ts";
import { createWhole, findWhole } from "./whole-files.ts";

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
  const claim = () => createWhole(file, JSON.stringify({ processId: process.pid }));
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
  const owner = await findWhole(file, ownerSchema);
  return owner?.processId ?? (existsSync(file) ? 0 : undefined);
};
