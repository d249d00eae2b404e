import type { Candidate } from "../model/campaign.ts";
import type { CampaignLibrary } from "../model/campaign-library.ts";
import type { Comparison, LookMark } from "../model/comparison.ts";
import type { CustomerRow } from "../model/customer-row.ts";
import type { Measure, PublishedFile } from "../model/manifest.ts";
import type { MessageOutcome } from "../model/message.ts";
import type { ModelFile } from "../model/model-file.ts";
import type { FinishedNight, NightRun, PreviousNight } from "../model/night.ts";
import type { ComparedSource } from "../model/order.ts";
import type { PostDue } from "../model/post-due.ts";
import type { PreviousScore } from "../model/previous-score.ts";
import type { PromiseFile } from "../model/promise-file.ts";
import type { ScoreTally } from "../model/score-tally.ts";
import type { SummaryRow, UnscoredRow } from "../model/summary-row.ts";
import type { Day, Instant } from "../model/time.ts";
import type { Waiting } from "../model/waiting.ts";
import type { WeekBefore } from "../model/week-before.ts";

/** Files of one night. Reading one that an earlier state must have written throws a `RouseError` named `FileMissingError`. */
export type ReadRun = (runId: string) => Promise<NightRun>;
/**
 * The same for a step that is about to write files of this run: one that had ended has not, from now on. Two executions may
 * have one run (a schedule may start a night twice), and the one that is faster does not end it for the other.
 */
export type TakeUpRun = ReadRun;
export type SaveRun = (run: NightRun) => Promise<void>;
/** Puts campaigns away for good under a name that is their content's; the same campaigns have the same name. */
export type SaveCampaigns = (library: CampaignLibrary) => Promise<string>;
export type ReadCampaigns = (version: string) => Promise<CampaignLibrary>;
/** The same; undefined where they are gone. */
export type FindCampaigns = (version: string) => Promise<CampaignLibrary | undefined>;
/** Every attempt planned for an as-of day, oldest first. */
export type ReadRunsOf = (asOf: Day) => Promise<readonly NightRun[]>;

/** Up to where a source's orders were read; undefined where they never were, or no night was held for long. */
export type FindLookMark = (source: ComparedSource) => Promise<LookMark | undefined>;
export type SaveLookMark = (source: ComparedSource, mark: LookMark) => Promise<void>;
/** What a run found beside the shop's own API; undefined where it did not compare, or was broken off. */
export type FindComparison = (runId: string) => Promise<Comparison | undefined>;
export type SaveComparison = (runId: string, comparison: Comparison) => Promise<void>;

/** What has come in and is not recorded yet. */
export type CountWaiting = () => Promise<Waiting>;

/** The newest finished night before an as-of day. */
export type FindPreviousNight = (asOf: Day) => Promise<PreviousNight | undefined>;
/** The finished night of an as-of day: of several attempts the one that was closed last. */
export type FindFinishedNight = (asOf: Day) => Promise<FinishedNight | undefined>;
export type SaveFinishedNight = (night: FinishedNight) => Promise<void>;
/** Mails that went out after the night of an as-of day, by campaign; none where there was no such night. */
export type ReadMailsSent = (asOf: Day) => Promise<FinishedNight["mails"]>;
/** When the run was over; `undefined` while its mail is left. */
export type SaveRunEnd = (runId: string, endedAt: Instant | undefined) => Promise<void>;

/** The newest day, of these and between, whose night left its promise. */
export type FindPromisingDay = (from: Day, to: Day) => Promise<Day | undefined>;
/** What the night of a day promised; undefined where it is gone, or another version of the program wrote it. */
export type FindPromise = (asOf: Day) => Promise<PromiseFile | undefined>;
export type SavePromise = (promise: PromiseFile) => Promise<void>;

/** Rows in ascending order of customer id, in batches that fit in memory. */
export type SaveSummaries = (runId: string, shard: number, rows: readonly SummaryRow[]) => Promise<void>;
export type ReadSummaries = (runId: string, shard: number) => AsyncIterable<readonly SummaryRow[]>;

/** Whom a shard does not score and marketing must not mail either, in ascending order of customer id. */
export type SaveUnscored = (runId: string, shard: number, rows: readonly UnscoredRow[]) => Promise<void>;
export type ReadUnscored = (runId: string, shard: number) => AsyncIterable<readonly UnscoredRow[]>;

