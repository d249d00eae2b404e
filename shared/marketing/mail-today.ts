import type { CampaignTally } from "../model/campaign-tally.ts";
import { isHeld } from "../model/held.ts";
import type { Instant } from "../model/time.ts";
import type { ReportData } from "./report/report-data.ts";

/** What of a day's mail went out, leaves by itself at its hour, and leaves only once somebody releases it. */
export type MailToday = { sent: number; toCome: Record<Instant, number>; onceReleased: number };

/** What lets mail out, or keeps it. */
export type Brake = Pick<ReportData, "approval" | "held">;

/** Of one campaign. What wants approval counts whether its hour is there or to come; what somebody held, where it is to come. */
export const mailTodayOf = (
  campaign: Pick<CampaignTally, "id" | "sent" | "toCome">,
  { approval, held }: Brake,
): MailToday => {
  const { id, sent, toCome } = campaign;
  const awaiting = approval?.mails[id];
  if (awaiting !== undefined) return { sent, toCome: {}, onceReleased: awaiting };
  return isHeld(held, id)
    ? { sent, toCome: {}, onceReleased: laterToday(campaign) }
    : { sent, toCome, onceReleased: 0 };
};

/** Of all campaigns of a day. */
export const mailToday = ({ campaigns, ...brake }: Brake & Pick<ReportData, "campaigns">): MailToday => {
  const all: MailToday = { sent: 0, toCome: {}, onceReleased: 0 };
  for (const campaign of campaigns) {
    const one = mailTodayOf(campaign, brake);
    all.sent += one.sent;
    all.onceReleased += one.onceReleased;
    for (const [at, mails] of Object.entries(one.toCome)) all.toCome[at] = (all.toCome[at] ?? 0) + mails;
  }
  return all;
};

/** Those of a campaign whose hour comes later on the day. */
export const laterToday = ({ toCome }: Pick<CampaignTally, "toCome">): number =>
  Object.values(toCome).reduce((sum, mails) => sum + mails, 0);
