import { z } from "zod";
import { type Instant, instantSchema } from "./time.ts";

/** What an import leaves in the data bucket while it writes, so that a night knows of it (docs/adr/0005). */
export const importMarkSchema = z.object({
  startedAt: instantSchema,
  /** Set anew while the import goes on. */
  wroteAt: instantSchema,
  finishedAt: instantSchema.optional(),
});
export type ImportMark = z.infer<typeof importMarkSchema>;

/** Where the mark lies in the data bucket. No person is in it. */
export const IMPORT_MARK_KEY = "work/import.json";

/** An import that wrote nothing for so long was given up: it must not hold mail for ever. */
const importGivenUpAfterDays = 7;
const MS_PER_DAY = 86_400_000;

/** Whether an import is under way, or was broken off and may yet be finished. */
export const isImportUnfinished = (mark: ImportMark | undefined, now: Instant): boolean =>
  mark !== undefined &&
  mark.finishedAt === undefined &&
  Date.parse(now) - Date.parse(mark.wroteAt) < importGivenUpAfterDays * MS_PER_DAY;
