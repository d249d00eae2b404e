import * as z from "zod";
import { brokenCampaignSchema } from "./campaign-library.ts";
import { fileKey } from "./file-key.ts";
import { joinsSchema } from "./joins.ts";
import { knownSegmentSchema } from "./own-segment.ts";
import { laterHourSchema } from "./post-due.ts";
import { settingsSchema } from "./settings.ts";
import { daySchema, instantSchema } from "./time.ts";
import { nothingWaits, waitingSchema } from "./waiting.ts";
import { warmedSchema, warmUpSchema } from "./warm-up.ts";

/** What starts a night. Without `asOf` the last complete day of the shop's time zone at `at`. */
export const nightInputSchema = z.object({
  asOf: daySchema.optional(),
  /** Instant the night is held at; the execution's start. */
  at: instantSchema,
  /** True only for a night of the past: `at` is not the real time, and mail goes by `at`. */
  simulated: z.boolean().default(false),
  /** True only for a night whose mail goes to nobody, though it is written down as sent. */
  rehearsed: z.literal(true).optional(),
});
export type NightInput = z.input<typeof nightInputSchema>;

/** An earlier night that ended well: what tonight compares with. */
export const previousNightSchema = z.object({
  runId: z.string(),
  asOf: daySchema,
  shards: z.int().positive(),
  customers: z.int().nonnegative(),
  /** Webhooks waited in the queue when it was planned, as the settings said. */
  recordingHeld: z.literal(true).optional(),
  /** Segments of the shop's own that it went by; absent where there were none. */
  segments: z.array(knownSegmentSchema).optional(),
});
export type PreviousNight = z.infer<typeof previousNightSchema>;

/** The same as it is written, with what later nights add up. */
export const finishedNightSchema = previousNightSchema.extend({
  /** Mails that went out after it, by campaign: those of none that wrote to nobody. */
  mails: z.record(z.string(), z.int().positive()).default({}),
  /** Mail to dormant addresses on its day; absent where that is not warmed up. */
  warmUp: warmedSchema.optional(),
});
export type FinishedNight = z.infer<typeof finishedNightSchema>;

/** A night that began longer ago than this mails nobody any more, and is given up. */
export const NIGHT_GIVEN_UP_HOURS = 36;
export const NIGHT_GIVEN_UP_MS = NIGHT_GIVEN_UP_HOURS * 3_600_000;

/**
 * Longer than any worker of a night lives, on Lambda at most 15 minutes: what it had begun is written by then, or never will
 * be, and a claim that stands for so long will get no answer any more.
 */
export const LONGEST_STEP_MINUTES = 16;
export const LONGEST_STEP_MS = LONGEST_STEP_MINUTES * 60_000;

/** When a run was over, and its mail gone; no time while it is at work, or may be taken up again. */
export const runEndSchema = z.object({ endedAt: instantSchema.optional() });

/** `work/run=<id>/run.json`: everything a night is bound to, fixed once by `plan`. */
export const nightRunSchema = z.object({
  runId: z.string(),
  asOf: daySchema,
  attempt: z.int().positive(),
  at: instantSchema,
  simulated: z.boolean(),
  rehearsed: nightInputSchema.shape.rehearsed,
  /** Day on which this night's mail is sent: the day after `asOf`. */
  sendDay: daySchema,
  shards: z.int().positive(),
  customersCounted: z.int().nonnegative(),
  /** Models are fitted to one customer in so many (`shared/scoring/fit-sample.ts`); absent where they are fitted to all. */
  fitsOneIn: z.int().positive().optional(),
  /** Absent where `publish` joins the shards by itself. */
  joins: joinsSchema.optional(),
  codeVersion: z.string(),
  /** Settings as they were when the night began: the whole night uses these. */
  settings: settingsSchema,
  /**
   * Campaigns as they were when the night began, named by their content, and those left out because their files have
   * mistakes. A run that an earlier version planned has none.
   */
  campaigns: z
    .object({ version: z.string(), leftOut: z.array(brokenCampaignSchema) })
    .default({ version: "", leftOut: [] }),
  /** Categories of goods that those campaigns go by, as `categoryKey` has them; absent where they go by none. */
  categories: z.array(z.string()).min(1).optional(),
  /** What its numbers lack, because it was not recorded when the night began. */
  waiting: waitingSchema.default(nothingWaits),
  /** Mails a second that SES allows, from GetSendQuota. */
  maxSendRate: z.number().positive(),
  /** To how many dormant addresses mail may go; absent where it is not warmed up, and of a run that an earlier version planned. */
  warmUp: warmUpSchema.optional(),
  /** The newest finished night of an earlier as-of day: yesterday, for all comparisons. Absent on the first night. */
  previous: previousNightSchema.optional(),
  /** The newest finished night 7 to 10 days before `asOf`: what the early warning compares with. */
  weekBefore: previousNightSchema.optional(),
  /** The newest finished night 90 to 97 days before `asOf`: whose promise is settled tonight. */
  quarterBefore: daySchema.optional(),
  /**
   * An import of orders that was not finished when the night began, or webhooks that waited for a first history and are not recorded
   * yet: histories may be incomplete, refusals not known, and mail is held.
   */
  importUnfinished: z.object({ wroteAt: instantSchema }).optional(),
});
export type NightRun = z.infer<typeof nightRunSchema>;

