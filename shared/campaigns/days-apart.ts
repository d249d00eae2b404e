import type { Campaign } from "../model/campaign.ts";
import { readMessageKey } from "../model/message.ts";
import type { Day } from "../model/time.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { dayOfMail, isOfOccasion, type OccasionFacts } from "./already-written.ts";
import type { CountedMessage } from "./counted-message.ts";

type Asked = Omit<OccasionFacts, "emailKey" | "trigger"> & { campaign: Campaign; messages: readonly CountedMessage[] };

/**
 * The first day on which a campaign may begin with another occasion to the same person; undefined where nothing keeps it from that.
 * An occasion that it has begun with goes on.
 */
export const mayBeginFrom = ({ campaign, messages, ...facts }: Asked): Day | undefined => {
  const { days_apart } = campaign.limits;
  if (days_apart === undefined) return undefined;
  const own = messages.filter(
    ({ messageKey, state }) => state !== "refused" && readMessageKey(messageKey).campaignId === campaign.id,
  );
  const begun = campaign.steps.some(({ name: step }) =>
    own.some((message) =>
      isOfOccasion(message, { ...facts, trigger: campaign.trigger, candidate: { ...facts.candidate, step } }),
    ),
  );
  if (begun) return undefined;
  const firsts = new Map<string, Day>();
  for (const { messageKey, asOf } of own) {
    const { occurrence } = readMessageKey(messageKey);
    const day = dayOfMail(asOf);
    const known = firsts.get(occurrence);
    if (known === undefined || day < known) firsts.set(occurrence, day);
  }
  const last = [...firsts.values()].sort().at(-1);
  return last && addDays(last, days_apart);
};
