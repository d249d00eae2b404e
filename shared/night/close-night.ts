import { renderReport } from "../marketing/report/report.ts";
import { countedOrders, heldMetBy, importMetBy, type ReportData } from "../marketing/report/report-data.ts";
import { aheadInOrder } from "../model/ahead-in-order.ts";
import { knownSegmentsOf } from "../model/campaign-library.ts";
import type { HandedChannel } from "../model/channel.ts";
import { type ComparisonOutcome, comparesWithShop, outcomeOfComparison } from "../model/comparison.ts";
import { withheldFor } from "../model/count-withheld.ts";
import { NightFailedError, SendingError } from "../model/errors.ts";
import type { ApprovalMet, HeldMet } from "../model/held.ts";
import { meetsImport } from "../model/holds-for-import.ts";
import type { ImportMet } from "../model/import-mark.ts";
import { groupsOf } from "../model/joins.ts";
import type { Manifest, PublishedFile } from "../model/manifest.ts";
import type { Currency } from "../model/money.ts";
import { type CloseInput, marketingFolder, marketingKeys, type NightRun } from "../model/night.ts";
import type { NotCounted } from "../model/order.ts";
import type { PostDue } from "../model/post-due.ts";
import { isLeft, type Unsent } from "../model/refusal.ts";
import type { Instant } from "../model/time.ts";
import type { Waiting } from "../model/waiting.ts";
import type { ReadHeld } from "../ports/held.ts";
import type { ReadImportMark } from "../ports/import-mark.ts";
import type * as Night from "../ports/night.ts";
import type * as Published from "../ports/published.ts";
import { emptyScoreTally, mergeScoreTally } from "../scoring/score-tally.ts";
import type { SummaryTally } from "../scoring/shard-aggregates.ts";
import { addNotCounted, withFewWords } from "../scoring/summaries/not-counted.ts";
import { OrderWeeks } from "../scoring/summaries/order-weeks.ts";
import { addSales, noSales, type Sales } from "../scoring/summaries/sales.ts";
import { approvalMetBy } from "./approval-met.ts";
import { type PublishPostDeps, publishPost } from "./day-of-post.ts";
import { holdLink } from "./hold-link.ts";
import { type MailLatelyDeps, mailLately, mailsOf } from "./mail-lately.ts";
import { costOfNight } from "./night-cost.ts";
import { type TellMarketingDeps, tellMarketing } from "./tell-marketing.ts";
import { withNotice } from "./unsent.ts";

export type CloseNightDeps = TellMarketingDeps &
  PublishPostDeps &
  MailLatelyDeps & {
    takeUpRun: Night.TakeUpRun;
    readModel: Night.ReadModel;
    findComparison: Night.FindComparison;
    readScoreTally: Night.ReadScoreTally;
    readSummaryTally: (runId: string, shard: number) => Promise<SummaryTally>;
    readPublished: Night.ReadPublished;
    savePublished: Night.SavePublished;
    readCampaigns: Night.ReadCampaigns;
    readHeld: ReadHeld;
    savePostDue: Night.SavePostDue;
    findPostDue: Night.FindPostDue;
    readImportMark: ReadImportMark;
    saveFinishedNight: Night.SaveFinishedNight;
    saveRunEnd: Night.SaveRunEnd;
    publishFile: Published.PublishFile;
    withdrawManifest: Published.WithdrawManifest;
    saveManifest: Published.SaveManifest;
    findManifest: Published.FindManifest;
    findLatest: Published.FindLatest;
    saveLatest: Published.SaveLatest;
  };

