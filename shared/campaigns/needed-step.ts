import { type Campaign, stepNamed } from "../model/campaign.ts";
import type { Day } from "../model/time.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { isOfOccasion, type OccasionFacts } from "./already-written.ts";
import type { CountedMessage } from "./counted-message.ts";

type Asked = Omit<OccasionFacts, "emailKey" | "trigger"> & { campaign: Campaign; messages: readonly CountedMessage[] };

/**
 * The first day on which a step may follow the one that it needs: as long after it was written as the two lie apart in the campaign.
 * Undefined where nothing is needed, or that was not written for this occasion; what was refused or bounced was not.
 */
export const mayFollowFrom = ({ campaign, messages, ...facts }: Asked): { needs: boolean; from?: Day } => {
  const step = stepNamed(campaign, facts.candidate.step);
  if (step.needs === undefined) return { needs: false };
  const needed = stepNamed(campaign, step.needs);
  const asked = { ...facts, trigger: campaign.trigger, candidate: { ...facts.candidate, step: needed.name } };
  const [written] = messages
    .filter((message) => message.state !== "refused" && message.state !== "bounced" && isOfOccasion(message, asked))
    .map(({ asOf }) => dayOfMail(asOf))
    .sort();
  return written === undefined ? { needs: true } : { needs: true, from: addDays(written, step.after - needed.after) };
};

/** A night mails on the day after the one that it describes. */
export const dayOfMail = (asOf: Day): Day => addDays(asOf, 1);
