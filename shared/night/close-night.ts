import { renderReport } from "../marketing/report/report.ts";
import type { ReportData } from "../marketing/report/report-data.ts";
import { knownSegmentsOf } from "../model/campaign-library.ts";
import { comparesWithShop } from "../model/comparison.ts";
import { NightFailedError, SendingError } from "../model/errors.ts";
import { meetsImport } from "../model/holds-for-import.ts";
import { groupsOf } from "../model/joins.ts";
import type { Manifest, PublishedFile } from "../model/manifest.ts";
import { type CloseInput, marketingFolder, marketingKeys, type NightRun } from "../model/night.ts";
import type { PostDue } from "../model/post-due.ts";
import { isLeft } from "../model/refusal.ts";
import type { ReadHeld } from "../ports/held.ts";
import type { ReadImportMark } from "../ports/import-mark.ts";
import type * as Night from "../ports/night.ts";
import type * as Published from "../ports/published.ts";
import { approvalMetBy } from "./approval-met.ts";
import { type PublishPostDeps, publishPost } from "./day-of-post.ts";
import { holdLink } from "./hold-link.ts";
import { type MailLatelyDeps, mailLately, mailsOf } from "./mail-lately.ts";
import { type MergedTalliesDeps, mergedTallies } from "./merged-tallies.ts";
import { costOfNight } from "./night-cost.ts";
import { type NightOutcome, outcomeOfNight } from "./night-outcome.ts";
import { promiseToKeep } from "./promise-to-keep.ts";
import { type TellMarketingDeps, tellMarketing } from "./tell-marketing.ts";
import { withNotice } from "./unsent.ts";

export type CloseNightDeps = TellMarketingDeps &
  PublishPostDeps &
  MailLatelyDeps &
  MergedTalliesDeps & {
    takeUpRun: Night.TakeUpRun;
    readModel: Night.ReadModel;
    findComparison: Night.FindComparison;
    readPublished: Night.ReadPublished;
    savePublished: Night.SavePublished;
    readCampaigns: Night.ReadCampaigns;
    readHeld: ReadHeld;
    savePostDue: Night.SavePostDue;
    findPostDue: Night.FindPostDue;
    readImportMark: ReadImportMark;
    saveFinishedNight: Night.SaveFinishedNight;
    saveRunEnd: Night.SaveRunEnd;
    savePromise: Night.SavePromise;
    publishFile: Published.PublishFile;
    withdrawManifest: Published.WithdrawManifest;
    saveManifest: Published.SaveManifest;
    findManifest: Published.FindManifest;
    findLatest: Published.FindLatest;
    saveLatest: Published.SaveLatest;
  };

/**
 * Ends a night: what became of its mail, the report, the manifest, and last the pointer, by which the night is there.
 * Until then `latest.json` shows the night before. An older day's night never takes the pointer back.
 *
 * Mail that the mail service did not take holds none of this up. It is told of in all of them, and answered.
 *
 * @throws NightFailedError if nobody was scored although the night before had customers: nothing is announced then
 * @throws SendingError after all is done, if mail is left though it was tried again (`insist`)
 */
