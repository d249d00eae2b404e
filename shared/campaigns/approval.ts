import type { Approval, Approved, Held, HeldNow } from "../model/held.ts";
import type { NightRun } from "../model/night.ts";

type RunToApprove = Pick<NightRun, "runId" | "rehearsed" | "settings">;

/** Whether a night's post leaves only once it was approved. A rehearsal writes to nobody, so there is nothing to approve. */
export const wantsApproval = ({ rehearsed, settings }: Omit<RunToApprove, "runId">): boolean =>
  settings.mail.approval === "required" && !rehearsed;

/** Whether a campaign's messages of this run wait for somebody to approve them. */
export const awaitsApproval = (run: RunToApprove, held: HeldNow, campaignId: string): boolean =>
  wantsApproval(run) && !isApproved(held, run.runId, campaignId);

/** Whether somebody let out what this run has of a campaign; of all of them where none is named. */
export const isApproved = (held: HeldNow, runId: string, campaignId: string | undefined): boolean => {
  if (held === "unreadable" || held.approved?.runId !== runId) return false;
  const { everything, campaigns } = held.approved;
  return everything !== undefined || (campaignId !== undefined && Object.hasOwn(campaigns, campaignId));
};

/**
 * What is held and approved once a run's post is, or a campaign of it. What was approved of another run is gone. The very same where
 * nothing changes; what cannot be read stays so.
 */
export const withApproval = (
  held: HeldNow,
  { runId, campaignId }: { runId: string; campaignId: string | undefined },
  approval: Approval,
): HeldNow => {
  if (held === "unreadable" || isApproved(held, runId, campaignId)) return held;
  const before: Approved = held.approved?.runId === runId ? held.approved : { runId, campaigns: {} };
  if (campaignId === undefined) return { ...held, approved: { ...before, everything: approval } };
  const campaigns = { ...before.campaigns, [campaignId]: approval };
  const inOrder = Object.fromEntries(Object.entries(campaigns).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...held, approved: { ...before, campaigns: inOrder } };
};

/** What is held and approved once a campaign's own approval is gone, or all of it where none is named. The very same where nothing changes. */
export const withoutApproval = (held: Held, campaignId: string | undefined): Held => {
  const { approved, ...others } = held;
  if (approved === undefined) return held;
  if (campaignId === undefined) return others;
  if (!Object.hasOwn(approved.campaigns, campaignId)) return held;
  const { [campaignId]: _, ...campaigns } = approved.campaigns;
  return { ...others, approved: { ...approved, campaigns } };
};
