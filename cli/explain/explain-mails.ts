import { askedKeysOf } from "../../shared/mail/is-suppressed.ts";
import { type ReachabilityRules, reachabilityOf } from "../../shared/mail/reachability.ts";
import type { Customer } from "../../shared/model/customer.ts";
import type { Reachability } from "../../shared/model/customer-row.ts";
import { isWithheld, type Message, type MessageOutcome } from "../../shared/model/message.ts";
import type { Suppressed } from "../../shared/model/suppression.ts";
import type { Day, Instant } from "../../shared/model/time.ts";
import type { ReadMessagesTo, ReadSuppressions } from "../../shared/ports/messages.ts";
import { ownMessages } from "../../shared/post/own-messages.ts";

export type MailDeps = {
  readMessagesTo: ReadMessagesTo;
  readSuppressions: ReadSuppressions;
  reachabilityRules: ReachabilityRules;
};

/** What a message is about: its place in the ledger, and the offer that it promises, by its name. */
type Occasion = { campaign: string; step: string; occasion: string; offer?: string };

/** What waits: from which day on it may pass, where that is known, and for how long it is due. */
type DueThen = Occasion & Pick<MessageOutcome, "outcome"> & { reason?: string; until?: Day; dueUntil?: Day };

/** A person's mails: none of it holds an address, nor a key of one. */
export type MailsExplained = {
  /** Whether they may be written to now, as far as a night could know. */
  reachable: Reachability;
  /** The ledger, newest first: everything that was written to any of their addresses. */
  written: readonly (Occasion & Pick<Message, "state" | "asOf" | "claimedAt" | "settledAt" | "locale">)[];
  /** What the night wanted to write to them and what became of it; undefined where its files have expired, or do not hold them. */
  thatNight: readonly DueThen[] | undefined;
  /** Why an address of theirs is never mailed again. */
  suppressions: readonly Suppression[];
};
type Suppression = { reason: string; at: Instant; campaign?: string | undefined };

/** Why these addresses are never mailed again, without the keys of them. */
export const suppressionsOf = (suppressed: ReadonlyMap<string, Suppressed>): Suppression[] =>
  [...suppressed.values()].flatMap(reasonsOf);

/**
 * What was written to a person, what a night wanted to write and what stopped it, and why they are never mailed again.
 * @param outcomes of the night's shard that held the customer; undefined where they are gone
 */
export const explainMails = async (
  customer: Customer,
  outcomes: readonly MessageOutcome[] | undefined,
  deps: MailDeps,
): Promise<MailsExplained> => {
  const emailKeys = askedKeysOf(customer);
  const [all, suppressed] = await Promise.all([deps.readMessagesTo(emailKeys), deps.readSuppressions(emailKeys)]);
  const messages = ownMessages(customer, all);
  return {
    reachable: reachabilityOf(customer, suppressed, deps.reachabilityRules),
    written: [...messages].sort((a, b) => (a.claimedAt < b.claimedAt ? 1 : -1)).map(writtenOf),
    thatNight: outcomes?.filter(({ customerId }) => customerId === customer.customerId).map(outcomeOf),
    suppressions: suppressionsOf(suppressed),
  };
};

const writtenOf = ({ messageKey, state, asOf, claimedAt, settledAt, locale, offer }: Message) => {
  const [campaign = "", step = "", ...occasion] = messageKey.split("#");
  const times = { claimedAt, ...(settledAt !== undefined && { settledAt }) };
  return { campaign, step, occasion: occasion.join("#"), ...(offer && { offer }), state, asOf, ...times, locale };
};

const outcomeOf = (outcome: MessageOutcome) => ({
  campaign: outcome.campaignId,
  step: outcome.step,
  occasion: outcome.occurrence,
  outcome: outcome.outcome,
  ...(isWithheld(outcome)
    ? {
        reason: outcome.reason,
        ...(outcome.until !== undefined && { until: outcome.until }),
        ...(outcome.dueUntil !== undefined && { dueUntil: outcome.dueUntil }),
      }
    : outcome.offer !== undefined && { offer: outcome.offer }),
});

const reasonsOf = ({ reason, at, campaign, also = [] }: Suppressed) =>
  [{ reason, at, campaign }, ...also].map((one) => ({
    reason: one.reason,
    at: one.at,
    ...(one.campaign !== undefined && { campaign: one.campaign }),
  }));
