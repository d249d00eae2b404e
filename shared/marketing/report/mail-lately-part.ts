import { type Html, html } from "../../model/html.ts";
import { type CampaignFeedback, FEEDBACK_DAYS } from "../../model/mail-feedback.ts";
import { table } from "./figure.ts";
import { count } from "./wording.ts";

/** How often mail came back or was complained of, a campaign; nothing where none was sent. */
export const mailLatelyPart = (campaigns: readonly CampaignFeedback[]): Html | false =>
  campaigns.length > 0 &&
  html`<h3>What came back</h3>
<p>Mail of the ${FEEDBACK_DAYS} days up to this night, and what is known of it by now. The mail service looks into an account at 5 % bounced or 0.1 % complained of, and may pause it at 10 % and 0.5 %. Gmail tells it of no complaint.${campaigns.some(isCounted) && " A mail counts as clicked in once, whatever was opened in it and however often, and not where a program did it that can be told from a person."}</p>${table(
    "Bounces and complaints by campaign",
    ["Campaign", "Mails", "Bounced", "Complained of", ...(campaigns.some(isCounted) ? ["Clicked in"] : [])],
    campaigns.map((campaign) => [
      campaign.name,
      count(campaign.sent),
      of(campaign.bounced, campaign.sent),
      of(campaign.complained, campaign.sent),
      ...(campaigns.some(isCounted) ? [of(campaign.clicked ?? 0, campaign.sent)] : []),
    ]),
  )}`;

const isCounted = ({ clicked }: CampaignFeedback): boolean => clicked !== undefined;

/** Two digits: complaints are counted in hundredths of a percent. */
const of = (part: number, sent: number): string => `${count(part)} (${((100 * part) / sent).toFixed(2)}%)`;
