import { nightFiles } from "../../shared/adapters/night-files.ts";
import { wantsApproval } from "../../shared/campaigns/approval.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { lastCompleteDay } from "../../shared/model/shop-time.ts";
import type { Day, Instant } from "../../shared/model/time.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";

/** A day's post that leaves only once it was approved: the run that planned it, where there is one yet. */
export type PostToApprove = { asOf: Day; runId: string | undefined };

/** Today's, whose night describes the last complete day; undefined where it needs no approval. */
export const postToApprove = async (
  data: FileStore,
  settings: Settings,
  at: Instant,
): Promise<PostToApprove | undefined> => {
  const { findPreviousNight, readRun } = nightFiles(data);
  const asOf = lastCompleteDay(at, settings.timeZone);
  const night = await findPreviousNight(addDays(asOf, 1));
  if (night?.asOf !== asOf) return wantsApproval({ settings }) ? { asOf, runId: undefined } : undefined;
  return wantsApproval(await readRun(night.runId)) ? { asOf, runId: night.runId } : undefined;
};
