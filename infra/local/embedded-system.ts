import type { Settings } from "../../shared/model/settings.ts";
import type { FunctionFailure } from "./functions/functions.ts";
import { readRoutes } from "./http/routes.ts";
import type { MailFaults } from "./mail/mail-service.ts";
import { openPlace } from "./open-place.ts";
import { clientEnvironment } from "./place.ts";
import { provision } from "./provision.ts";
import { startPollers } from "./queues/start-pollers.ts";
import { writeRunning } from "./running-file.ts";
import { startControlServices } from "./start-control-services.ts";
import { startFunctions } from "./start-functions.ts";
import type { Executions } from "./states/executions.ts";
import { startScheduler } from "./states/start-scheduler.ts";
import type { Schedule } from "./template/schedules.ts";
import type { LiveCampaigns } from "./web/campaign-pages.ts";
import { createPages } from "./web/pages.ts";
import type { WriteSample } from "./web/webhooks-page.ts";

export type EmbeddedOptions = {
  /** Folder that the synthesis wrote: manifest, template, bundles. */
  templateDir: string;
  /** Where state is kept: tables, files, queues, mail, secrets, executions, logs. Without it nothing outlives `stop`. */
  dataDir?: string;
  /** What the operator called, such as `rouse dev`: told to whoever finds the folder taken. */
  command?: string;
  /** The settings file that was named for the synthesis, noted for whoever starts on this folder next. */
  settingsFile?: string;
  /** Port of API and web page. Without it the one this data was last served on if it is free, else any. */
  port?: number;
  /** Start what the template schedules every hour, while this runs: the post. Nights are held only when asked for. */
  keepHours?: boolean;
  /** False: it serves one command and goes with it, so that no other may attach to it. */
  shared?: boolean;
  /** An emulator that serves DynamoDB, S3, SQS and SNS in place of the engines that are started otherwise. */
  emulatorUrl?: string;
  /** Aborted while it starts: what has started is stopped, and its reason thrown. */
  signal?: AbortSignal;
  /** False: what comes into queues stays there, and no function is fed from them. */
  readQueues?: boolean;
  /** Writes the sample orders of the page with the webhooks. Without it that page has none. */
  writeSample?: WriteSample;
  /** What the page with the campaigns shows. Without it that page has none. */
  campaigns?: LiveCampaigns;
};

export type EmbeddedSystem = {
  /** Address of the HTTP API and of the web page, without a trailing slash. */
  url: string;
  /** Addresses on the web page. */
  pages: {
    home: string;
    inbox: string;
    report: string;
    files: string;
    campaigns: string;
    webhooks: string;
    runs: string;
  };
  /** The stack's outputs by name. */
  outputs: Readonly<Record<string, string>>;
  /** Those that the template was synthesised with. */
  settings: Settings;
  /** Variables that lead SDK clients here: endpoints, region, credentials. */
  environment: Readonly<Record<string, string>>;
  executions: Executions;
  schedules: readonly Schedule[];
  mail: { count: () => number; faults: MailFaults };
  /** Invocations that failed, newest first: name and message, never what was worked on. */
  failures: () => readonly FunctionFailure[];
  /** Where functions write: one file of JSON lines each. */
  logDir: string;
  /** Resolves when every queue that feeds a function is empty and every mail event was told. */
  drained: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Runs a synthesised template on this machine, on 127.0.0.1 only. Resolves when it serves.
 * @throws if the template cannot be run, the port is taken, or another process runs on the same data
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<EmbeddedSystem> => {
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    const failures: unknown[] = [];
    // What cannot be stopped keeps nothing else running.
    for (const close of closing.splice(0).reverse()) await close().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    return { ...(await start(options, closing)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Starts one thing after another; what is to be closed goes onto `closing`, last things first to go. */
const start = async (
  options: EmbeddedOptions,
  closing: (() => Promise<unknown>)[],
): Promise<Omit<EmbeddedSystem, "stop">> => {
  const { signal } = options;
  const place = await openPlace(options, closing);
  signal?.throwIfAborted();
  const { template, scope, door, dataDir } = place;
  const control = await startControlServices(place, (arn, event) => functions.invoke(arn, event));
  closing.push(control.stop);
  signal?.throwIfAborted();
  const endpoints = { ...place.endpoints, ...control.endpoints };
  const environment = clientEnvironment(endpoints);
  const functions = await startFunctions(place, environment);
  closing.push(functions.stop);
  await provision(template, scope, endpoints);
  signal?.throwIfAborted();
  const pollers = startPollers(place, functions.invoke, options.readQueues);
  closing.push(pollers.stop);
  const { outputs, schedules } = place;
  if (options.keepHours) closing.push(startScheduler(schedules, control.executions));
  const drained = async () => {
    await control.mail.settled();
    await pollers.drained();
  };
  const { failures } = functions;
  const own = { url: door.url, writeSample: options.writeSample, campaigns: options.campaigns };
  const page = createPages({ ...control, ...own, s3Url: endpoints.s3, outputs, schedules, failures });
  const { settings } = template;
  door.attach({ routes: readRoutes(template, scope), invoke: functions.invoke, otherwise: page });
  const { shared = true, settingsFile } = options;
  const served = { url: door.url, outputs, environment, settings, ...(settingsFile !== undefined && { settingsFile }) };
  const running = { processId: process.pid, shared, ...served };
  await writeRunning(dataDir, { ...running, stopped: false });
  closing.push(() => writeRunning(dataDir, { ...running, stopped: true }));
  return {
    url: door.url,
    pages: pageAddresses(door.url),
    outputs,
    settings,
    environment,
    executions: control.executions,
    schedules,
    mail: { count: () => control.mailStore.list().length, faults: control.mail.faults },
    failures,
    logDir: functions.logDir,
    drained,
  };
};

const pageAddresses = (url: string) => ({
  home: `${url}/`,
  inbox: `${url}/inbox`,
  report: `${url}/report`,
  files: `${url}/files`,
  campaigns: `${url}/campaigns`,
  webhooks: `${url}/webhooks`,
  runs: `${url}/runs`,
});
