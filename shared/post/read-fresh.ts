import { awaitsApproval } from "../campaigns/approval.ts";
import type { CountedMessage } from "../campaigns/counted-message.ts";
import type { GateFacts, PersonFacts } from "../campaigns/gate-facts.ts";
import type { Mailing } from "../campaigns/mailing.ts";
import { askedKeysOf } from "../mail/is-suppressed.ts";
import type { Candidate } from "../model/campaign.ts";
import type { Channel } from "../model/channel.ts";
import type { Customer } from "../model/customer.ts";
import type { SendingError } from "../model/errors.ts";
import { type HeldNow, isHeld } from "../model/held.ts";
import type { Message } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import type { OutboxEntry } from "../model/outbox.ts";
import type { Instant } from "../model/time.ts";
import type { ReadMessagesTo } from "../ports/messages.ts";
import { fromEpochDay } from "../scoring/summaries/epoch-day.ts";
import { decodePurchaseDays } from "../scoring/summaries/purchase-days.ts";
import type { Recipient } from "./find-recipients.ts";
import { ownMessages } from "./own-messages.ts";
import { reachedBy } from "./reached-by.ts";
import type { Seat, Shares } from "./shares.ts";

/** One candidate of one night, and what the pass over their circle has done so far. */
export type Question = {
  candidate: Candidate;
  recipient: Pick<Recipient, "customer" | "suppressions">;
  mailing: Mailing;
  run: NightRun;
  importUnfinished: boolean;
  held: HeldNow;
  post: Post;
  pass: Pass;
  /** Its own part of what may leave today, once it has one. */
  seat?: Pick<Seat, "room">;
};

/** What the workers of a shard have met together: the mail service took nothing, so that none asks it again; and what they hand over. */
export type Post = {
  /** Why a channel's sender takes nothing, by channel. */
  brokenBy: Map<Channel, SendingError>;
  /** What other systems are to send. */
  outbox: OutboxEntry[];
  /** How many messages were posted and nobody answered, by channel: each has a receiver of its own. */
  unanswered: Map<Channel, number>;
  /** What the shard may let out today. */
  shares: Shares;
};

/** What was answered for people who share an address, in this very pass. */
export type Pass = {
  /** Messages that are listed: each is listed once, for the first candidate it belongs to. */
  listed: Set<string>;
  /** What would have been mail, had the operator not switched it off: it counts as if it were. */
  wouldBeMail: CountedMessage[];
};

/** What is known of a person at one moment. */
export type Known = {
  customer: Customer;
  suppressions: Recipient["suppressions"];
  messages: readonly Message[];
  now: Instant;
};

/** The person as the batch read them a moment ago, and every message to any address they are known by. */
export const readFresh = async (
  { recipient }: Question,
  deps: { readMessagesTo: ReadMessagesTo; now: () => Instant },
): Promise<Known> => ({
  ...recipient,
  messages: ownMessages(recipient.customer, await deps.readMessagesTo(askedKeysOf(recipient.customer))),
  now: deps.now(),
});

/** The facts that the gates look at. */
export const gateFactsOf = (question: Question, { customer, suppressions, messages, now }: Known): GateFacts => {
  const { candidate, mailing, run, importUnfinished, held, post, pass } = question;
  const { channel } = mailing.campaign;
  const locale = mailing.writerOf(candidate.step).localeFor(customer.profile.locale, run.settings.defaultLocale);
  return {
    candidate,
    campaign: mailing.campaign,
    now,
    importUnfinished,
    awaitsApproval: awaitsApproval(run, held, mailing.campaign.id),
    isHeld: isHeld(held, mailing.campaign.id),
    postBrokeOff: post.brokenBy.has(channel),
    ...personFactsOf({ channel, locale, run }, { customer, suppressions }),
    messages: [...pass.wouldBeMail, ...messages],
    room: question.seat?.room ?? post.shares.roomFor(mailing.campaign.id),
  };
};

/** What of them is about the person, and the way and language in which they are written to. */
export const personFactsOf = (
  { channel, locale, run }: Pick<GateFacts, "channel" | "locale"> & { run: NightRun },
  { customer, suppressions }: Pick<Known, "customer" | "suppressions">,
): PersonFacts => ({
  channel,
  run,
  ...reachedBy(channel, customer, suppressions, run.settings),
  email: customer.profile.email,
  country: customer.profile.country,
  ownLocale: customer.profile.locale,
  locale,
  ...purchasesOf(customer),
  birthday: customer.profile.birthday,
});

const purchasesOf = ({ days }: Customer): Pick<GateFacts, "lastDay" | "purchaseDays"> => {
  const purchaseDays = decodePurchaseDays(days).map(({ day }) => fromEpochDay(day));
  return { purchaseDays, lastDay: purchaseDays.at(-1) };
};
