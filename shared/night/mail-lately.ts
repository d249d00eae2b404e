import type { CampaignLibrary } from "../model/campaign-library.ts";
import type { CampaignTally } from "../model/campaign-tally.ts";
import { inParallel } from "../model/in-parallel.ts";
import { type CampaignFeedback, FEEDBACK_DAYS } from "../model/mail-feedback.ts";
import type { NightRun } from "../model/night.ts";
import type { ReadClicks } from "../ports/messages.ts";
import { type DaysOfMailDeps, daysOfMail, lastDays } from "./days-of-mail.ts";

export type MailLatelyDeps = DaysOfMailDeps & { readClicks: ReadClicks };

/** Days whose clicks are read side by side. */
const DAYS_AT_A_TIME = 10;

/**
 * What came of each campaign's mail in the `FEEDBACK_DAYS` days up to the as-of day, by the campaigns' names. Mail that
 * leaves after a night counts to the day after its as-of day, and an answer to the day that the mail service dates it.
 * A campaign that wrote to nobody in these days has no line.
 */
export const mailLately = async (
  { asOf, settings }: Pick<NightRun, "asOf" | "settings">,
  { campaigns }: CampaignLibrary,
  deps: MailLatelyDeps,
): Promise<CampaignFeedback[]> => {
  const names = new Map(campaigns.map(({ campaign }) => [campaign.id, campaign.name]));
  const found = new Map<string, CampaignFeedback>();
  const of = (id: string): CampaignFeedback => {
    const feedback = found.get(id) ?? { id, name: names.get(id) ?? id, sent: 0, bounced: 0, complained: 0 };
    found.set(id, feedback);
    return feedback;
  };
  const days = lastDays(asOf, FEEDBACK_DAYS);
  for (const { mails, feedback } of await daysOfMail(days, deps)) {
    for (const [id, sent] of Object.entries(mails)) of(id).sent += sent;
    for (const { campaignId, kind } of feedback) of(campaignId)[kind] += 1;
  }
  if (settings.mail.clicks === "counted") {
    for (const feedback of found.values()) feedback.clicked = 0;
    for (const clicks of await inParallel(days, DAYS_AT_A_TIME, deps.readClicks))
      for (const [id, clicked] of Object.entries(clicks)) of(id).clicked = (of(id).clicked ?? 0) + clicked;
  }
  return [...found.values()].filter(({ sent }) => sent > 0).sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** Mails that went out, by campaign, for the nights to come. */
export const mailsOf = (campaigns: readonly CampaignTally[]): Record<string, number> =>
  Object.fromEntries(
    campaigns.filter(({ channel, sent }) => channel === "email" && sent > 0).map(({ id, sent }) => [id, sent]),
  );
