import { whatForbids } from "../campaigns/gates.ts";
import type { Message, StopReason } from "../model/message.ts";
import { type SendOutcome, whatStands } from "./message-rows.ts";
import { gateFactsOf, type Known, type Question } from "./read-fresh.ts";
import { draftOf } from "./write-letter.ts";
import { writeText } from "./write-text.ts";

/**
 * What stands of a message that this night, or an earlier attempt at it, claimed. One that goes by a file is in the file again,
 * as long as the person may still be written to where it was claimed for.
 */
export const listAgain = (written: Message, question: Question, known: Known): SendOutcome => {
  if (question.candidate.channel === undefined || written.posted) return whatStands(written);
  const facts = gateFactsOf(question, known);
  const forbidden = whatForbids(facts);
  if (forbidden !== undefined || facts.mailbox === undefined) return stopped(forbidden ?? "no-address");
  // They are reached elsewhere by now: that is another's claim, or none.
  if (facts.mailbox.emailKey !== written.emailKey) return stopped("already-written");
  const draft = draftOf(question, {
    ...facts,
    customer: known.customer,
    mailbox: facts.mailbox,
    locale: written.locale,
  });
  const entry = writeText(draft, question.run);
  if (typeof entry === "string") return stopped(entry);
  question.post.outbox.push(entry);
  return whatStands(written);
};

const stopped = (reason: StopReason): SendOutcome => ({ outcome: "stopped", reason });
