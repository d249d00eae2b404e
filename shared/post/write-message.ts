import { askGates } from "../campaigns/gates.ts";
import { SendingError } from "../model/errors.ts";
import type { StopReason } from "../model/message.ts";
import { askAgain, type ClaimDeps, claim } from "./claims.ts";
import { messageOfNight, nameOf, type SendOutcome, whatStands } from "./message-rows.ts";
import { gateFactsOf, type Question, readFresh } from "./read-fresh.ts";
import { type SendAndSettleDeps, sendAndSettle } from "./send-and-settle.ts";
import { draftOf, type LetterPlace, writeLetter } from "./write-letter.ts";

export type WriteMessageDeps = ClaimDeps &
  SendAndSettleDeps &
  LetterPlace & {
    /** Waits for the next moment at which the mail service's rate allows a send. */
    pace: () => Promise<void>;
  };

/**
 * The way of a candidate to the mail service: read fresh, ask the gates, write, claim, ask again, send and settle.
 *
 * Whatever happens after the claim, nobody sends this message again: who comes later finds it in the ledger and lists what
 * is recorded there.
 *
 * @returns "overtaken" where somebody else claimed the message in between: ask anew, the ledger knows more now
 */
export const writeMessage = async (question: Question, deps: WriteMessageDeps): Promise<SendOutcome | "overtaken"> => {
  const { candidate, run, pass } = question;
  const known = await readFresh(question, deps);
  const written = messageOfNight(candidate, known.customer, run.asOf, known.messages);
  if (written && !pass.listed.has(nameOf(written))) return whatStands(written);

  const facts = gateFactsOf(question, known);
  const asked = askGates(facts);
  if (asked.verdict === "stop") return stoppedBy(asked.reason, question);

  const draft = draftOf(question, { ...facts, customer: known.customer, mailbox: asked.mailbox });
  const raw = await writeLetter(draft, run.settings, known.now, deps);
  if (typeof raw === "string") return stoppedBy(raw, question);
  await deps.pace();

  const own = await claim(draft, question, deps);
  if (own === undefined) return "overtaken";

  const reason = await askAgain(own, draft, question, known, deps);
  if (reason !== undefined) return stoppedBy(reason, question);

  const mail = { raw, from: run.settings.mail.sender.email, to: draft.mailbox.address };
  const outcome = await sendAndSettle(own, mail, deps);
  if (outcome instanceof SendingError) {
    question.post.brokenBy ??= outcome;
    return stoppedBy("post-broke-off", question);
  }
  return { outcome, locale: own.locale, emailKey: own.emailKey, runId: own.runId };
};

const stoppedBy = (reason: StopReason, { post }: Pick<Question, "post">): SendOutcome => ({
  outcome: "stopped",
  reason,
  ...(reason === "post-broke-off" && post.brokenBy && { refusal: post.brokenBy.refusal }),
});
