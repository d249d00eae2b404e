import { prepareMailings } from "../campaigns/mailing.ts";
import { holdsForImport } from "../model/holds-for-import.ts";
import { inParallel } from "../model/in-parallel.ts";
import { isWithheld, type MessageOutcome, type NotifyTally } from "../model/message.ts";
import { type NightRun, type NotifyInput, notifyConcurrency } from "../model/night.ts";
import type { OutboxEntry } from "../model/outbox.ts";
import type { Settings } from "../model/settings.ts";
import type { ReadImportMark } from "../ports/import-mark.ts";
import type { ReadQuotaLeft, ReportRefusal, ReportUnwritten } from "../ports/mailer.ts";
import type { FindOutcomes, ReadCampaigns, ReadCandidates, SaveOutcomes, TakeUpRun } from "../ports/night.ts";
import type { Now, ReadKeys } from "../ports/world.ts";
import { askedNow, listedBefore, waitingBeside } from "./asked-now.ts";
import { batchesOf } from "./batches-of.ts";
import { circlesOf, type Entry, type FindRecipientsDeps, findRecipients } from "./find-recipients.ts";
import { type LetWebhooksPassDeps, letWebhooksPass } from "./let-webhooks-pass.ts";
import { messagesIn, occasionOf } from "./message-rows.ts";
import type { Post } from "./read-fresh.ts";
import { type ReadOnceMoreDeps, readOnceMore } from "./read-once-more.ts";
import { openShares, type SharesDeps } from "./shares.ts";
import { tallyOutcomes, unwrittenIn } from "./tally-outcomes.ts";
import { toldOnce } from "./told-once.ts";
import type { WhoTheyAre } from "./who-they-are.ts";
import { type Answer, type WriteToCircleDeps, writeToCircle } from "./write-to-circle.ts";

export type NotifyShardDeps = Omit<WriteToCircleDeps, "pace" | "mailings" | "linkKey" | "setOut"> &
  Omit<ReadOnceMoreDeps, "hasMetImport" | "whoTheyAre"> &
  SharesDeps &
  LetWebhooksPassDeps & {
    whoTheyAre: (customerIds: readonly string[], settings: Settings) => ReturnType<WhoTheyAre>;
    takeUpRun: TakeUpRun;
    readImportMark: ReadImportMark;
    /** Whether webhooks wait by now, whatever they did when the night was planned: a refusal may be among them. */
    isRecordingHeld?: boolean;
    readCandidates: ReadCandidates;
    findOutcomes: FindOutcomes;
    /** What the night's close says of it; asked in later hours alone. */
    saveOutcomes: SaveOutcomes;
    reportRefusal: ReportRefusal;
    reportUnwritten: ReportUnwritten;
    readCampaigns: ReadCampaigns;
    readKeys: ReadKeys;
    readQuotaLeft: ReadQuotaLeft;
    /** The wall clock; a simulated night goes by its own hour instead. */
    now: Now;
    /** A pacer for as many workers as share the mail service's rate. */
    createPace: (run: NightRun) => () => Promise<void>;
  };

/** Circles that are written to side by side. */
const CIRCLES_AT_A_TIME = 8;

/**
 * Answers every candidate of a shard with exactly one outcome and writes them to `messages/<shard>.json`. May be run
 * again after any failure, and beside itself: nobody is mailed twice, and what an earlier run of the same as-of day
 * recorded is listed again. Where the mail service takes nothing, it is asked no more: what is left is listed as
 * `post-broke-off`, and goes out when the shard is run again.
 *
 * In a later hour (`later`) those are asked of whom something is due by now; what is listed of all others stands.
 *
 * @throws SendingError after all is written down, `SendingRefusedError` where the operator has to act, `SendingUnavailableError`
 *   where another try may do
 */