export type SaveModel = (runId: string, model: ModelFile) => Promise<void>;
export type ReadModel = (runId: string) => Promise<ModelFile>;

/** The file that was written is measured where it is asked for. */
export type SaveRows = (
  runId: string,
  shard: number,
  rows: readonly CustomerRow[],
  measured: boolean,
) => Promise<Measure | undefined>;
/**
 * A shard's rows as the columnar file that they were saved in.
 * @throws ConflictError where it is not as `expected`
 */
export type ReadRowFile = (runId: string, shard: number, expected?: Measure) => Promise<Uint8Array>;
/** What an earlier night said, one shard of it; nothing where the file is gone. */
export type ReadPreviousScores = (runId: string, shard: number) => AsyncIterable<readonly PreviousScore[]>;
/** The same of the night a week before, as the early warning reads it. */
export type ReadWeekBefore = (runId: string, shard: number) => AsyncIterable<readonly WeekBefore[]>;

/** By which who is in none of a shard's rows is known without reading them: hashes of ids, rising (`shared/stats/hash-index.ts`). */
export type SaveIdIndex = (runId: string, shard: number, index: Uint32Array) => Promise<void>;
/** Undefined where it is gone, or an earlier version wrote the rows. */
export type FindIdIndex = (runId: string, shard: number) => Promise<Uint32Array | undefined>;

/** What the night held for an as-of day took for a customer's yesterday; undefined for who had none, or where files are gone. */
export type FindScoreBefore = (customerId: string, asOf: Day) => Promise<PreviousScore | undefined>;

/** What a run's own files hold of one customer: what the run knew, and the row it wrote; undefined for who is in none. */
export type FindInRun = (
  customerId: string,
  run: Pick<NightRun, "runId" | "shards">,
) => Promise<{ shard: number; summary: SummaryRow; row: CustomerRow | undefined } | undefined>;

export type SaveCandidates = (runId: string, shard: number, candidates: readonly Candidate[]) => Promise<void>;
export type SaveScoreTally = (runId: string, shard: number, tally: ScoreTally) => Promise<void>;
export type ReadScoreTally = (runId: string, shard: number) => Promise<ScoreTally>;
export type ReadCandidates = (runId: string, shard: number) => Promise<readonly Candidate[]>;
/** The same of a run that may not have come so far, or whose files are gone: none then. */
export type FindCandidates = (runId: string, shard: number) => Promise<readonly Candidate[]>;
/** What became of a shard's candidates, in their order. */
export type SaveOutcomes = (runId: string, shard: number, outcomes: readonly MessageOutcome[]) => Promise<void>;
/** The same; undefined where no worker came to the end of the shard. */
export type FindOutcomes = (runId: string, shard: number) => Promise<readonly MessageOutcome[] | undefined>;

/** When something of a night's post may leave yet. */
export type SavePostDue = (runId: string, post: PostDue) => Promise<void>;
/** The same; undefined where the night is not closed, or an earlier version closed it. */
export type FindPostDue = (runId: string) => Promise<PostDue | undefined>;

/** Finished lines of a CSV file, the header left out. */
export type SavePart = (
  runId: string,
  shard: number,
  part: { readonly path: string; readonly lines: Uint8Array; readonly measured: boolean },
) => Promise<Measure | undefined>;
/** @throws ConflictError where it is not as `expected` */
export type ReadPart = (runId: string, shard: number, path: string, expected?: Measure) => Promise<Uint8Array>;
/** What `publish` has written, for `close` to put into the manifest. */
export type SavePublished = (runId: string, files: readonly PublishedFile[]) => Promise<void>;
export type ReadPublished = (runId: string) => Promise<readonly PublishedFile[]>;
/**
 * Notes that somebody of marketing, by a keyed hash of their address, is about to be told of a day's files; false if it was
 * noted before. Of several that close a day in one moment, one notes it.
 */
export type NoteNotice = (asOf: Day, recipient: string) => Promise<boolean>;
/** Takes the note back: surely nothing was sent. */
export type TakeBackNotice = (asOf: Day, recipient: string) => Promise<void>;
