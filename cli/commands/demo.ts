import { existsSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { z } from "zod";
import { findRunning } from "../../infra/local/running-file.ts";
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
import { readSettingsOf, type System, startOwn } from "../system/system.ts";
import { answering, command } from "../terminal/command.ts";
import type { Outcome, Terminal } from "../terminal/terminal.ts";
import { untilInterrupted } from "../terminal/until-interrupted.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { portSchema } from "./dev.ts";
import { nightOutcomeSchema } from "./nightly.ts";

const demoSettings = fileURLToPath(new URL("../demo/settings.json", import.meta.url));
/** Marks a folder that a demo made, and that the next one may therefore empty. */
const MARK = "demo-shop.json";

const optionsSchema = z.object({
  once: z.boolean(),
  port: portSchema.optional(),
  data: z.string(),
  seed: z.coerce.number().pipe(z.int()),
  customers: z.coerce.number().pipe(z.int().min(1).max(200_000)),
});
type Options = z.infer<typeof optionsSchema>;

/** `rouse demo`: everything, on an invented shop. */
export const demoCommand = (): Command => {
  const made = command("demo", "fill an invented shop, run its night, and look at the result", "demo --once")
    .option("--once", "end when all is done, instead of staying up until Ctrl-C", false)
    .option("--port <port>", "port of the web page (default: any)")
    .option("--data <dir>", "folder for the demo's state; emptied at every start", ".rouse/demo")
    .option("--seed <number>", "another number invents another shop", "7")
    .option("--customers <number>", "how many customers to invent", "5000");
  return answering(made, optionsSchema, ({ options, terminal }) => demo(options, terminal));
};

const demo = async (options: Options, terminal: Terminal): Promise<Outcome> => {
  const started = performance.now();
  const dataFolder = resolve(options.data);
  await emptyFolder(dataFolder, options);
  terminal.say("Synthesising the template and starting the embedded system …");
  const settings = await readSettingsOf(demoSettings);
  const { port } = options;
  const embedded = await startOwn(
    { dataDir: dataFolder, shared: !options.once, ...(port !== undefined && { port }) },
    demoSettings,
  );
  try {
    const outputs = stackOutputsSchema.parse(embedded.outputs);
    const system: System = { name: "demo", outputs, settings, dataFolder, stop: embedded.stop };
    const endDay = lastCompleteDay(now(), settings.timeZone);
    const shop = inventShop({ seed: options.seed, customers: options.customers, days: 730, endDay });
    const filled = await fillShop(shop, endDay, system, terminal);
    await embedded.drained();
    // A night before the night, so that the report can say who moved since. Being past, it mails nobody.
    await holdNight(system, { asOf: addDays(endDay, -1), at: now() }, terminal);
    const night = nightOutcomeSchema.parse(await holdNight(system, { asOf: endDay, at: now() }, terminal));
    await embedded.drained();
    const marketing = s3FileStore(createS3Client(), outputs.MarketingBucket);
    const facts = await readNightFacts(marketing, endDay);
    const truth = compareTruth(shop, ({ customerId, email }) =>
      email === undefined ? facts.tiers.get(customerId) : facts.tiersByEmail.get(email),
    );
    const seconds = (performance.now() - started) / 1000;
    const shown = { filled, night, facts, truth, seconds };
    if (options.once) {
      const folder = join(dataFolder, "result");
      await copyFiles(marketing, marketingFolder(endDay), folder);
      return describeDemo(shown, keptIn(folder, options.data));
    }
    terminal.answer(describeDemo(shown, servedAt(embedded.pages)));
    terminal.say("Stop it with Ctrl-C.");
    await untilInterrupted();
    return { ok: true, json: undefined, prose: [] };
  } finally {
    await embedded.stop();
  }
};

const emptyFolder = async (folder: string, plan: Options): Promise<void> => {
  const names = existsSync(folder) ? await readdir(folder) : [];
  if (names.length > 0 && !names.includes(MARK)) {
    throw new UsageError(`${folder} holds something that is not a demo. Name another folder with --data.`);
  }
  const running = await findRunning(folder);
  if (running !== undefined) {
    throw new UsageError(
      `A demo runs in ${folder} already, at ${running.url}. Stop it, or name another folder with --data.`,
    );
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MARK), JSON.stringify({ seed: plan.seed, customers: plan.customers }));
};
