import { writtenEarlierOn } from "../campaigns/already-written.ts";
import { askGates, brokenOff, type GateFacts, type Objection } from "../campaigns/gates.ts";
import { withhold } from "../campaigns/withhold.ts";
import { SendingError } from "../model/errors.ts";
import { askAgain, type ClaimDeps, claim } from "./claims.ts";
import { type ComposeDeps, compose } from "./compose.ts";
import { listAgain } from "./list-again.ts";
import { messageOfNight, nameOf, type SendOutcome } from "./message-rows.ts";
import { gateFactsOf, type Question, readFresh } from "./read-fresh.ts";
import { draftOf } from "./write-letter.ts";

export type WriteMessageDeps = ClaimDeps & ComposeDeps;

/**
 * The way of a candidate to whoever sends: read fresh, ask the gates, write, claim, ask again, hand over and settle.
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
  if (written && !pass.listed.has(nameOf(written))) return listAgain(written, question, known);

  const facts = gateFactsOf(question, known);
  const asked = askGates(facts);
  if (asked.verdict !== "pass") return { ...withheldBy(asked, question), ...earlier(asked, facts) };

  const draft = draftOf(question, { ...facts, customer: known.customer, mailbox: asked.mailbox });
  const composed = await compose(draft, question, known.now, deps);
  if (typeof composed === "string") return { outcome: "stopped", reason: composed };
  if (composed instanceof SendingError) return breakOff(composed, question);
  await composed.pace();

  const own = await claim(draft, question, deps);
  if (own === undefined) return "overtaken";

  const objection = await askAgain(own, draft, question, known, deps);
  if (objection !== undefined) return withheldBy(objection, question);

  const outcome = await composed.deliver(own);
  if (outcome instanceof SendingError) return breakOff(outcome, question);
  return { outcome, locale: own.locale, emailKey: own.emailKey, runId: own.runId };
};

/** What another night wrote is not due any more, and stands in that night's files. */
const earlier = ({ reason }: Objection, { campaign: { trigger }, mailbox, ...facts }: GateFacts) => {
  if (reason !== "already-written") return {};
  const writtenOn = writtenEarlierOn(facts.messages, { ...facts, trigger, emailKey: mailbox?.emailKey }, facts.run);
  return writtenOn === undefined ? {} : { writtenOn };
};

/** Whoever sends what goes by this channel is asked no more. */
const breakOff = (error: SendingError, question: Question): SendOutcome => {
  const { channel } = question.mailing.campaign;
  const { brokenBy } = question.post;
  if (!brokenBy.has(channel)) brokenBy.set(channel, error);
  return withheldBy(brokenOff, question);
};

const withheldBy = (objection: Objection, { post, mailing, candidate, run }: Question): SendOutcome => {
  const broken = objection.reason === brokenOff.reason ? post.brokenBy.get(mailing.campaign.channel) : undefined;
  return { ...withhold(objection, candidate, run), ...(broken && { refusal: broken.refusal }) };
};
