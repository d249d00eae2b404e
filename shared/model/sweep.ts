import * as z from "zod";
import { sourceSchema } from "./order.ts";
import { type Instant, instantSchema } from "./time.ts";

/** Somebody who was erased, and whom files of nights may still name: by ids, and by keyed hashes of addresses (`email:<hash>`). */
export const sweepRequestSchema = z.strictObject({
  /** When it was noted, after nobody could read them in a table any more. */
  at: instantSchema,
  customerIds: z.array(z.string()).readonly(),
  identities: z.array(z.string()).readonly(),
  /** The source whose every customer was erased. */
  source: sourceSchema.optional(),
});
export type SweepRequest = z.output<typeof sweepRequestSchema>;

const notedRequestSchema = sweepRequestSchema.extend({ key: z.string() });
/** A request as it lies in its file, until every file was swept. */
export type NotedRequest = z.output<typeof notedRequestSchema>;

/** What one round of a sweep is bound to: who is taken out, and in which folders of nights one may look for them. */
export const sweepPlanSchema = z.strictObject({
  requests: z.array(notedRequestSchema).readonly(),
  /** Whether there were more requests than one round has room for. */
  more: z.boolean(),
  folders: z.array(z.string()).readonly(),
  /** Files among those of nights, in no folder of theirs, that this version does not write. */
  unknown: z.array(z.string()).readonly(),
});
export type SweepPlan = z.output<typeof sweepPlanSchema>;

/** What lies in one folder of a night, and is to be gone through for whom. */
export const sweepLookSchema = z.strictObject({
  folder: z.string(),
  lookedAt: instantSchema,
  /** `running`: a night is at work there, or may be taken up again. `ended`: it is asked once more at the end whether it was. */
  night: z.enum(["running", "ended", "left"]),
  /** Keys of the requests that concern this folder. */
  requests: z.array(z.string()).readonly(),
  batches: z.array(z.array(z.string()).readonly()).readonly(),
  unknown: z.array(z.string()).readonly(),
});
export type SweepLook = z.output<typeof sweepLookSchema>;

/** What one worker did to its share of a folder. */
export const sweptBatchSchema = z.strictObject({
  files: z.int().nonnegative(),
  /** Rows and entries that were taken out. */
  rows: z.int().nonnegative(),
  unknown: z.array(z.string()).readonly(),
});
export type SweptBatch = z.output<typeof sweptBatchSchema>;

/** What a whole round came to. */
export const sweptSchema = z.strictObject({
  /** Requests that are done. */
  done: z.int().nonnegative(),
  /** Those that a night at work may still write down: the next sweep goes on with them. */
  left: z.int().nonnegative(),
  /** When the oldest of these was noted. */
  oldestLeft: instantSchema.optional(),
  files: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  /** Whether there were requests that this round had no room for, and after which one they come. */
  more: z.boolean(),
  after: z.string(),
});
export type Swept = z.output<typeof sweptSchema>;

/** What a step of a sweep is given: names alone. A plan and a look are named by the keys of their files. */
export const sweepInputSchema = z.discriminatedUnion("step", [
  /** `after`: the key of the last request that an earlier round of the same sweep took; empty at the beginning. */
  z.strictObject({ step: z.literal("plan"), after: z.string() }),
  z.strictObject({ step: z.literal("look"), plan: z.string(), folder: z.string() }),
  z.strictObject({ step: z.literal("sweep"), plan: z.string(), look: z.string(), batch: z.int().nonnegative() }),
  z.strictObject({ step: z.literal("close"), plan: z.string() }),
]);
export type SweepInput<Step extends string> = Extract<z.output<typeof sweepInputSchema>, { step: Step }>;

/** Law gives a month for an erasure: what is not done by then would have been told of three weeks before. */
const OVERDUE_AFTER_DAYS = 7;

/** Whether something is left that was asked for too long ago. */
export const isOverdue = ({ oldestLeft }: Pick<Swept, "oldestLeft">, now: Instant): boolean =>
  oldestLeft !== undefined && Date.parse(oldestLeft) + OVERDUE_AFTER_DAYS * 86_400_000 < Date.parse(now);
