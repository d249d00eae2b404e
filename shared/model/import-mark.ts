import * as z from "zod";
import { type Instant, instantSchema } from "./time.ts";

/** What an import leaves in the data bucket while it writes, so that a night knows of it (docs/adr/0005). */
export const importMarkSchema = z.object({
  startedAt: instantSchema,
  /** Set anew while the import goes on, at least every `IMPORT_BEAT_MS` between two parts of the file. */
  wroteAt: instantSchema,
  finishedAt: instantSchema.optional(),
  /** Webhooks wait in the queue while it writes (docs/adr/0022). */
  first: z.literal(true).optional(),
});
export type ImportMark = z.infer<typeof importMarkSchema>;

/** Where the mark lies in the data bucket. No person is in it. */
export const IMPORT_MARK_KEY = "work/import.json";

/** How old a mark may grow before an import that goes on sets it anew. */
export const IMPORT_BEAT_MS = 60_000;

/**
 * An import without a word for so long was given up, and holds no mail any more. A day: the one night that comes next is
 * held, and tells the operator, who has until the one after it to finish the import.
 */
export const IMPORT_GIVEN_UP_HOURS = 24;
const MS_PER_HOUR = 3_600_000;

/** Whether an import is under way, or was broken off and may yet be finished. */
export const isImportUnfinished = (mark: ImportMark | undefined, now: Instant): boolean =>
  mark !== undefined &&
  mark.finishedAt === undefined &&
  Date.parse(now) - Date.parse(mark.wroteAt) < IMPORT_GIVEN_UP_HOURS * MS_PER_HOUR;

/** As long as webhooks wait at most. */
const WAITED_DAYS = 10;
const WAITED_MS = WAITED_DAYS * 24 * MS_PER_HOUR;

/** Whether webhooks that waited for a first history may be in the queue still. */
export const mayWaitFor = (mark: ImportMark | undefined, now: Instant): boolean =>
  mark?.first === true && mark.finishedAt !== undefined && Date.parse(now) - Date.parse(mark.finishedAt) < WAITED_MS;

/** What a night knows of an import that was not finished: whether it met one when it began, and how many mails it held for one. */
export const importMetSchema = z.object({ whenPlanned: z.boolean(), held: z.int().nonnegative() });
export type ImportMet = z.infer<typeof importMetSchema>;
