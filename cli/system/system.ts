import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { busyWith } from "../../infra/local/claim-folder.ts";
import type { EmbeddedOptions, EmbeddedSystem } from "../../infra/local/embedded-system.ts";
import { findRunning } from "../../infra/local/running-file.ts";
import { readStackOutputs } from "../../shared/adapters/stack-outputs.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import { parseSettings } from "../../shared/model/parse-settings.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { type StackOutputs, stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { sampleWebhook } from "../../shared/sources/sample-webhook.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { projectRoot } from "./project-root.ts";
import { synthesise } from "./synthesise.ts";

/** Which system a command is for, as its options say. */
export type SystemOptions = { stack?: string | undefined; data: string; settings?: string | undefined };

/** A system that a command works against, wherever it runs. SDK clients made after this find it by their own variables. */
export type System = {
  /** What names it: part of what makes an import the same import. */
  name: string;
  outputs: StackOutputs;
  settings: Settings;
  /** Where commands keep what they must remember between runs. */
  dataFolder: string;
  /** Stops what this command started; a system that was running before goes on. */
  stop: () => Promise<void>;
};

/** The settings named, else `settings.json` in the project, else every default. */
export const readSettingsOf = async (path: string | undefined): Promise<Settings> => {
  const file = path ?? join(projectRoot, "settings.json");
  if (existsSync(file)) return parseSettings(await readFile(file, "utf8"));
  if (path === undefined) return parseSettings("{}");
  throw new SettingsError(`there is no settings file "${path}"; name one that exists with --settings`);
};

/** Leads SDK clients of this process to an embedded system. */
const useEnvironment = (environment: Readonly<Record<string, string>>): void => {
  Object.assign(process.env, environment);
};

/**
 * Finds the system that the options name: the deployed stack; else the embedded one that runs on the data folder;
 * else an embedded one that is started on it and stopped with the command.
 */
export const openSystem = async (options: SystemOptions, terminal: Terminal): Promise<System> => {
  const settings = await readSettingsOf(options.settings);
  const dataFolder = resolve(options.data);
  if (options.stack !== undefined) {
    const outputs = await readStackOutputs(options.stack);
    return { name: `stack ${options.stack}`, outputs, settings, dataFolder, stop: async () => undefined };
  }
  const name = "the embedded system";
  const running = await findRunning(dataFolder);
  if (running !== undefined) {
    if (!running.shared) throw new UsageError(busyWith(dataFolder, running.processId));
    terminal.say(`Using the system that runs at ${running.url}.`);
    useEnvironment(running.environment);
    const outputs = stackOutputsSchema.parse(running.outputs);
    return { name, outputs, settings, dataFolder, stop: async () => undefined };
  }
  const system = await startOwn({ dataDir: dataFolder, shared: false }, options.settings);
  const outputs = stackOutputsSchema.parse(system.outputs);
  return { name, outputs, settings, dataFolder, stop: system.stop };
};

/**
 * Synthesises with these settings and starts an embedded system of this process's own.
 * Its code is loaded only here: a command against another system must not pay for it in memory.
 */
export const startOwn = async (
  options: Omit<EmbeddedOptions, "templateDir">,
  settingsPath: string | undefined,
): Promise<EmbeddedSystem> => {
  const { startEmbedded } = await import("../../infra/local/embedded-system.ts");
  const shop = await readSettingsOf(settingsPath);
  const writeSample: EmbeddedOptions["writeSample"] = (source, post) => sampleWebhook(source, post, shop);
  const system = await startEmbedded({ ...options, writeSample, templateDir: await synthesise(settingsPath) });
  useEnvironment(system.environment);
  return system;
};
