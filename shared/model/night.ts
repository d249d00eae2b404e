import { z } from "zod";
import { settingsSchema } from "./settings.ts";
import { daySchema, instantSchema } from "./time.ts";

/** What starts a night. Without `asOf` the last complete day of the shop's time zone at `at`. */
export const nightInputSchema = z.object({
  asOf: daySchema.optional(),
  /** Instant the night is held at; the execution's start. */
  at: instantSchema,
  /** True only for `rouse run` on the embedded system: `at` is not the real time, and mail goes by `at`. */
  simulated: z.boolean().default(false),
});
export type NightInput = z.input<typeof nightInputSchema>;

/** An earlier night that ended well: what tonight compares with. */
export const previousNightSchema = z.object({
  runId: z.string(),
  asOf: daySchema,
  shards: z.int().positive(),
  customers: z.int().nonnegative(),
});
export type PreviousNight = z.infer<typeof previousNightSchema>;

/** `work/run=<id>/run.json`: everything a night is bound to, fixed once by `plan`. */
export const nightRunSchema = z.object({
  runId: z.string(),
  asOf: daySchema,
  attempt: z.int().positive(),
  at: instantSchema,
  simulated: z.boolean(),
  /** Day on which this night's mail is sent: the day after `asOf`. */
  sendDay: daySchema,
  shards: z.int().positive(),
  customersCounted: z.int().nonnegative(),
  codeVersion: z.string(),
  /** Settings as they were when the night began: the whole night uses these. */
  settings: settingsSchema,
  /** Mails a second that SES allows, from GetSendQuota. */
  maxSendRate: z.number().positive(),
  /** The newest finished night of an earlier as-of day: yesterday, for all comparisons. Absent on the first night. */
  previous: previousNightSchema.optional(),
  /** The newest finished night 7 to 10 days before `asOf`: what the early warning compares with. */
  weekBefore: previousNightSchema.optional(),
});
export type NightRun = z.infer<typeof nightRunSchema>;

/** What travels in the state machine: names and tallies only. */
export const shardInputSchema = z.object({ runId: z.string(), shard: z.int().nonnegative() });
export type ShardInput = z.infer<typeof shardInputSchema>;
export const runInputSchema = z.object({ runId: z.string() });
export type RunInput = z.infer<typeof runInputSchema>;

/** Notify workers at a time: the state machine's limit, and what each worker divides the mail service's rate by. */
export const notifyConcurrency = 2;

/** Where a night's files lie in the data bucket. */
export const workKeys = {
  /** Finished nights, one small file for each as-of day, by which the next night finds its yesterday. */
  nights: "work/nights/",
  night: (asOf: string) => `work/nights/${asOf}.json`,
  runsOf: (asOf: string) => `work/run=${asOf}-`,
  root: (runId: string) => `work/run=${runId}/`,
  run: (runId: string) => `work/run=${runId}/run.json`,
  summaries: (runId: string, shard: number) => `work/run=${runId}/summaries/${pad(shard)}.parquet`,
  aggregates: (runId: string, shard: number) => `work/run=${runId}/aggregates/${pad(shard)}.json`,
  model: (runId: string) => `work/run=${runId}/model.json`,
  /** A shard's share of one published CSV file: its lines, without the header. */
  part: (runId: string, shard: number, path: string) => `work/run=${runId}/parts/${pad(shard)}/${path}`,
  /** That marketing was told of a day's files: noted before the first mail goes out, so that none goes out twice. */
  notice: (asOf: string) => `work/notices/${asOf}.json`,
  published: (runId: string) => `work/run=${runId}/published.json`,
  rows: (runId: string, shard: number) => `work/run=${runId}/rows/${pad(shard)}.parquet`,
  scoreTally: (runId: string, shard: number) => `work/run=${runId}/tallies/score-${pad(shard)}.json`,
  candidates: (runId: string, shard: number) => `work/run=${runId}/candidates/${pad(shard)}.json`,
  messages: (runId: string, shard: number) => `work/run=${runId}/messages/${pad(shard)}.json`,
} as const;

/** Where marketing's files lie in the marketing bucket. */
export const marketingKeys = {
  root: (asOf: string) => `nightly/dt=${asOf}/`,
  file: (asOf: string, path: string) => `nightly/dt=${asOf}/${path}`,
  latest: "nightly/latest.json",
} as const;

const pad = (shard: number) => String(shard).padStart(5, "0");