/** What travels in the state machine: names and tallies only. */
export const shardInputSchema = z.object({ runId: z.string(), shard: z.int().nonnegative() });
export type ShardInput = z.infer<typeof shardInputSchema>;
/**
 * `later`: a pass of a later hour of the day, which asks those alone of whom something is due by then, with what the night's first close
 * has found: whether an import of orders had written while the night read.
 */
export const notifyInputSchema = shardInputSchema.extend({ later: laterHourSchema.optional() });
export type NotifyInput = z.infer<typeof notifyInputSchema>;
/** What starts an hour of the post: the instant that it was due at. */
export const postInputSchema = z.object({ at: instantSchema });
export type PostInput = z.infer<typeof postInputSchema>;
export const groupInputSchema = z.object({ runId: z.string(), group: z.int().nonnegative() });
export type GroupInput = z.infer<typeof groupInputSchema>;
export const runInputSchema = z.object({ runId: z.string() });
export type RunInput = z.infer<typeof runInputSchema>;
/** `insist`: the close after what was left was tried again. It fails, for the operator to see, while anything is left still. */
export const closeInputSchema = runInputSchema.extend({ insist: z.boolean().default(false) });
export type CloseInput = z.input<typeof closeInputSchema>;

/** Notify workers at a time: the state machine's limit, and what each worker divides the mail service's rate by. */
export const notifyConcurrency = 2;

/** Where a night's files lie in the data bucket. Each of them stands in the register, `shared/night-files`. */
export const workKeys = {
  /** Finished nights, one small file for each as-of day, by which the next night finds its yesterday. */
  night: fileKey("work/nights/{day}.json"),
  /** Who of marketing was told of a day's files, by keyed hashes: noted before the mail goes out, so that none goes out twice. */
  notice: fileKey("work/notices/{day}.json"),
  /** Campaigns by the SHA-256 of their content: written by every night that goes by them, so that they live as long as it. */
  campaigns: fileKey("work/campaigns/{hash}.json"),
  /** Up to which change each source's orders were read, for the next night to go on from. */
  look: fileKey("work/looks/{source}.json"),
  run: fileKey("work/run={run}/run.json"),
  comparison: fileKey("work/run={run}/comparison.json"),
  summaries: fileKey("work/run={run}/summaries/{shard}.parquet"),
  /** Whom a night does not score: prospects, and those whom marketing must not mail. */
  unscored: fileKey("work/run={run}/unscored/{shard}.parquet"),
  aggregates: fileKey("work/run={run}/aggregates/{shard}.json"),
  summaryTally: fileKey("work/run={run}/tallies/summarise-{shard}.json"),
  money: fileKey("work/run={run}/money/{shard}.json"),
  model: fileKey("work/run={run}/model.json"),
  rows: fileKey("work/run={run}/rows/{shard}.parquet"),
  /** Hashes of the ids in a shard's rows: by them a later night finds who is where without reading all rows. */
  idIndex: fileKey("work/run={run}/ids/{shard}.bin"),
  /** A shard's share of one published CSV file: its lines, without the header. */
  part: fileKey("work/run={run}/parts/{shard}/{csv}"),
  /** What a group of shards came to; its files lie in a folder named by what they were made from, so that none is written over. */
  joined: fileKey("work/run={run}/joined/{group}.json"),
  joinedPart: fileKey("work/run={run}/joined/{group}/{hash}/{csv}"),
  joinedRows: fileKey("work/run={run}/joined/{group}/{hash}/customers.parquet"),
  candidates: fileKey("work/run={run}/candidates/{shard}.json"),
  scoreTally: fileKey("work/run={run}/tallies/score-{shard}.json"),
  published: fileKey("work/run={run}/published.json"),
  messages: fileKey("work/run={run}/messages/{shard}.json"),
  /** In which shards something may leave yet on the night's send day, and from when on. */
  postDue: fileKey("work/run={run}/post.json"),
  end: fileKey("work/run={run}/end.json"),
} as const;

/** What several files of the data bucket begin with. */
export const workPrefixes = {
  nights: "work/nights/",
  runs: "work/run=",
  campaigns: "work/campaigns/",
  runsOf: (asOf: string) => `work/run=${asOf}-`,
} as const;

/** Where marketing's files lie in the marketing bucket. */
export const marketingKeys = {
  customers: fileKey("nightly/dt={day}/customers.csv"),
  customersTable: fileKey("nightly/dt={day}/customers.parquet"),
  segment: fileKey("nightly/dt={day}/segments/{segment}.csv"),
  segmentIndex: fileKey("nightly/dt={day}/segments.csv"),
  movement: fileKey("nightly/dt={day}/movement.csv"),
  moved: fileKey("nightly/dt={day}/moved.csv"),
  promises: fileKey("nightly/dt={day}/promises.csv"),
  model: fileKey("nightly/dt={day}/model.json"),
  messages: fileKey("nightly/dt={day}/messages.csv"),
  comparison: fileKey("nightly/dt={day}/comparison.csv"),
  outbox: fileKey("nightly/dt={day}/outbox/{channel}.csv"),
  report: fileKey("nightly/dt={day}/report.html"),
  manifest: fileKey("nightly/dt={day}/manifest.json"),
  latest: fileKey("nightly/latest.json"),
} as const;

/** A day's folder in the marketing bucket. */
export const marketingFolder = (asOf: string): string => `nightly/dt=${asOf}/`;
