import type { Candidate } from "../model/campaign.ts";
import { type Message, readMessageKey } from "../model/message.ts";
import type { Day } from "../model/time.ts";
import type { Trigger } from "../model/trigger.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { namingOf } from "./occasions/naming-of.ts";

/** What the ledger is asked by, for one candidate. */
export type OccasionFacts = {
  candidate: Pick<Candidate, "campaignId" | "step" | "occurrence" | "dueUntil">;
  trigger: Trigger;
  /** Keyed hash of the address that would be mailed. */
  emailKey: string | undefined;
  /** Last purchase day that still counts; undefined where none does. */
  lastDay: Day | undefined;
};

type Written = Pick<Message, "emailKey" | "messageKey" | "asOf" | "state">;

/** Whether a message of the ledger was about a candidate's occasion already, at whichever of the person's addresses. */
export const isAlreadyWritten = (message: Written, { emailKey, ...facts }: OccasionFacts): boolean =>
  // What the mail service refused reached nobody; its no is final at this very address alone.
  message.state === "refused"
    ? isOfStep(message, facts) && occurrenceOf(message) === facts.candidate.occurrence && message.emailKey === emailKey
    : isOfOccasion(message, facts);

/**
 * Whether a message is of a candidate's step and occasion.
 *
 * A spell of silence is named by the purchase day it began with, and is written about once: also by a message about a later
 * spell, and by any message of the same step since the last purchase that still counts. A refund moves that day back, and
 * is no new spell; a purchase moves it past the message, and begins one. What happens once in a life is written about once. What returns
 * each year is named by the year, and a day that is corrected across New Year is no second one.
 */
export const isOfOccasion = (message: Written, facts: Omit<OccasionFacts, "emailKey">): boolean => {
  if (!isOfStep(message, facts)) return false;
  const { occurrence } = facts.candidate;
  switch (namingOf(facts.trigger)) {
    case "once":
      return true;
    case "by-spell":
      return occurrenceOf(message) >= occurrence || message.asOf >= (facts.lastDay ?? "");
    case "by-year":
      return occurrenceOf(message) === occurrence || isOfHalfAYearBefore(message, facts.candidate);
    case "by-name":
      return occurrenceOf(message) === occurrence;
  }
};

/** Two returns of a day lie a year apart. */
const HALF_A_YEAR_DAYS = 183;

const isOfHalfAYearBefore = ({ asOf }: Written, { dueUntil }: OccasionFacts["candidate"]): boolean =>
  dueUntil !== undefined && dayOfMail(asOf) > addDays(dueUntil, -HALF_A_YEAR_DAYS);

/** The day on which a candidate's occasion was written about, where another night did so and not the one of `asOf`; undefined otherwise. */
export const writtenEarlierOn = (
  messages: readonly Written[],
  facts: OccasionFacts,
  { asOf }: { asOf: Day },
): Day | undefined => {
  const nights = messages.filter((message) => isAlreadyWritten(message, facts)).map((message) => message.asOf);
  return nights.includes(asOf) ? undefined : nights.sort().map(dayOfMail)[0];
};

/** A night mails on the day after the one that it describes. */
export const dayOfMail = (asOf: Day): Day => addDays(asOf, 1);

const occurrenceOf = ({ messageKey }: Written): string => readMessageKey(messageKey).occurrence;

const isOfStep = ({ messageKey }: Written, { candidate }: Pick<OccasionFacts, "candidate">): boolean => {
  const { campaignId, step } = readMessageKey(messageKey);
  return campaignId === candidate.campaignId && step === candidate.step;
};
