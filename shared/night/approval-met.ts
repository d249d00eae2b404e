import { awaitsApproval, isApproved, wantsApproval } from "../campaigns/approval.ts";
import type { CampaignTally } from "../model/campaign-tally.ts";
import type { ApprovalMet, HeldNow } from "../model/held.ts";
import type { NightRun } from "../model/night.ts";

/** What a night met of approval; undefined where its post needs none, or none is sent. */
export const approvalMetBy = (
  run: Pick<NightRun, "runId" | "rehearsed" | "settings">,
  held: HeldNow,
  campaigns: readonly CampaignTally[],
): ApprovalMet | undefined => {
  if (!wantsApproval(run) || run.settings.mail.sending === "off") return undefined;
  const mails = campaigns.flatMap((campaign) => {
    const waiting = awaitsApproval(run, held, campaign.id) ? waitingIn(campaign) : 0;
    return waiting > 0 ? [[campaign.id, waiting] as const] : [];
  });
  return { runId: run.runId, approved: approvedOf(held, run.runId), mails: Object.fromEntries(mails) };
};

/** What nothing but its release keeps back while it may go today, and what is to come today, which is asked for it then. */
const waitingIn = ({ askedToday }: CampaignTally): number =>
  (askedToday["awaiting-approval"] ?? 0) + (askedToday["hour-to-come"] ?? 0);

const approvedOf = (held: HeldNow, runId: string): ApprovalMet["approved"] => {
  if (isApproved(held, runId, undefined)) return "everything";
  const names = held === "unreadable" || held.approved?.runId !== runId ? [] : Object.keys(held.approved.campaigns);
  return names.length === 0 ? "nothing" : names;
};
