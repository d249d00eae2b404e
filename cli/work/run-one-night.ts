import { join, resolve } from "node:path";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { counted } from "../../shared/model/counted.ts";
import { marketingFolder } from "../../shared/model/night.ts";
import { instantAt } from "../../shared/model/shop-time.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import type { Day } from "../../shared/model/time.ts";
import { now } from "../../shared/runtime/now.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { salesWords } from "../../shared/words/sales.ts";
import { describeRefusals, describeRemarks } from "../import/describe-doubts.ts";
import { describeKept, whyNothingCounts } from "../import/describe-import.ts";
import type { ImportResult } from "../import/import-result.ts";
import { sizeOf } from "../import/listener-on.ts";
import { openTable } from "../import/read-table.ts";
import { type ReadingOptions, tableOptionsOf } from "../import/reading-options.ts";
import { runImport } from "../import/run-import.ts";
import { settingsForFile } from "../import/settings-for-file.ts";
import { copyFiles } from "../result/copy-files.ts";
import { checkResultFolder } from "../result/result-folder.ts";
import { holdNight } from "../system/hold-night.ts";
import { type NightOutcome, nightOutcomeSchema, sentenceOf } from "../system/night-outcome.ts";
import { withScratchFolder } from "../system/scratch-folder.ts";
import { startOwn } from "../system/start-own.ts";
import type { System } from "../system/system.ts";
import type { Call } from "../terminal/command.ts";
import { unlessInterrupted } from "../terminal/interruption.ts";
import { parseDay, refuseUnfinishedDay } from "../terminal/parse-day.ts";
import type { Outcome, Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";

type RunOptions = ReadingOptions & {
  orders: string;
  asOf: string;
  out: string;
  settings?: string | undefined;
  currency?: string | undefined;
  timeZone?: string | undefined;
  rejects?: string | undefined;
  allowRejects: boolean;
};

/**
 * Who is held out and what a customer without an id is called come from the keys. A run keeps nothing and mails nobody,
 * so its keys are no secret: the same file gives the same bytes, and a longer one moves nobody in or out.
 */
const KEYS = "rouse run";

/** A file in, marketing's files out, nothing kept. Speaks to nobody but the system that it starts. */
export const runOneNight = async (call: Call<RunOptions>): Promise<Outcome> => {
  const { options } = call;
  const asOf = parseDay("--as-of", options.asOf);
  const out = resolve(options.out);
  await sizeOf(options.orders);
  await refuseCustomersAlone(options);
  const earlier = await checkResultFolder(out);
  if (earlier !== undefined) call.terminal.say(`The earlier result of ${earlier} in ${out} will be replaced.`);
  return withScratchFolder((folder) => runIn(folder, { asOf, out }, call));
};

/** @throws UsageError */
const refuseCustomersAlone = async ({ orders: file, ...options }: RunOptions): Promise<void> => {
  const { format } = await openTable(file, tableOptionsOf(options));
  if (format.row !== "customer") return;
  throw new UsageError(
    `${file} is ${format.title}, and tells of no order, so there is nobody to score: give --orders a file of orders, and this one to rouse import.`,
  );
};

type Wanted = { asOf: Day; out: string };

const runIn = async (folder: string, { asOf, out }: Wanted, call: Call<RunOptions>): Promise<Outcome> => {
  const { options, terminal, interrupted } = call;
  const { settings, path } = await unlessInterrupted(interrupted, settingsForFile(options, folder, terminal));
  refuseUnfinishedDay(asOf, now(), settings.timeZone);
  const dataFolder = join(folder, "data");
  const embedded = await startOwn({ dataDir: dataFolder, shared: false, keysFrom: KEYS }, path, interrupted);
  try {
    const outputs = stackOutputsSchema.parse(embedded.outputs);
    const system: System = { name: "run", outputs, settings, dataFolder, stop: embedded.stop };
    const held = await unlessInterrupted(interrupted, importAndHold(asOf, options, system, terminal));
    const marketing = s3FileStore(createS3Client(), outputs.MarketingBucket);
    const files = await copyFiles(marketing, marketingFolder(asOf), out, interrupted);
    return outcomeOf(held, { out, files }, options);
  } finally {
    await embedded.stop();
  }
};

type Held = { imported: ImportResult; night: NightOutcome };

const rejectsOf = ({ orders, rejects }: RunOptions) => rejects ?? `${orders}.rejects.csv`;

/** @throws UsageError if there is nobody to score, with the reason */
const importAndHold = async (asOf: Day, options: RunOptions, system: System, terminal: Terminal): Promise<Held> => {
  const { orders } = options;
  const { settings } = system;
  const rejects = rejectsOf(options);
  const imported = await runImport(orders, { ...options, rejects, breakLock: false }, system, terminal);
  const nothing = whyNothingCounts(orders, imported, rejects, settings.currency);
  if (nothing !== undefined) throw new UsageError(nothing);
  const at = instantAt(addDays(asOf, 1), settings.nightly.at, settings.timeZone);
  const night = nightOutcomeSchema.parse(await holdNight(system, { asOf, at, simulated: true }, terminal));
  if (night.customers > 0) return { imported, night };
  const [said] = salesWords(night.sales);
  throw new UsageError(
    said
      ? `There is nobody to score. ${said.en}`
      : `Nobody bought by ${asOf}: every order of ${orders} that counts is later. Give a later --as-of.`,
  );
};

const outcomeOf = (
  { imported, night }: Held,
  result: { out: string; files: string[] },
  options: RunOptions,
): Outcome => {
  const { rows, rejected } = imported;
  const rejects = rejectsOf(options);
  return {
    ok: rejected === 0 || options.allowRejects,
    json: { ...night, import: imported, rejectsFile: rejected > 0 ? rejects : null, ...result },
    prose: [
      sentenceOf(night),
      ...salesWords(night.sales).map(({ en }) => en),
      ...describeKept(imported),
      ...describeRemarks(imported),
      ...(rejected > 0
        ? [
            `${rejected.toLocaleString("en-US")} of ${counted(rows, "row")} ${rejected === 1 ? "was" : "were"} rejected: ${rejects}`,
            ...describeRefusals(imported.refusals),
          ]
        : []),
      `Files: ${result.out}`,
    ],
  };
};