export const notifyShard = async (
  { runId, shard, later }: NotifyInput,
  deps: NotifyShardDeps,
): Promise<NotifyTally> => {
  const run = await deps.takeUpRun(runId);
  const [library, { linkKey }] = await Promise.all([deps.readCampaigns(run.campaigns.version), deps.readKeys()]);
  const mailings = prepareMailings(library);
  const now = run.simulated ? () => run.at : deps.now;
  const candidates = (await deps.readCandidates(runId, shard)).map((candidate, index) => ({ index, candidate }));
  const listed = later ? listedBefore(await deps.findOutcomes(runId, shard)) : new Map<string, MessageOutcome>();
  const { asked, kept } = askedNow(candidates, listed, now());
  const isHeldUp = asked.length > 0 && maySend(run) && deps.isRecordingHeld !== true && (await letWebhooksPass(deps));
  const hasMetImport = async () =>
    deps.isRecordingHeld === true ||
    isHeldUp ||
    holdsForImport(run, later, { mark: await deps.readImportMark(), now: now() });
  const whoTheyAre: WhoTheyAre = (ids) => deps.whoTheyAre(ids, run.settings);
  const reading = { ...deps, whoTheyAre, hasMetImport };
  const paced = { ...reading, mailings, linkKey, now, pace: deps.createPace(run), setOut: readOnceMore(reading) };
  const campaigns = library.campaigns.map(({ campaign }) => campaign);
  const quota = Math.floor((await deps.readQuotaLeft()) / Math.min(notifyConcurrency, run.shards));
  const shares = await openShares({ run, shard, campaigns, quota }, deps);
  const post: Post = { brokenBy: new Map(), outbox: [], unanswered: new Map(), shares };
  const answers: Answer[] = [];
  const told = new Set(messagesIn(kept.map(({ outcome }) => outcome)));
  const beside = waitingBeside(candidates, kept);
  for (const batch of batchesOf(asked)) answers.push(...(await notifyBatch(batch, { run, post, told, beside }, paced)));
  const anew = answers.map(({ outcome }) => outcome);
  const listedNow = [...beside.stillKept(), ...answers].sort((a, b) => a.index - b.index).map(({ outcome }) => outcome);
  const outcomes = toldOnce(listedNow);
  await deps.saveOutcomes(runId, shard, withEntries(outcomes, post.outbox));
  deps.reportUnwritten(unwrittenIn(anew));
  const broken = [...post.brokenBy.values()];
  for (const { refusal, reason } of broken) deps.reportRefusal(refusal, reason);
  for (const error of broken) throw error;
  return tallyOutcomes({ runId, shard }, outcomes);
};

const maySend = ({ simulated, rehearsed, settings }: NightRun): boolean =>
  !simulated && rehearsed !== true && settings.mail.sending !== "off";

/** Each message that another system is to send beside what became of it. */
const withEntries = (outcomes: readonly MessageOutcome[], outbox: readonly OutboxEntry[]): MessageOutcome[] => {
  const entries = new Map(outbox.map((entry) => [occasionOf(entry), entry]));
  return outcomes.map((row) => {
    const entry = isWithheld(row) ? undefined : entries.get(occasionOf(row));
    return entry === undefined || isWithheld(row) ? row : { ...row, entry };
  });
};

type Night = { run: NightRun; post: Post; told: ReadonlySet<string>; beside: ReturnType<typeof waitingBeside> };

/** The people of a batch, with all that waits for who has become one with them. */
const allOfThem = async (
  batch: readonly Entry[],
  { takenFor }: Night["beside"],
  deps: FindRecipientsDeps,
): ReturnType<typeof findRecipients> => {
  const found = await findRecipients(batch, deps);
  const more = found.flatMap(({ customer }) => takenFor(customer));
  return more.length === 0 ? found : findRecipients([...batch, ...more], deps);
};

const notifyBatch = async (
  batch: readonly Entry[],
  { run, post, told, beside }: Night,
  deps: WriteToCircleDeps & ReadOnceMoreDeps,
): Promise<Answer[]> => {
  const [importUnfinished, held] = await Promise.all([deps.hasMetImport(), deps.readHeld()]);
  const night = { run, post, told, importUnfinished, held };
  const circles = circlesOf(await allOfThem(batch, beside, deps));
  return (await inParallel(circles, CIRCLES_AT_A_TIME, (circle) => writeToCircle(circle, night, deps))).flat();
};
