import { existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { settingsSchema } from "../../shared/model/settings.ts";
import { isAlive } from "./is-alive.ts";
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

/** The system that runs on this data right now, in whichever process; undefined if none does. */
export const findRunning = async (dataDir: string): Promise<Running | undefined> => {
  const last = await readLastRunning(dataDir);
  return last && !last.stopped && isAlive(last.processId) ? last : undefined;
};

export const writeRunning = (dataDir: string, running: Running) =>
  writeWhole(fileIn(dataDir), JSON.stringify(running, null, 2));
