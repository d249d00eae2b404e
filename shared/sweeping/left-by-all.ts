import { LONGEST_STEP_MS } from "../model/night.ts";
import type { Instant } from "../model/time.ts";
import type { FindRunEnd } from "../ports/sweep.ts";

export type IsLeftDeps = { findRunEnd: FindRunEnd };

/**
 * Whether a run has ended, and so long ago that nobody writes a file of it any more: a worker that was taken for lost may
 * still be at work when another has done the same and the run has ended.
 */
export const isLeftByAll = async (
  { runId }: { runId: string },
  now: Instant,
  { findRunEnd }: IsLeftDeps,
): Promise<boolean> => {
  const endedAt = await findRunEnd(runId);
  return endedAt !== undefined && Date.parse(endedAt) + LONGEST_STEP_MS <= Date.parse(now);
};
