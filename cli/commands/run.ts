import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { marketingFolder } from "../../shared/model/night.ts";
import { instantAt } from "../../shared/model/shop-time.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import type { Day } from "../../shared/model/time.ts";
import { now } from "../../shared/runtime/now.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { describeKept, whyNothingCounts } from "../import/describe-import.ts";
import type { ImportResult } from "../import/import-file.ts";
import { runImport, sizeOf } from "../import/run-import.ts";
import { settingsForFile } from "../import/settings-for-file.ts";
import { copyFiles } from "../result/copy-files.ts";
import { checkResultFolder } from "../result/result-folder.ts";
import { holdNight } from "../system/hold-night.ts";
import { type System, startOwn } from "../system/system.ts";
import { answering, command } from "../terminal/command.ts";
import type { Outcome, Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { type NightOutcome, nightOutcomeSchema, parseDay, refuseUnfinishedDay, sentenceOf } from "./nightly.ts";

const optionsSchema = z.object({
  orders: z.string(),
  asOf: z.string(),
  out: z.string(),
  settings: z.string().optional(),
  currency: z.string().optional(),
  timeZone: z.string().optional(),
  format: z.string(),
  rejects: z.string().optional(),
  allowRejects: z.boolean(),
});
type Options = z.infer<typeof optionsSchema>;

/** `rouse run`: a file in, marketing's files out, nothing kept. */
export const runCommand = (): Command =>
  answering(
    command(
      "run",
      "one night over a file of orders, on this machine alone",
      "run --orders orders.csv --as-of 2026-11-20 --out out",
    )
      .requiredOption("--orders <file>", "a CSV file of orders; rouse import --help lists its columns (required)")
      .requiredOption("--as-of <day>", "the last day that counts, YYYY-MM-DD in the shop's time zone (required)")
      .requiredOption("--out <dir>", "folder for what marketing receives; it appears when all is there (required)")
      .option("--settings <file>", "the shop's settings (default: settings.json of the project, else every default)")
      .option("--currency <code>", "the shop's currency (default: that of the settings, else the file's only one)")
      .option("--time-zone <zone>", "the shop's time zone (default: that of the settings, else UTC)")
      .option("--format <format>", "what the file holds: orders", "orders")
      .option("--rejects <file>", "where rows that cannot be taken are listed (default: FILE.rejects.csv)")
      .option("--allow-rejects", "exit with 0 although rows were rejected", false)
      .addHelpText(
        "after",
        "\nRejected rows do not stop the night; they are listed, and the exit status is 1 unless --allow-rejects is given.",
      ),
    optionsSchema,
    ({ options, terminal }) => run(options, terminal),
  );

const run = async (options: Options, terminal: Terminal): Promise<Outcome> => {
  const asOf = parseDay("--as-of", options.asOf);
  const out = resolve(options.out);
  await sizeOf(options.orders);
  const earlier = await checkResultFolder(out);
  const folder = await mkdtemp(join(tmpdir(), "rouse-run-"));
  try {
    const { settings, path } = await settingsForFile(options, folder, terminal);
    refuseUnfinishedDay(asOf, now(), settings.timeZone);
    const dataFolder = join(folder, "data");
    const embedded = await startOwn({ dataDir: dataFolder, shared: false }, path);
    try {
      const outputs = stackOutputsSchema.parse(embedded.outputs);
      const system: System = { name: "run", outputs, settings, dataFolder, stop: embedded.stop };
      const held = await importAndHold(asOf, options, system, terminal);
      if (earlier !== undefined) terminal.say(`Replacing the earlier result of ${earlier} in ${out}.`);
      const marketing = s3FileStore(createS3Client(), outputs.MarketingBucket);
      return outcomeOf(held, { out, files: await copyFiles(marketing, marketingFolder(asOf), out) }, options);
    } finally {
      await embedded.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

type Held = { imported: ImportResult; night: NightOutcome };

const rejectsOf = ({ orders, rejects }: Options) => rejects ?? `${orders}.rejects.csv`;

/** @throws UsageError if there is nobody to score, with the reason */
const importAndHold = async (asOf: Day, options: Options, system: System, terminal: Terminal): Promise<Held> => {
  const { orders } = options;
  const { settings } = system;
  const rejects = rejectsOf(options);
  const imported = await runImport(orders, { ...options, rejects, breakLock: false }, system, terminal);
  const nothing = whyNothingCounts(orders, imported, rejects, settings.currency);
  if (nothing !== undefined) throw new UsageError(nothing);
  const at = instantAt(addDays(asOf, 1), settings.nightly.at, settings.timeZone);
  const night = nightOutcomeSchema.parse(await holdNight(system, { asOf, at, simulated: true }, terminal));
  if (night.customers > 0) return { imported, night };
  throw new UsageError(
    `Nobody bought by ${asOf}: every order of ${orders} that counts is later. Give a later --as-of.`,
  );
};

const outcomeOf = ({ imported, night }: Held, result: { out: string; files: string[] }, options: Options): Outcome => {
  const { rows, rejected } = imported;
  const rejects = rejectsOf(options);
  return {
    ok: rejected === 0 || options.allowRejects,
    json: { ...night, import: imported, rejectsFile: rejected > 0 ? rejects : null, ...result },
    prose: [
      sentenceOf(night),
      ...describeKept(imported),
      ...(rejected > 0 ? [`${rejected} of ${rows} rows were rejected: ${rejects}`] : []),
      `Files: ${result.out}`,
    ],
  };
};
