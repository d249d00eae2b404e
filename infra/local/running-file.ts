import { existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { settingsSchema } from "../../shared/model/settings.ts";
import { findOwner, type Owner } from "./lock-folder.ts";
import { findWhole, writeWhole } from "./whole-files.ts";

const runningSchema = z.object({
  processId: z.int(),
  stopped: z.boolean(),
  /** Whether other commands may work on it: a system that only serves one command goes when that ends. */
  shared: z.boolean().default(true),
  url: z.string(),
  outputs: z.record(z.string(), z.string()),
  environment: z.record(z.string(), z.string()),
  /** What it runs by: commands that work on it go by the same. */
  settings: settingsSchema,
  /** The file they came from, where one was named: what is started on this folder without another takes it again. */
  settingsFile: z.string().optional(),
});
/** How another process reaches an embedded system. */
export type Running = z.infer<typeof runningSchema>;

const fileIn = (dataDir: string) => join(dataDir, "running.json");

/** Whether a system ever served from this folder: then a shop is in it. */
export const holdsShop = (dataDir: string): boolean => existsSync(fileIn(dataDir));

/** What was written last, whether or not it still runs. */
export const readLastRunning = (dataDir: string): Promise<Running | undefined> =>
  findWhole(fileIn(dataDir), runningSchema);

/**
 * What has a data folder right now: nobody; a system that serves from it, which other commands may work on if it is shared;
 * or a process that takes it, or gives it back, at this moment.
 */
export type Holder =
  | { state: "nobody" }
  | { state: "serving"; owner: Owner; running: Running }
  | { state: "starting-or-ending"; owner: Owner };

export const findHolder = async (dataDir: string): Promise<Holder> => {
  const owner = await findOwner(dataDir);
  if (owner === undefined) return { state: "nobody" };
  const running = await readLastRunning(dataDir);
  const serves = running && !running.stopped && running.processId === owner.processId;
  return serves ? { state: "serving", owner, running } : { state: "starting-or-ending", owner };
};

/** The system that runs on this data right now, in whichever process; undefined if none does. */
export const findRunning = async (dataDir: string): Promise<Running | undefined> => {
  const holder = await findHolder(dataDir);
  return holder.state === "serving" ? holder.running : undefined;
};

/** For who has just taken the folder: a system that was killed serves no more, though its number may be this process's own. */
export const endKilled = async (dataDir: string): Promise<void> => {
  const last = await readLastRunning(dataDir);
  if (last && !last.stopped) await writeRunning(dataDir, { ...last, stopped: true });
};

export const runsAlready = (dataDir: string, { url, processId }: Running): string =>
  `A system runs on ${dataDir} already, at ${url} (pid ${processId}). Use that one, stop it, or name another folder with --data.`;

export const writeRunning = (dataDir: string, running: Running) =>
  writeWhole(fileIn(dataDir), JSON.stringify(running, null, 2));
