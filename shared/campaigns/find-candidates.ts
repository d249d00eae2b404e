import type { Campaign, Candidate, Step } from "../model/campaign.ts";
import type { Day } from "../model/time.ts";
import { isOfCalendar } from "../model/trigger.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { findOccasions } from "./occasions/find-occasions.ts";
import type { KnownCustomer, Occasion } from "./occasions/occasion.ts";

/** What this looks at of a `NightRun`: the day mail is sent on. */
type Night = { sendDay: Day };

/**
 * Every step that is due to one customer, in the order of the campaigns and their steps: a step is due from some days after its
 * occasion until it expires. Nothing is remembered, so that what a limit holds back tonight is due again tomorrow. Who may be written
 * to, and who was, is decided later, by the gates.
 */
export const findCandidates = (
  customer: KnownCustomer,
  campaigns: readonly Campaign[],
  { sendDay }: Night,
): readonly Candidate[] =>
  campaigns.flatMap((campaign) =>
    campaign.enabled ? campaign.steps.flatMap((step) => candidatesFor(step, campaign, customer, sendDay)) : [],
  );

const candidatesFor = (step: Step, campaign: Campaign, customer: KnownCustomer, sendDay: Day): Candidate[] => {
  const to = addDays(sendDay, -step.after);
  const from = addDays(to, 1 - daysDue(campaign));
  return findOccasions(campaign, customer, { from, to }).flatMap((occasion) =>
    candidateFor(occasion, step, campaign, customer),
  );
};

/** For how many days a step stays due. A letter that comes again takes the place of the one before it, which waits no longer then. */
const daysDue = ({ trigger, expires_after }: Campaign): number =>
  trigger.on === "every" ? Math.min(expires_after, 7 * trigger.weeks) : expires_after;

const candidateFor = (occasion: Occasion, step: Step, campaign: Campaign, customer: KnownCustomer): Candidate[] => {
  const exitAfter = exitOf(occasion, step, campaign);
  const { customerId, lastDay, tier } = customer;
  if (exitAfter !== undefined && lastDay !== undefined && lastDay > exitAfter) return [];
  const { channel } = campaign;
  return [
    {
      ...{ customerId, campaignId: campaign.id, step: step.name, occurrence: occasion.name },
      dueUntil: addDays(occasion.day, step.after + daysDue(campaign) - 1),
      ...(exitAfter && { exitAfter }),
      ...(lastDay && { lastDay }),
      ...(tier && { tier }),
      ...(channel === "email" ? {} : { channel }),
    },
  ];
};

/** A day of the calendar has no purchase to go by: its first message is sent whatever was bought, and a purchase since that was due ends the rest. */
const exitOf = (occasion: Occasion, { after }: Step, { exit, trigger, steps }: Campaign): Day | undefined => {
  if (exit === "none") return undefined;
  if (!isOfCalendar(trigger)) return occasion.exitAfter;
  const first = Math.min(...steps.map((step) => step.after));
  return after === first ? undefined : addDays(occasion.day, first - 1);
};
