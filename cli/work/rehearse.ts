import { readdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import packageFile from "../../package.json" with { type: "json" };
import type { Rehearsal } from "../../shared/marketing/rehearsal/rehearsal.ts";
import { renderRehearsal } from "../../shared/marketing/rehearsal/rehearsal-page.ts";
import { rehearsalWords } from "../../shared/marketing/rehearsal/rehearsal-words.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { instantAt } from "../../shared/model/shop-time.ts";
import type { Day } from "../../shared/model/time.ts";
import { now } from "../../shared/runtime/now.ts";
import { addDays, daysBetween } from "../../shared/scoring/summaries/epoch-day.ts";
import { campaignsIn } from "../campaigns/campaigns-in.ts";
import { describeRemarks } from "../import/describe-doubts.ts";
import { describeKept, whyNothingCounts } from "../import/describe-import.ts";
import type { ImportResult } from "../import/import-result.ts";
import { listenerOn, sizeOf } from "../import/listener-on.ts";
import { historyFileOf } from "../import/reading-options.ts";
import { refuseRejectsPlace } from "../import/rejects-place.ts";
import { settingsForFile } from "../import/settings-for-file.ts";
import { marketingIn, type Place, rowsIn } from "../one-process/ground.ts";
import { groupFile } from "../one-process/group-file.ts";
import { keysOfRuns } from "../one-process/keys-of-runs.ts";
import { startThreads, type Threads, threadsFor } from "../one-process/threads.ts";
import { holdRehearsal } from "../rehearse/hold-rehearsal.ts";
import { refuseIncomplete } from "../rehearse/refuse-incomplete.ts";
import type { NightToHold } from "../rehearse/score-night.ts";
import { withStandIns } from "../rehearse/stand-ins.ts";
import { draftOf, putInPlace, takeResultFolder } from "../result/result-folder.ts";
import { rehearsalResult } from "../result/result-kind.ts";
import { resultPlace } from "../result/result-place.ts";
import { keepHeapSmall } from "../system/keep-heap-small.ts";
import { withScratchFolder } from "../system/scratch-folder.ts";
import type { Call } from "../terminal/command.ts";
import { unlessInterrupted } from "../terminal/interruption.ts";
import { parseDay, refuseUnfinishedDay } from "../terminal/parse-day.ts";
import type { Outcome, Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { describeRejected, type FileOfOrders, refuseCustomersAlone, rejectsOf } from "./file-of-orders.ts";

type RehearseOptions = FileOfOrders & { from: string; to: string; out: string; campaigns?: string | undefined };

/** Ten years of nights: more than any campaign is judged by. */
const MOST_NIGHTS = 3_660;

/** Nights over a file's past, each with what was known then, and what campaigns would have done. Nobody is mailed, and nothing kept. */
export const rehearse = async (call: Call<RehearseOptions>): Promise<Outcome> => {
  const { options, terminal } = call;
  const [from, to] = [parseDay("--from", options.from), parseDay("--to", options.to)];
  const nights = daysBetween(from, to) + 1;
  if (nights < 1)
    throw new UsageError(`--to ${to} lies before --from ${from}. Give a later day, or the same for one night.`);
  if (nights > MOST_NIGHTS)
    throw new UsageError(`--from ${from} to ${to} are ${nights} nights; ${MOST_NIGHTS} can be rehearsed at a time.`);
  const out = await resultPlace(options.out);
  const bytes = await sizeOf(options.orders);
  await refuseRejectsPlace({ file: options.orders, rejects: options.rejects, out });
  if (options.campaigns !== undefined) await refuseNoCampaigns(options.campaigns);
  await refuseCustomersAlone(options);
  const { earlier, giveBack } = await takeResultFolder(out, call.command, rehearsalResult);
  try {
    if (earlier !== undefined) terminal.say(`The earlier rehearsal of ${earlier} in ${out} will be replaced.`);
    return await withScratchFolder((folder) => rehearseIn(folder, { from, to, out, bytes }, call));
  } finally {
    giveBack();
  }
};

/** @throws UsageError for what is no folder of campaigns: a rehearsal without one would tell of no message, as if all was well */
const refuseNoCampaigns = async (campaigns: string): Promise<void> => {
  const found = await stat(campaigns).catch(() => undefined);
  if (!found?.isDirectory())
    throw new UsageError(`--campaigns got ${campaigns}, which is no folder. Name one such as campaigns/.`);
  if ((await readdir(campaigns)).includes("campaign.yaml"))
    throw new UsageError(
      `--campaigns got ${campaigns}, which is one campaign. Name the folder around it, ${dirname(resolve(campaigns))}.`,
    );
  if ((await campaignsIn(campaigns)).length === 0)
    throw new UsageError(
      `--campaigns got ${campaigns}, which holds no campaign: each is a folder with a campaign.yaml. Name one such as campaigns/.`,
    );
};

type Wanted = { from: Day; to: Day; out: string; bytes: number };

const rehearseIn = async (folder: string, wanted: Wanted, call: Call<RehearseOptions>): Promise<Outcome> => {
  const { options, terminal, interrupted } = call;
  const found = await unlessInterrupted(interrupted, settingsForFile(options, terminal));
  refuseUnfinishedDay(wanted.to, now(), found.timeZone, "--to");
  const { settings, stoodIn } = withStandIns(found);
  for (const what of stoodIn) terminal.say(what);
  const [first, ...others] = nightsBetween(wanted, settings);
  const place: Place = {
    ...{ folder, settings, keys: keysOfRuns, at: first.at },
    marketing: draftOf(wanted.out),
    ...(options.campaigns !== undefined && { campaigns: resolve(options.campaigns) }),
  };
  keepHeapSmall();
  const threads = startThreads(place, Math.max(2, threadsFor(wanted.bytes)));
  try {
    const held = await unlessInterrupted(
      interrupted,
      groupAndRehearse({ place, nights: [first, ...others], stoodIn, wanted, options, threads, terminal }),
    );
    refuseIncomplete(
      draftOf(wanted.out),
      held.rehearsal.nights.map(({ asOf }) => asOf),
    );
    const result = marketingIn(place);
    await result.write("rehearsal.html", Buffer.from(renderRehearsal(held.rehearsal)));
    await result.write("rehearsal.json", Buffer.from(`${JSON.stringify(held.rehearsal, null, 2)}\n`));
    await putInPlace(wanted.out, rehearsalResult);
    return outcomeOf(held, { out: wanted.out }, options);
  } finally {
    await threads.stop();
  }
};

type Nights = readonly [NightToHold, ...NightToHold[]];

const nightsBetween = ({ from, to }: Wanted, { nightly, timeZone }: Settings): Nights => {
  const nightOf = (asOf: Day): NightToHold => ({ asOf, at: instantAt(addDays(asOf, 1), nightly.at, timeZone) });
  return [
    nightOf(from),
    ...Array.from({ length: daysBetween(from, to) }, (_, index) => nightOf(addDays(from, index + 1))),
  ];
};

type Held = { imported: ImportResult; rehearsal: Rehearsal };
type Work = {
  place: Place;
  nights: Nights;
  stoodIn: readonly string[];
  wanted: Wanted;
  options: RehearseOptions;
  threads: Threads;
  terminal: Terminal;
};

/** @throws UsageError if there is nobody to score, with the reason */
const groupAndRehearse = async ({
  place,
  nights,
  stoodIn,
  wanted,
  options,
  threads,
  terminal,
}: Work): Promise<Held> => {
  const { settings } = place;
  const [first, ...others] = nights;
  const rejects = rejectsOf(options);
  const file = {
    ...historyFileOf(options.orders, options, settings, now()),
    rejectsFile: rejects,
    folder: rowsIn(place),
  };
  const moments = [first.at, ...others.map(({ at }) => at)] as const;
  const { imported, past } = await groupFile(
    { ...file, nights: { moments: [...moments], firstAsOf: first.asOf } },
    threads,
    listenerOn(terminal, wanted.bytes, "nothing"),
  );
  const nothing = whyNothingCounts(options.orders, imported, rejects, settings.currency);
  // What went back since, or was called off, counted until then.
  if (nothing !== undefined && (past?.undone.dated ?? 0) === 0) throw new UsageError(nothing);
  const bar = terminal.progress(`Nights of ${wanted.from} to ${wanted.to}`, nights.length);
  const held = await holdRehearsal({ place, nights, lastDay: past?.lastDay }, threads, () => bar.advance());
  bar.done();
  if (held.nights.every(({ customers }) => customers === 0))
    throw new UsageError(
      nothing ??
        `Nobody bought by ${wanted.to}: every order of ${options.orders} that counts is later. Give later days.`,
    );
  const { from, to } = wanted;
  const rehearsal: Rehearsal = {
    ...{
      shop: settings.shop.name,
      currency: settings.currency,
      timeZone: settings.timeZone,
      codeVersion: packageFile.version,
    },
    ...{ from, to, ...held, stoodIn },
    lastDay: past?.lastDay,
    undone: past?.undone ?? { dated: 0, undated: 0 },
  };
  return { imported, rehearsal };
};

const outcomeOf = ({ imported, rehearsal }: Held, result: { out: string }, options: RehearseOptions): Outcome => {
  const { rejected } = imported;
  const rejects = rejectsOf(options);
  return {
    ok: rejected === 0 || options.allowRejects,
    json: { ...rehearsal, import: imported, rejectsFile: rejected > 0 ? rejects : null, ...result },
    prose: [
      ...rehearsalWords(rehearsal),
      ...describeKept(imported),
      ...describeRemarks(imported),
      ...describeRejected(imported, rejects),
      `The page: ${join(result.out, "rehearsal.html")}`,
    ],
  };
};
