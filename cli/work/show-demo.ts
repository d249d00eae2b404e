import { existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { EmbeddedSystem } from "../../infra/local/embedded-system.ts";
import { runsAlready } from "../../infra/local/running-file.ts";
import { readSettingsFile } from "../../infra/read-settings-file.ts";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { marketingFolder } from "../../shared/model/night.ts";
import { lastCompleteDay } from "../../shared/model/shop-time.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { now } from "../../shared/runtime/now.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { compareTruth } from "../demo/compare-truth.ts";
import { describeDemo, keptIn, servedAt } from "../demo/describe-demo.ts";
import { fillShop } from "../demo/fill-shop.ts";
import { inventShop } from "../demo/invent-shop.ts";
import { readNightFacts } from "../demo/night-files.ts";
import { copyFiles } from "../result/copy-files.ts";
import { holdNight } from "../system/hold-night.ts";
import { nightOutcomeSchema } from "../system/night-outcome.ts";
import { projectRoot } from "../system/project-root.ts";
import { withScratchFolder } from "../system/scratch-folder.ts";
import { emulatorOf, startOwn } from "../system/start-own.ts";
import { asItRuns, type System } from "../system/system.ts";
import { whenFree } from "../system/when-free.ts";
import type { Call } from "../terminal/command.ts";
import { countSeconds } from "../terminal/count-seconds.ts";
import { unlessInterrupted, whenInterrupted } from "../terminal/interruption.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";

const demoSettings = fileURLToPath(new URL("../demo/settings.json", import.meta.url));
/** Marks a folder that a demo made, and that the next one may therefore empty. */
const MARK = "demo-shop.json";

type DemoOptions = { once: boolean; port?: number | undefined; data: string; seed: number; customers: number };

/** Invents a shop, runs its night and shows what came of it; unless it is to end then, it stays up until it is interrupted. */
export const showDemo = (call: Call<DemoOptions>): Promise<Outcome> =>
  withScratchFolder((scratch) => showDemoBeside(scratch, call));

const showDemoBeside = async (scratch: string, call: Call<DemoOptions>): Promise<Outcome> => {
  const { options, terminal, interrupted } = call;
  const started = performance.now();
  const dataFolder = resolve(options.data);
  const embedded = await startEmptied(dataFolder, call);
  try {
    const { night, ...shown } = await unlessInterrupted(
      interrupted,
      fillAndHold(embedded, { dataFolder, scratch }, call),
    );
    const seconds = (performance.now() - started) / 1000;
    if (options.once) {
      const folder = join(dataFolder, "result");
      await copyFiles([{ files: marketingOf(embedded), prefix: marketingFolder(night.asOf) }], folder, interrupted);
      return describeDemo({ ...shown, night, seconds }, keptIn(folder, options.data));
    }
    terminal.answer(describeDemo({ ...shown, night, seconds }, servedAt(embedded.pages)));
    terminal.say("Stop it with Ctrl-C.");
    await whenInterrupted(interrupted);
    return { ok: true, json: undefined, prose: [] };
  } finally {
    await embedded.stop();
  }
};

const startEmptied = async (dataFolder: string, call: Call<DemoOptions>): Promise<EmbeddedSystem> => {
  const { command, options, terminal, interrupted } = call;
  const { port, once } = options;
  const from = { dataDir: dataFolder, command, shared: !once };
  const where = { ...from, ...emulatorOf(process.env), ...(port !== undefined && { port }) };
  await refuseOthers(dataFolder);
  const start = async () => {
    await emptyFolder(dataFolder, options);
    return countSeconds(terminal, "Synthesising the template and starting the embedded system", () =>
      startOwn(where, demoSettings, interrupted),
    );
  };
  const found = await whenFree(dataFolder, start, call);
  if ("running" in found) throw new UsageError(runsAlready(dataFolder, found.running));
  return found.started;
};

const marketingOf = ({ outputs }: EmbeddedSystem) =>
  s3FileStore(createS3Client(), stackOutputsSchema.parse(outputs).MarketingBucket);

const fillAndHold = async (
  embedded: EmbeddedSystem,
  { dataFolder, scratch }: { dataFolder: string; scratch: string },
  { options, terminal }: Call<DemoOptions>,
) => {
  const settings = readSettingsFile(projectRoot, demoSettings);
  const outputs = stackOutputsSchema.parse(embedded.outputs);
  const system: System = {
    name: "demo",
    outputs,
    ...asItRuns(settings),
    dataFolder,
    stop: embedded.stop,
  };
  const endDay = lastCompleteDay(now(), settings.timeZone);
  const shop = inventShop({ seed: options.seed, customers: options.customers, days: 730, endDay });
  const filled = await fillShop(shop, endDay, scratch, system, terminal);
  await embedded.drained();
  // A night before the night, so that the report can say who moved since. Being past, it mails nobody.
  await holdNight(system, { asOf: addDays(endDay, -1), at: now() }, terminal);
  const night = nightOutcomeSchema.parse(await holdNight(system, { asOf: endDay, at: now() }, terminal));
  await embedded.drained();
  const facts = await readNightFacts(marketingOf(embedded), endDay);
  const truth = compareTruth(shop, ({ customerId, email }) =>
    email === undefined ? facts.tiers.get(customerId) : facts.tiersByEmail.get(email),
  );
  return { filled, night, facts, truth };
};

const refuseOthers = async (folder: string): Promise<void> => {
  const names = existsSync(folder) ? await readdir(folder) : [];
  if (names.length > 0 && !names.includes(MARK)) {
    throw new UsageError(`${folder} holds something that is not a demo. Name another folder with --data.`);
  }
};

const emptyFolder = async (folder: string, plan: DemoOptions): Promise<void> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MARK), JSON.stringify({ seed: plan.seed, customers: plan.customers }));
};
