import { marketingFolder } from "../../shared/model/night.ts";
import { instantAt } from "../../shared/model/shop-time.ts";
import type { Day } from "../../shared/model/time.ts";
import { now } from "../../shared/runtime/now.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { salesWords } from "../../shared/words/sales.ts";
import { describeRemarks } from "../import/describe-doubts.ts";
import { describeKept, whyNothingCounts } from "../import/describe-import.ts";
import type { ImportResult } from "../import/import-result.ts";
import { listenerOn, sizeOf } from "../import/listener-on.ts";
import { historyFileOf } from "../import/reading-options.ts";
import { refuseRejectsPlace } from "../import/rejects-place.ts";
import { mailingNobody, settingsForFile } from "../import/settings-for-file.ts";
import { marketingIn, openGround, type Place, rowsIn } from "../one-process/ground.ts";
import { groupFile } from "../one-process/group-file.ts";
import { holdNightHere, STATES } from "../one-process/hold-night.ts";
import { nightToKeep } from "../one-process/kept-night.ts";
import { keysOfRuns } from "../one-process/keys-of-runs.ts";
import { startThreads, type Threads, threadsFor } from "../one-process/threads.ts";
import { copyFiles, type FilesToCopy } from "../result/copy-files.ts";
import { takeResultFolder } from "../result/result-folder.ts";
import { resultPlace } from "../result/result-place.ts";
import { keepHeapsOfThreadsSmall } from "../system/keep-heap-small.ts";
import { type NightOutcome, sentenceOf } from "../system/night-outcome.ts";
import { withScratchFolder } from "../system/scratch-folder.ts";
import type { Call } from "../terminal/command.ts";
import { unlessInterrupted } from "../terminal/interruption.ts";
import { parseDay, refuseUnfinishedDay } from "../terminal/parse-day.ts";
import type { Outcome, Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { describeRejected, type FileOfOrders, refuseCustomersAlone, rejectsOf } from "./file-of-orders.ts";

type RunOptions = FileOfOrders & { asOf: string; out: string };

/** A file in, marketing's files out, nothing kept: in this process and its threads, over plain files. Speaks to nobody. */
export const runOneNight = async (call: Call<RunOptions>): Promise<Outcome> => {
  const { options } = call;
  const asOf = parseDay("--as-of", options.asOf);
  const out = await resultPlace(options.out);
  const bytes = await sizeOf(options.orders);
  await refuseRejectsPlace({ file: options.orders, rejects: options.rejects, out });
  await refuseCustomersAlone(options);
  const { earlier, giveBack } = await takeResultFolder(out, call.command);
  try {
    if (earlier !== undefined) call.terminal.say(`The earlier result of ${earlier} in ${out} will be replaced.`);
    return await withScratchFolder((folder) => runIn(folder, { asOf, out, bytes }, call));
  } finally {
    giveBack();
  }
};

type Wanted = { asOf: Day; out: string; bytes: number };

const runIn = async (folder: string, { asOf, out, bytes }: Wanted, call: Call<RunOptions>): Promise<Outcome> => {
  const { options, terminal, interrupted } = call;
  const found = await unlessInterrupted(interrupted, settingsForFile(options, terminal));
  const settings = mailingNobody(found, terminal);
  refuseUnfinishedDay(asOf, now(), settings.timeZone);
  const at = instantAt(addDays(asOf, 1), settings.nightly.at, settings.timeZone);
  const place: Place = { folder, settings, keys: keysOfRuns, at };
  keepHeapsOfThreadsSmall();
  const threads = startThreads(place, threadsFor(bytes));
  try {
    const held = await unlessInterrupted(interrupted, groupAndHold({ asOf, place, options, bytes, threads, terminal }));
    const files = await copyFiles(resultOf(place, asOf), out, interrupted);
    return outcomeOf(held, { out, files }, options);
  } finally {
    await threads.stop();
  }
};

/** What marketing receives; and beside it, for `rouse explain --in`, what the night knew. */
const resultOf = (place: Place, asOf: Day): FilesToCopy[] => [
  { files: marketingIn(place), prefix: marketingFolder(asOf) },
  ...nightToKeep(place),
];

type Held = { imported: ImportResult; night: NightOutcome };

type Work = { asOf: Day; place: Place; options: RunOptions; bytes: number; threads: Threads; terminal: Terminal };

/** @throws UsageError if there is nobody to score, with the reason */
const groupAndHold = async ({ asOf, place, options, bytes, threads, terminal }: Work): Promise<Held> => {
  const { orders } = options;
  const { settings, at } = place;
  const rejects = rejectsOf(options);
  const file = { ...historyFileOf(orders, options, settings, now()), rejectsFile: rejects, folder: rowsIn(place) };
  const { imported } = await groupFile(file, threads, listenerOn(terminal, bytes, "nothing"));
  const nothing = whyNothingCounts(orders, imported, rejects, settings.currency);
  if (nothing !== undefined) throw new UsageError(nothing);
  const bar = terminal.progress(`Night of ${asOf}`, STATES);
  const night = await holdNightHere({ asOf, at, simulated: true }, openGround(place), threads, () => bar.advance());
  bar.done("done");
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
  const { rejected } = imported;
  const rejects = rejectsOf(options);
  return {
    ok: rejected === 0 || options.allowRejects,
    json: { ...night, import: imported, rejectsFile: rejected > 0 ? rejects : null, ...result },
    prose: [
      sentenceOf(night),
      ...salesWords(night.sales).map(({ en }) => en),
      ...describeKept(imported),
      ...describeRemarks(imported),
      ...describeRejected(imported, rejects),
      `Files: ${result.out}`,
    ],
  };
};
