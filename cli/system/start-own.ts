import { resolve } from "node:path";
import type { EmbeddedOptions, EmbeddedSystem } from "../../infra/local/embedded-system.ts";
import { readLastRunning } from "../../infra/local/running-file.ts";
import { readSettingsFile } from "../../infra/read-settings-file.ts";
import { sampleWebhook } from "../../shared/sources/sample-webhook.ts";
import { closeEnvironment } from "./closed-environment.ts";
import { projectRoot } from "./project-root.ts";
import { synthesise } from "./synthesise.ts";

/** The emulator that the operator's own `AWS_ENDPOINT_URL` names. */
export const emulatorOf = ({ AWS_ENDPOINT_URL }: NodeJS.ProcessEnv): { emulatorUrl?: string } =>
  AWS_ENDPOINT_URL ? { emulatorUrl: AWS_ENDPOINT_URL } : {};

/**
 * Synthesises with these settings and starts an embedded system of this process's own. From then on this process reads
 * nothing of the operator's settings of AWS.
 * The system's code is loaded only here: a command against another one must not pay for it in memory.
 *
 * @param settingsPath undefined: the file that was named when a system last ran on the folder, else what the project has
 * @param signal aborted: what has started is stopped, and the signal's reason thrown
 */
export const startOwn = async (
  options: Omit<EmbeddedOptions, "templateDir" | "settingsFile" | "signal">,
  settingsPath: string | undefined,
  signal: AbortSignal,
): Promise<EmbeddedSystem> => {
  const file = settingsPath ?? (await settingsOfLast(options.dataDir));
  const shop = readSettingsFile(projectRoot, file);
  const writeSample: EmbeddedOptions["writeSample"] = (source, post) => sampleWebhook(source, post, shop);
  const templateDir = await synthesise(file, signal);
  const settingsFile = file === undefined ? {} : { settingsFile: resolve(file) };
  const { startEmbedded } = await import("../../infra/local/embedded-system.ts");
  closeEnvironment(process.env, {});
  const system = await startEmbedded({ ...options, ...settingsFile, writeSample, templateDir, signal });
  closeEnvironment(process.env, system.environment);
  return system;
};

const settingsOfLast = async (dataDir: string | undefined): Promise<string | undefined> =>
  dataDir === undefined ? undefined : (await readLastRunning(dataDir))?.settingsFile;
