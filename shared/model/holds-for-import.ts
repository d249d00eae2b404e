import { type ImportMark, isImportUnfinished } from "./import-mark.ts";
import type { NightRun } from "./night.ts";
import type { PostDue } from "./post-due.ts";
import type { Instant } from "./time.ts";

type Run = Pick<NightRun, "at" | "simulated" | "importUnfinished">;
type Now = { mark: ImportMark | undefined; now: Instant };

/**
 * Whether an import of orders wrote while the night read: one that the plan met, that is under way now, or that ended after
 * the night's hour. A simulated night's hour says nothing of that: what it reads was written before it began.
 */
export const meetsImport = (run: Run, { mark, now }: Now): boolean =>
  run.importUnfinished !== undefined ||
  isImportUnfinished(mark, now) ||
  (!run.simulated && mark?.finishedAt !== undefined && Date.parse(mark.finishedAt) > Date.parse(run.at));

/**
 * Whether mail waits for an import. Once a night is closed its reading is over: what writes after that holds an hour while it writes,
 * and no longer, for all that the gates ask is read afresh. What wrote while the night read holds all of its post.
 *
 * @param closed what the night's first close found; undefined before there was one
 */
export const holdsForImport = (run: Run, closed: Pick<PostDue, "importMet"> | undefined, at: Now): boolean =>
  closed === undefined ? meetsImport(run, at) : closed.importMet === true || isImportUnfinished(at.mark, at.now);