export type NightOutcome = {
  runId: string;
  asOf: string;
  customers: number;
  /** Mails that went out in this run, and those that an earlier attempt at the same night had sent. */
  written: number;
  writtenBefore: number;
  /** Messages that other systems are to send, by channel; absent where there are none. */
  handedOver?: Partial<Record<HandedChannel, number>>;
  /** Mails that another run had begun to send, and had not said how they ended. */
  inProgress: number;
  /** Mails that go later on their day, by the moment from which they may. */
  toCome: Record<Instant, number>;
  /** Those that would have gone out, had the operator not switched sending off. */
  wouldBeMail: number;
  /** Mails that were held because an import of orders was not finished, and whether the night met it when it began. */
  importMet: ImportMet;
  /** What is held now, and how many messages waited for that. */
  held: HeldMet;
  /** What was approved of the post, and what waits for that; absent where it needs no approval. */
  approval?: ApprovalMet;
  files: number;
  told: number;
  /** What a redrive has to send, and the shards it is left in. `post` says whether anything is. */
  post: "complete" | "incomplete";
  unsent: Unsent;
  unsentShards: number[];
  /** What its numbers lack. */
  waiting: Waiting;
  /** What a comparison with the shop came to; absent in a night that does not compare. */
  comparison?: ComparisonOutcome;
  /** Orders that count, and those that are kept and do not, by reason. */
  orders: { counted: number; notCounted: NotCounted };
  /** Counted orders that name nobody, and what they come to in minor units: in none of the numbers above. */
  sales: Sales & { currency: Currency };
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
  const { files: postFiles, post } = await publishPost(run, library, deps);
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
  const isHeld = run.settings.intake.recording === "held";
  const finished = { runId, asOf: run.asOf, shards: run.shards, customers, mails: mailsOf(campaigns) };
  await deps.saveFinishedNight({
    ...finished,
    ...(isHeld && { recordingHeld: true }),
    ...knownSegmentsOf(library),
    ...(run.warmUp && { warmUp: { number: run.warmUp.number, mails: post.warmed } }),
  });
  // Behind all that tells of the day: what breaks off before it is closed by the next hour.
  await deps.savePostDue(runId, { due: post.due, ...(await importMetWhileRead(run, deps)) });
  await pointTo(run.asOf, deps);
  const { told, refusal } = await tellMarketing(data, deps);
  const unsent = withNotice(data.unsent, refusal);
  if (insist && isLeft(unsent)) throw new SendingError(unsent.refusals[0] ?? "other", "mail is left");
  await deps.saveRunEnd(runId, isLeft(unsent) ? undefined : deps.now());
  const importMet = importMetBy(data);
  const heldMet = heldMetBy(data);
  const awaiting = sumOf(campaigns.map((campaign) => withheldFor("awaiting-approval", campaign)));
  const toCome = addedUp(campaigns.map((campaign) => campaign.toCome));
  return {
    runId,
    asOf: run.asOf,
    customers,
    written: post.sentHere,
    writtenBefore: post.sent - post.sentHere,
    ...(Object.keys(post.handedOver).length > 0 && { handedOver: post.handedOver }),
    inProgress: post.inProgress,
    toCome,
    wouldBeMail:
      sumOf(campaigns.map((campaign) => campaign.wouldBeMail)) -
      sumOf(Object.values(toCome)) -
      unsent.mails -
      importMet.held -
      heldMet.mails -
      awaiting,
    importMet,
    held: heldMet,
    ...(approval && { approval }),
    files: files.length + 1,
    told,
    post: isLeft(unsent) ? "incomplete" : "complete",
    unsent,
    unsentShards: post.unsentShards,
    waiting: run.waiting,
    ...(data.comparison && { comparison: outcomeOfComparison(data.comparison) }),
    orders: { counted: countedOrders(data), notCounted: data.notCounted },
    sales: { ...data.sales, currency: run.settings.currency },
  };
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

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const addedUp = (counts: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const all: Record<string, number> = {};
  for (const [name, number] of counts.flatMap((one) => Object.entries(one)).sort())
    all[name] = (all[name] ?? 0) + number;
  return all;
};

/** Tallies that are read before their turn comes. */
const TALLIES_AHEAD = 8;

/** Merges what the shards counted, in the order of their numbers. */
const mergedTallies = async ({ runId, shards }: NightRun, deps: CloseNightDeps) => {
  const tally = emptyScoreTally();
  const weeks = new OrderWeeks();
  const notCounted: NotCounted = {};
  const sales = noSales();
  let scanned = 0;
  const read = (shard: number) => Promise.all([deps.readScoreTally(runId, shard), deps.readSummaryTally(runId, shard)]);
  const all = Array.from({ length: shards }, (_, shard) => shard);
  for await (const [scored, summarised] of aheadInOrder(all, TALLIES_AHEAD, read)) {
    mergeScoreTally(tally, scored);
    weeks.merge(summarised.weeks);
    addNotCounted(notCounted, summarised.notCounted);
    addSales(sales, summarised.sales);
    scanned += summarised.scanned;
  }
  return { tally, scanned, weeks: weeks.toWeeks(), notCounted: withFewWords(notCounted), sales };
};

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