export const closeNight = async (
  { runId, insist = false }: CloseInput,
  deps: CloseNightDeps,
): Promise<NightOutcome> => {
  const run = await deps.takeUpRun(runId);
  const { tally, scanned, ...orders } = await mergedTallies(run, deps);
  const { customers } = tally.all;
  // In a rehearsal the file says that every order went back.
  if (customers === 0 && (run.previous?.customers ?? 0) > 0 && !run.rehearsed)
    throw new NightFailedError(achievedNothing(run, scanned));

  const published = await publishedBefore(run, deps);
  await makeAnew(run, published, deps);
  const library = await deps.readCampaigns(run.campaigns.version);
  const importMet = await importMetWhileRead(run, deps);
  const { files: postFiles, post } = await publishPost(run, library, deps, {
    heldForImport: importMet.importMet === true,
  });
  const { campaigns } = post;
  const model = await deps.readModel(runId);
  const comparison = (await deps.findComparison(runId)) ?? (comparesWithShop(run) && "broken-off");
  const holdUrl = await holdLink(run, deps);
  const held = await deps.readHeld();
  const approval = approvalMetBy(run, held, campaigns);
  const data: ReportData = {
    ...(approval && { approval }),
    ...(holdUrl !== undefined && { holdUrl }),
    ...{ run, model, tally, ...orders },
    ...(comparison && { comparison }),
    segments: library.segments ?? [],
    ...{
      campaigns,
      unsent: post.unsent,
      held,
      mailLately: await mailLately(run, library, deps),
    },
  };
  const report = await deps.publishFile(run.asOf, "report.html", once(renderReport(data)), null);
  const files = [...published, ...postFiles, report];
  await deps.saveManifest(manifestOf(run, files, { customers, scanned, mails: post.sent }));
  await deps.savePromise(promiseToKeep(run, model));
  const isHeld = run.settings.intake.recording === "held";
  const finished = { runId, asOf: run.asOf, shards: run.shards, customers, mails: mailsOf(campaigns) };
  await deps.saveFinishedNight({
    ...finished,
    ...(isHeld && { recordingHeld: true }),
    ...knownSegmentsOf(library),
    ...(run.warmUp && { warmUp: { number: run.warmUp.number, mails: post.warmed } }),
  });
  // Behind all that tells of the day: what breaks off before it is closed by the next hour.
  await deps.savePostDue(runId, { due: post.due, ...importMet });
  await pointTo(run.asOf, deps);
  const { told, refusal } = await tellMarketing(data, deps);
  const unsent = withNotice(data.unsent, refusal);
  if (insist && isLeft(unsent)) throw new SendingError(unsent.refusals[0] ?? "other", "mail is left");
  await deps.saveRunEnd(runId, isLeft(unsent) ? undefined : deps.now());
  return outcomeOfNight(data, { post, unsent, told, files: files.length + 1 });
};

/**
 * The files that `publish` left. Where this run was closed before, its manifest has them as they are: somebody may have been
 * taken out of them since.
 */
const publishedBefore = async ({ runId, asOf }: NightRun, deps: CloseNightDeps): Promise<readonly PublishedFile[]> => {
  const published = await deps.readPublished(runId);
  const manifest = await deps.findManifest(asOf);
  if (manifest?.runId !== runId) return published;
  const now = new Map(manifest.files.map((file) => [file.path, file]));
  return published.map((file) => now.get(file.path) ?? file);
};

/**
 * Nobody is to send by a file that is not decided yet, nor by a manifest whose files change under it: while a day that was
 * closed before is closed again, both are gone. What its manifest says of the files of `publish` is kept for a close that breaks off.
 */
const makeAnew = async (
  { runId, asOf }: NightRun,
  published: readonly PublishedFile[],
  deps: CloseNightDeps,
): Promise<void> => {
  await deps.savePublished(runId, published);
  await deps.withdrawManifest(asOf);
};

/** As the first close of a run has found it: what is written later was not there to be read. */
const importMetWhileRead = async (run: NightRun, deps: CloseNightDeps): Promise<Pick<PostDue, "importMet">> => {
  const before = await deps.findPostDue(run.runId);
  const met = before?.importMet ?? (before === undefined && meetsImport(run, await markNow(run, deps)));
  return met ? { importMet: true } : {};
};

const markNow = async (run: NightRun, deps: CloseNightDeps) => ({
  mark: await deps.readImportMark(),
  now: run.simulated ? run.at : deps.now(),
});

const manifestOf = (
  { runId, asOf, codeVersion, campaigns, shards, joins }: NightRun,
  files: readonly PublishedFile[],
  { customers, scanned, mails }: { customers: number; scanned: number; mails: number },
): Manifest => ({
  runId,
  asOf,
  codeVersion,
  campaigns: campaigns.version,
  customers,
  files: [...files],
  cost: costOfNight({ scanned, shards, groups: groupsOf({ shards, joins }).length, files: files.length + 2, mails }),
});

const pointTo = async (asOf: string, deps: CloseNightDeps): Promise<void> => {
  const latest = await deps.findLatest();
  if (latest !== undefined && latest.asOf > asOf) return;
  const folder = marketingFolder(asOf);
  await deps.saveLatest({ asOf, folder, manifest: marketingKeys.manifest(asOf) });
};

async function* once(text: string) {
  yield text;
}

const achievedNothing = ({ asOf, previous }: NightRun, scanned: number): string =>
  `the night of ${asOf} scored no customer, but that of ${previous?.asOf} had ${previous?.customers}; ` +
  `${scanned} rows were read. Look at the Customers table before running it again`;
