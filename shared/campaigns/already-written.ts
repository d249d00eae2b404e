import type { Campaign, Candidate } from "../model/campaign.ts";
import { type Message, readMessageKey } from "../model/message.ts";
import type { Day } from "../model/time.ts";

/** What the ledger is asked by, for one candidate. */
export type OccasionFacts = {
  candidate: Pick<Candidate, "campaignId" | "step" | "occurrence">;
  trigger: Campaign["trigger"]["on"];
  /** Keyed hash of the address that would be mailed. */
  emailKey: string | undefined;
  /** Last purchase day that still counts; undefined where none does. */
  lastDay: Day | undefined;
};

/**
 * Whether a message of the ledger was about a candidate's occasion already, at whichever of the person's addresses.
 *
 * A spell of silence is named by the purchase day it began with, and is written about once: also by a message about a later
 * spell, and by any message of the same step since the last purchase that still counts. A refund moves that day back, and
 * is no new spell; a purchase moves it past the message, and begins one.
 */
export const isAlreadyWritten = (
  message: Pick<Message, "emailKey" | "messageKey" | "asOf" | "state">,
  { candidate, trigger, emailKey, lastDay }: OccasionFacts,
): boolean => {
  const { campaignId, step, occurrence } = readMessageKey(message.messageKey);
  if (campaignId !== candidate.campaignId || step !== candidate.step) return false;
  // What the mail service refused reached nobody; its no is final at this very address alone.
  if (message.state === "refused") return occurrence === candidate.occurrence && message.emailKey === emailKey;
  if (trigger !== "tier-entered") return occurrence === candidate.occurrence;
  return occurrence >= candidate.occurrence || message.asOf >= (lastDay ?? "");
};
