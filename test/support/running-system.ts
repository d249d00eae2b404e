import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Running, writeRunning } from "../../infra/local/running-file.ts";
import { settingsSchema } from "../../shared/model/settings.ts";

/** A process that lives, and is not this one. */
export const OTHER = process.ppid;

/** Another process takes the folder, as `rouse dev` unless another command is named. */
export const takeFolder = (folder: string, command = "rouse dev"): Promise<void> =>
  writeFile(join(folder, "owner.json"), JSON.stringify({ processId: OTHER, lock: "other", command }));

/** Another process that has the folder serves from it. */
export const serveFrom = (folder: string, more: Partial<Running> = {}): Promise<void> =>
  writeRunning(folder, {
    processId: OTHER,
    stopped: false,
    shared: true,
    url: "http://127.0.0.1:8377",
    outputs: {},
    environment: {},
    settings: settingsSchema.parse({ currency: "EUR" }),
    ...more,
  });
