import { resolve } from "node:path";
import { holdsShop, type Running } from "../../infra/local/running-file.ts";
import { readSettingsFile } from "../../infra/read-settings-file.ts";
import { isStackChanging, readStackOutputs } from "../../shared/adapters/stack-outputs.ts";
import { readStackSettings } from "../../shared/adapters/stack-settings.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { type StackOutputs, stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import type { Call } from "../terminal/command.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { closeEnvironment } from "./closed-environment.ts";
import { projectRoot } from "./project-root.ts";
import { emulatorOf, startOwn } from "./start-own.ts";
import { whenFree } from "./when-free.ts";

/** Which system a command is for, as its options say. */
export type SystemOptions = { stack?: string | undefined; data: string; settings?: string | undefined };

/** A system that a command works against, wherever it runs. SDK clients made after this find it by their own variables. */
export type System = {
  /** What names it: part of what makes an import the same import. */
  name: string;
  outputs: StackOutputs;
  /** Those it goes by itself, wherever the command is called. */
  settings: Settings;
  /** Those that are in force by now: a deployment may have changed them meanwhile. */
  readSettings: () => Promise<Settings>;
  /** Whether a deployment is under way, of which nobody can say what it has changed yet. */
  isChanging: () => Promise<boolean>;
  /** Where commands keep what they must remember between runs. */
  dataFolder: string;
  /** Stops what this command started; a system that was running before goes on. */
  stop: () => Promise<void>;
};

export type Opening = Omit<Call<SystemOptions>, "args"> & {
  /** Whether a shop may begin with this command. Otherwise a folder that holds none was mistyped. */
  mayCreate: boolean;
};

/**
 * Finds the system that the options name: the deployed stack; else the embedded one that runs on the data folder;
 * else an embedded one that is started on it and stopped with the command. Each has its own settings in force,
 * and a command that judges orders by any others would judge them wrongly.
 *
 * @throws UsageError for `--settings` beside a system that has others, and where there is no shop and none may begin
 */
export const openSystem = async ({ mayCreate, ...call }: Opening): Promise<System> => {
  const { command, options, terminal, interrupted } = call;
  const dataFolder = resolve(options.data);
  if (options.stack !== undefined) return openStack(options.stack, options, dataFolder);
  const own = { dataDir: dataFolder, command, shared: false, ...emulatorOf(process.env) };
  const start = async () => {
    if (!mayCreate && !holdsShop(dataFolder)) throw new UsageError(noShop(dataFolder));
    return startOwn(own, options.settings, interrupted);
  };
  const found = await whenFree(dataFolder, start, call);
  if ("running" in found) return openRunning(found.running, options, dataFolder, terminal);
  const system = found.started;
  const outputs = stackOutputsSchema.parse(system.outputs);
  const { settings, stop } = system;
  return { name: embeddedName, outputs, ...asItRuns(settings), dataFolder, stop };
};

const embeddedName = "the embedded system";

/** An embedded system keeps its settings for as long as it runs. */
export const asItRuns = (settings: Settings): Pick<System, "settings" | "readSettings" | "isChanging"> => ({
  settings,
  readSettings: async () => settings,
  isChanging: async () => false,
});

const noShop = (folder: string): string =>
  `There is no shop in ${folder}. Bring in its orders (rouse import FILE --data DIR) or start it (rouse dev --data DIR); or name with --data the folder it is in, or with --stack a deployed one.`;

const openStack = async (stack: string, options: SystemOptions, dataFolder: string): Promise<System> => {
  if (options.settings !== undefined) {
    throw new UsageError(
      `The stack ${stack} goes by the settings it was deployed with. Leave --settings out; to change them, deploy again.`,
    );
  }
  const outputs = await readStackOutputs(stack);
  const settings = await readStackSettings(stack);
  const readSettings = () => readStackSettings(stack);
  const isChanging = () => isStackChanging(stack);
  return {
    name: `stack ${stack}`,
    outputs,
    settings,
    readSettings,
    isChanging,
    dataFolder,
    stop: async () => undefined,
  };
};

const openRunning = (
  running: Running,
  options: SystemOptions,
  dataFolder: string,
  terminal: Pick<Terminal, "say">,
): System => {
  const { settings } = running;
  const wanted = options.settings === undefined ? settings : readSettingsFile(projectRoot, options.settings);
  if (JSON.stringify(wanted) !== JSON.stringify(settings)) {
    throw new UsageError(
      `The system that runs at ${running.url} was started with other settings than ${options.settings}. Leave --settings out, or stop it first.`,
    );
  }
  terminal.say(`Using the system that runs at ${running.url}.`);
  closeEnvironment(process.env, running.environment);
  const outputs = stackOutputsSchema.parse(running.outputs);
  return { name: embeddedName, outputs, ...asItRuns(settings), dataFolder, stop: async () => undefined };
};
