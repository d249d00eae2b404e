import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { busyWith } from "../../infra/local/claim-folder.ts";
import type { EmbeddedOptions, EmbeddedSystem } from "../../infra/local/embedded-system.ts";
import { findRunning, type Running, readLastRunning } from "../../infra/local/running-file.ts";
import { readStackOutputs } from "../../shared/adapters/stack-outputs.ts";
import { readStackSettings } from "../../shared/adapters/stack-settings.ts";
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
  /** Those it goes by itself, wherever the command is called. */
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
 * else an embedded one that is started on it and stopped with the command. Each has its own settings in force,
 * and a command that judges orders by any others would judge them wrongly.
 *
 * @throws UsageError for `--settings` beside a system that has others
 */
export const openSystem = async (options: SystemOptions, terminal: Terminal): Promise<System> => {
  const dataFolder = resolve(options.data);
  if (options.stack !== undefined) return openStack(options.stack, options, dataFolder);
  const running = await findRunning(dataFolder);
  if (running !== undefined) return openRunning(running, options, dataFolder, terminal);
  const system = await startOwn({ dataDir: dataFolder, shared: false }, options.settings);
  const outputs = stackOutputsSchema.parse(system.outputs);
  return { name: embeddedName, outputs, settings: system.settings, dataFolder, stop: system.stop };
};

const embeddedName = "the embedded system";

const openStack = async (stack: string, options: SystemOptions, dataFolder: string): Promise<System> => {
  if (options.settings !== undefined) {
    throw new UsageError(
      `The stack ${stack} goes by the settings it was deployed with. Leave --settings out; to change them, deploy again.`,
    );
  }
  const outputs = await readStackOutputs(stack);
  const settings = await readStackSettings(stack);
  return { name: `stack ${stack}`, outputs, settings, dataFolder, stop: async () => undefined };
};

const openRunning = async (
  running: Running,
  options: SystemOptions,
  dataFolder: string,
  terminal: Terminal,
): Promise<System> => {
  if (!running.shared) throw new UsageError(busyWith(dataFolder, running.processId));
  const { settings } = running;
  const wanted = options.settings === undefined ? settings : await readSettingsOf(options.settings);
  if (JSON.stringify(wanted) !== JSON.stringify(settings)) {
    throw new UsageError(
      `The system that runs at ${running.url} was started with other settings than ${options.settings}. Leave --settings out, or stop it first.`,
    );
  }
  terminal.say(`Using the system that runs at ${running.url}.`);
  useEnvironment(running.environment);
  const outputs = stackOutputsSchema.parse(running.outputs);
  return { name: embeddedName, outputs, settings, dataFolder, stop: async () => undefined };
};

/**
 * Synthesises with these settings and starts an embedded system of this process's own.
 * Its code is loaded only here: a command against another system must not pay for it in memory.
 *
 * @param settingsPath undefined: the file that was named when a system last ran on the folder, else what the project has
 */
export const startOwn = async (
  options: Omit<EmbeddedOptions, "templateDir" | "settingsFile">,
  settingsPath: string | undefined,
): Promise<EmbeddedSystem> => {
  const { startEmbedded } = await import("../../infra/local/embedded-system.ts");
  const file = settingsPath ?? (await settingsOfLast(options.dataDir));
  const shop = await readSettingsOf(file);
  const writeSample: EmbeddedOptions["writeSample"] = (source, post) => sampleWebhook(source, post, shop);
  const templateDir = await synthesise(file);
  const settingsFile = file === undefined ? {} : { settingsFile: resolve(file) };
  const system = await startEmbedded({ ...options, ...settingsFile, writeSample, templateDir });
  useEnvironment(system.environment);
  return system;
};

const settingsOfLast = async (dataDir: string | undefined): Promise<string | undefined> =>
  dataDir === undefined ? undefined : (await readLastRunning(dataDir))?.settingsFile;
