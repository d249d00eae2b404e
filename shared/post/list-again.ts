import { askGates, whatForbids } from "../campaigns/ask-gates.ts";
import type { GateFacts } from "../campaigns/gate-facts.ts";
import { isOfferOver } from "../campaigns/offered.ts";
import { withholdClaimed } from "../campaigns/withhold.ts";
import { offerOf } from "../model/campaign.ts";
import type { Message, StopReason } from "../model/message.ts";
import { nameOf, type SendOutcome, whatStands } from "./message-rows.ts";
import { gateFactsOf, type Known, type Question } from "./read-fresh.ts";
import { draftOf } from "./write-letter.ts";
import { writeText } from "./write-text.ts";

/**
 * What stands of a message that this night, or an earlier attempt at it, claimed. One that goes by a file is in the file again,
 * as long as the person may still be written to where it was claimed for.
 */
export const listAgain = (written: Message, question: Question, known: Known): SendOutcome => {
  if (question.candidate.channel === undefined || written.posted) return whatStands(written);
  const others = known.messages.filter((message) => nameOf(message) !== nameOf(written));
  const facts = gateFactsOf({ ...question, seat: seated }, { ...known, messages: others });
  const reason = whatStops(written, facts);
  if (reason !== undefined || facts.mailbox === undefined) return withholdClaimed(reason ?? "no-address");
  // They are reached elsewhere by now: that is another's claim, or none.
  if (facts.mailbox.emailKey !== written.emailKey) return withholdClaimed("already-written");
  if (!stillPromises(written, question)) return withholdClaimed("offer-over");
  const draft = draftOf(question, {
    ...facts,
    customer: known.customer,
    mailbox: facts.mailbox,
    locale: written.locale,
  });
  const entry = writeText(draft, question.run);
  if (typeof entry === "string") return withholdClaimed(entry);
  question.post.outbox.push(entry);
  return whatStands(written);
};

/** Whether what was promised to them is still what the step promises: the text is written anew, and what the ledger has of it is not. */
const stillPromises = ({ offer }: Message, { candidate, mailing: { campaign }, run: { sendDay } }: Question): boolean =>
  offerOf(campaign, candidate.step)?.name === offer && !isOfferOver({ candidate, campaign }, sendDay);

/** It has its part of what may leave today. */
const seated = { room: { warmUp: 1, budget: 1, quota: 1 } };

/**
 * What was handed over has passed every gate. Of a claim nobody knows whether its worker still asks, or died before or after it did: it may have
 * been about to give way. All is asked of it once more. It is not given back: its worker may live, and hand it over.
 */
const whatStops = (written: Message, facts: GateFacts): StopReason | undefined => {
  if (written.state !== "claimed") return whatForbids(facts);
  const asked = askGates(facts);
  return asked.verdict === "pass" ? undefined : asked.reason;
};
