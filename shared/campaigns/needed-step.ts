import { type Campaign, type Step, stepNamed } from "../model/campaign.ts";
import type { Day } from "../model/time.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { dayOfMail, isAlreadyWritten, isOfOccasion, type OccasionFacts } from "./already-written.ts";
import type { CountedMessage } from "./counted-message.ts";

type Asked = Omit<OccasionFacts, "emailKey" | "trigger" | "candidate"> & {
  candidate: OccasionFacts["candidate"] & { dueUntil?: Day | undefined };
  campaign: Campaign;
  messages: readonly CountedMessage[];
};

/**
 * The first day on which a step may follow the one that it needs: as long after it was written as the two lie apart in the campaign.
 * Undefined where nothing is needed, or that was not written for this occasion; what was refused or bounced was not.
 */
export const mayFollowFrom = (asked: Asked): { needs: boolean; from?: Day } => {
  const step = stepNamed(asked.campaign, asked.candidate.step);
  if (step.needs === undefined) return { needs: false };
  const needed = stepNamed(asked.campaign, step.needs);
  const written = dayWritten(needed, asked);
  return written === undefined ? { needs: true } : { needs: true, from: addDays(written, step.after - needed.after) };
};

/**
 * Whether the step that is needed was not written for this occasion, and cannot be any more: it is not due after `sendDay`, bounced, was
 * refused at this very address, or lacks in its turn what it needs. Other gates can change their mind while it is due.
 */
export const hasNothingToFollow = (
  asked: Asked & Pick<OccasionFacts, "emailKey">,
  { sendDay }: { sendDay: Day },
): boolean => {
  const step = stepNamed(asked.campaign, asked.candidate.step);
  const dueUntil = asked.candidate.dueUntil ?? sendDay;
  for (let later = step; later.needs !== undefined; ) {
    const needed = stepNamed(asked.campaign, later.needs);
    if (dayWritten(needed, asked) !== undefined) return false;
    if (addDays(dueUntil, needed.after - step.after) < sendDay) return true;
    const about = aboutStep(needed, asked);
    if (asked.messages.some((message) => isAlreadyWritten(message, about))) return true;
    later = needed;
  }
  return false;
};

const dayWritten = (step: Step, asked: Asked): Day | undefined => {
  const about = aboutStep(step, asked);
  return asked.messages
    .filter(({ state }) => state !== "refused" && state !== "bounced")
    .filter((message) => isOfOccasion(message, about))
    .map(({ asOf }) => dayOfMail(asOf))
    .sort()[0];
};

const aboutStep = <Facts extends Asked>({ name }: Step, { campaign, candidate, ...facts }: Facts) => ({
  ...facts,
  trigger: campaign.trigger,
  candidate: { ...candidate, step: name },
});
