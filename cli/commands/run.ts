import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { marketingKeys } from "../../shared/model/night.ts";
import { instantAt } from "../../shared/model/shop-time.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { addDays } from "../../shared/scoring/epoch-day.ts";
import { answering, command } from "../command.ts";
import { copyFiles } from "../copy-files.ts";
import { holdNight } from "../hold-night.ts";
import { runImport } from "../run-import.ts";
import { readSettingsOf, type System, startOwn } from "../system.ts";
import type { Outcome, Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { nightOutcomeSchema, parseDay, sentenceOf } from "./nightly.ts";

const optionsSchema = z.object({
  orders: z.string(),
  asOf: z.string(),
  out: z.string(),
  settings: z.string().optional(),
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
      .requiredOption("--orders <file>", "a CSV file of orders; rouse import --help lists its columns")
      .requiredOption("--as-of <day>", "the last day that counts, YYYY-MM-DD in the shop's time zone")
      .requiredOption("--out <dir>", "folder for what marketing receives; it appears when all is there")
      .option("--settings <file>", "the shop's settings (default: settings.json of the project, or every default)")
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
  await refuseForeignFolder(out);
  const settings = await readSettingsOf(options.settings);
  const dataFolder = await mkdtemp(join(tmpdir(), "rouse-run-"));
  const embedded = await startOwn({ dataDir: dataFolder }, options.settings);
  try {
    const outputs = stackOutputsSchema.parse(embedded.outputs);
    const system: System = { name: "run", outputs, settings, dataFolder, stop: embedded.stop };
    const rejects = options.rejects ?? `${options.orders}.rejects.csv`;
    const imported = await runImport(options.orders, { ...options, rejects, breakLock: false }, system, terminal);
    const at = instantAt(addDays(asOf, 1), settings.nightly.at, settings.timeZone);
    const night = nightOutcomeSchema.parse(await holdNight(system, { asOf, at, simulated: true }, terminal));
    const files = await copyFiles(
      s3FileStore(createS3Client(), outputs.MarketingBucket),
      marketingKeys.root(asOf),
      out,
    );
    const { rows, rejected } = imported;
    return {
      ok: rejected === 0 || options.allowRejects,
      json: { ...night, import: imported, rejectsFile: rejected > 0 ? rejects : null, out, files },
      prose: [
        sentenceOf(night),
        ...(rejected > 0 ? [`${rejected} of ${rows} rows were rejected: ${rejects}`] : []),
        `Files: ${out}`,
      ],
    };
  } finally {
    await embedded.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
};

/** The folder is replaced as a whole, so it must be new, empty, or an earlier result. */
const refuseForeignFolder = async (out: string): Promise<void> => {
  const names = existsSync(out) ? await readdir(out) : [];
  if (names.length === 0 || names.includes("manifest.json")) return;
  throw new UsageError(`${out} holds other files. Name a new folder with --out, or an earlier result to replace.`);
};
