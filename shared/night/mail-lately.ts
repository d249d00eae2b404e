import type { CampaignLibrary } from "../model/campaign-library.ts";
import type { CampaignTally } from "../model/campaign-tally.ts";
import { type CampaignFeedback, FEEDBACK_DAYS } from "../model/mail-feedback.ts";
import type { NightRun } from "../model/night.ts";
import { type DaysOfMailDeps, daysOfMail, lastDays } from "./days-of-mail.ts";

/**
 * What came of each campaign's mail in the `FEEDBACK_DAYS` days up to the as-of day, by the campaigns' names. Mail that
 * leaves after a night counts to the day after its as-of day, and an answer to the day that the mail service dates it.
 * A campaign that wrote to nobody in these days has no line.
 */
export const mailLately = async (
  { asOf }: Pick<NightRun, "asOf">,
  { campaigns }: CampaignLibrary,
  deps: DaysOfMailDeps,
): Promise<CampaignFeedback[]> => {
  const names = new Map(campaigns.map(({ campaign }) => [campaign.id, campaign.name]));
  const found = new Map<string, CampaignFeedback>();
  const of = (id: string): CampaignFeedback => {
    const feedback = found.get(id) ?? { id, name: names.get(id) ?? id, sent: 0, bounced: 0, complained: 0 };
    found.set(id, feedback);
    return feedback;
  };
  for (const { mails, feedback } of await daysOfMail(lastDays(asOf, FEEDBACK_DAYS), deps)) {
    for (const [id, sent] of Object.entries(mails)) of(id).sent += sent;
    for (const { campaignId, kind } of feedback) of(campaignId)[kind] += 1;
  }
  return [...found.values()].filter(({ sent }) => sent > 0).sort((a, b) => (a.id < b.id ? -1 : 1));
};

/** Mails that went out, by campaign, for the nights to come. */
export const mailsOf = (campaigns: readonly CampaignTally[]): Record<string, number> =>
  Object.fromEntries(
    campaigns.filter(({ channel, sent }) => channel === "email" && sent > 0).map(({ id, sent }) => [id, sent]),
  );
