import { askGates, type Objection } from "../campaigns/ask-gates.ts";
import { addressKeysOf, askedKeysOf } from "../mail/is-suppressed.ts";
import { offerOf } from "../model/campaign.ts";
import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { type Message, messageKeyOf } from "../model/message.ts";
import { receiverOf } from "../model/receiver-of.ts";
import type { ClaimMessage, ReadMessagesTo, ReleaseClaim } from "../ports/messages.ts";
import { nameOf } from "./message-rows.ts";
import { ownMessages } from "./own-messages.ts";
import { gateFactsOf, type Known, type Question } from "./read-fresh.ts";
import type { Claimant } from "./read-once-more.ts";
import type { Seat } from "./shares.ts";
import type { Draft } from "./write-letter.ts";

export type ClaimDeps = {
  readMessagesTo: ReadMessagesTo;
  claimMessage: ClaimMessage;
  releaseClaim: ReleaseClaim;
  /** Says that a message is about to be claimed; its person is read once more then. */
  setOut: () => Claimant;
  /** A token that nobody ever had before, for one claim. */
  newOwner: () => string;
  now: () => string;
  /** Waits a moment, longer each time, for another worker to make up its mind. */
  pause: (look: number) => Promise<void>;
};

/** A question with its part of what may leave today. */
export type Seated = Question & { seat: Seat };

/** Puts the message into the ledger before it is sent; undefined where somebody else was faster. */
export const claim = async (draft: Draft, { run, seat }: Seated, deps: ClaimDeps): Promise<Message | undefined> => {
  const posted = receiverOf(draft.candidate.channel, run) === undefined ? {} : { posted: true as const };
  const { runId, asOf } = run;
  const by = { runId, asOf, campaigns: run.campaigns.version };
  const promised = offerOf(draft.mailing.campaign, draft.candidate.step);
  const marks = {
    ...posted,
    ...(seat.warmed && { warmed: true as const }),
    ...(promised && { offer: promised.name, offerCode: promised.offer.code }),
  };
  const message = messageOf(draft, { ...by, owner: deps.newOwner(), claimedAt: deps.now(), ...marks });
  return (await deps.claimMessage(message)).outcome === "claimed" ? message : undefined;
};

const MONTHS_KEPT = 25;

const messageOf = (
  draft: Draft,
  claimed: Pick<
    Message,
    "runId" | "asOf" | "campaigns" | "owner" | "claimedAt" | "posted" | "warmed" | "offer" | "offerCode"
  >,
): Message => {
  const at = new Date(claimed.claimedAt);
  return {
    emailKey: draft.mailbox.emailKey,
    messageKey: messageKeyOf(draft.candidate),
    customerId: draft.customer.customerId,
    ...claimed,
    state: "claimed",
    locale: draft.locale,
    expiresAt: Math.floor(at.setUTCMonth(at.getUTCMonth() + MONTHS_KEPT) / 1000),
  };
};

/**
 * Asks the gates once more, of everything read afresh, right before the send: who unsubscribed, refused, bought or was
 * written to while others were is not written to, and nobody whose campaign was held. What may take time, waiting for other
 * workers, comes first. Nothing was sent yet: whatever speaks against it, the claim is given back.
 *
 * @throws ConflictError if the customer is another now, or has another address: the shard comes again and finds them
 */
export const askAgain = async (
  claimed: Claimed,
  question: Question,
  deps: ClaimDeps,
): Promise<Objection | undefined> => {
  let objection: Objection | "unknown" | undefined = "unknown";
  try {
    objection = await whatSpeaksAgainst(claimed, question, deps);
    return objection;
  } finally {
    if (objection !== undefined) await deps.releaseClaim(claimed.own);
  }
};

/** A claimed message, whom it is for as they were known before, and their place among those who are read once more. */
export type Claimed = { own: Message; draft: Draft; before: Known; claimant: Claimant };

const whatSpeaksAgainst = async ({ own, draft, before, claimant }: Claimed, question: Question, deps: ClaimDeps) => {
  const { customerId } = draft.customer;
  const keysBefore = addressKeysOf(draft.customer);
  const messages = await readOthers(own, draft.customer, before.messages, { ...deps, claimant });
  const { customer, suppressions, ...now } = await claimant.ask(customerId);
  if (customer?.customerId !== customerId) throw overtaken("joined with another, or erased");
  if (addressKeysOf(customer).some((key) => !keysBefore.includes(key))) throw overtaken("given another address");
  const asked = askGates(gateFactsOf({ ...question, ...now }, { customer, suppressions, messages, now: deps.now() }));
  if (asked.verdict !== "pass") return asked;
  if (asked.mailbox.address !== draft.mailbox.address) throw overtaken("given another address");
  return undefined;
};

const MOST_LOOKS = 10;

/**
 * Every other message to the person. Two workers may claim different messages to one person at the same moment, each
 * before it can see the other's. Each sees the other's here, at least one of them does: then the message first by name
 * gives way to any other that speaks against it, and the other waits until it has. One that does not is taken for sent.
 */
const readOthers = async (
  own: Message,
  customer: Customer,
  before: readonly Message[],
  { claimant, ...deps }: Pick<ClaimDeps, "readMessagesTo" | "pause"> & Pick<Claimed, "claimant">,
): Promise<readonly Message[]> => {
  const known = new Set(before.map(nameOf));
  const mayGiveWay = (message: Message): boolean =>
    message.state === "claimed" && !known.has(nameOf(message)) && nameOf(message) < nameOf(own);
  for (let look = 1; ; look++) {
    const all = ownMessages(customer, await deps.readMessagesTo(askedKeysOf(customer)));
    const others = all.filter((message) => nameOf(message) !== nameOf(own));
    if (look === MOST_LOOKS || !others.some(mayGiveWay)) return others;
    // Nobody else's message is to wait for that.
    claimant.leave();
    await deps.pause(look);
  }
};

const overtaken = (what: string): ConflictError =>
  new ConflictError(
    `a customer was ${what} right before a message was sent; nothing was sent, and the shard comes again`,
  );
