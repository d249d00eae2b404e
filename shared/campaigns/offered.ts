import { type Campaign, type Candidate, offerOf } from "../model/campaign.ts";
import { readMessageKey } from "../model/message.ts";
import type { Day } from "../model/time.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { dayOfMail } from "./already-written.ts";
import type { CountedMessage } from "./counted-message.ts";

type Asked = { candidate: Pick<Candidate, "step">; campaign: Pick<Campaign, "id" | "steps" | "offers"> };

/** Whether what the message promises holds no more on a day. */
export const isOfferOver = ({ candidate: { step }, campaign }: Asked, day: Day): boolean => {
  const { ends_on } = offerOf(campaign, step)?.offer ?? {};
  return ends_on !== undefined && day > ends_on;
};

/** An offer of another name with the same code is the same to whoever has it. */
const isSame = ({ offer, offerCode }: CountedMessage, promised: ReturnType<typeof offerOf>): boolean =>
  promised !== undefined && (offer === promised.name || offerCode === promised.offer.code);

/**
 * The first day on which the person may be sent the same offer again; undefined where nothing keeps them from it. A story that has
 * promised it may remind of it: its own messages do not count.
 */
export const mayOfferFrom = ({
  candidate,
  campaign,
  messages,
}: Asked & {
  candidate: Pick<Candidate, "step" | "occurrence">;
  messages: readonly CountedMessage[];
}): Day | undefined => {
  const promised = offerOf(campaign, candidate.step);
  const { days_apart } = promised?.offer ?? {};
  if (days_apart === undefined) return undefined;
  const last = messages
    .filter((message) => message.state !== "refused" && message.state !== "bounced" && isSame(message, promised))
    .filter(({ messageKey }) => {
      const { campaignId, occurrence } = readMessageKey(messageKey);
      return campaignId !== campaign.id || occurrence !== candidate.occurrence;
    })
    .map(({ asOf }) => dayOfMail(asOf))
    .sort()
    .at(-1);
  return last && addDays(last, days_apart);
};
