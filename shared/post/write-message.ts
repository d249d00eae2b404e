import { writtenEarlierOn } from "../campaigns/already-written.ts";
import { askGates, brokenOff, type Objection, wouldBeMail } from "../campaigns/ask-gates.ts";
import { isDormant } from "../campaigns/dormant.ts";
import type { GateFacts } from "../campaigns/gate-facts.ts";
import { withhold } from "../campaigns/withhold.ts";
import { SendingError } from "../model/errors.ts";
import type { Instant } from "../model/time.ts";
import { askAgain, type ClaimDeps, type Claimed, claim, type Seated } from "./claims.ts";
import { type ComposeDeps, type Composed, compose } from "./compose.ts";
import { listAgain } from "./list-again.ts";
import { messageOfNight, nameOf, recordedAs, type SendOutcome } from "./message-rows.ts";
import { gateFactsOf, type Known, type Question, readFresh } from "./read-fresh.ts";
import { type Draft, draftOf } from "./write-letter.ts";

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
  const passes = asked.verdict === "pass";
  if (!passes && !wouldBeMail(asked.reason))
    return { ...withheldBy(asked, question, known.now), ...earlier(asked, facts) };
  // Nothing waits since the gates were asked: of those who ask side by side, one has the last seat.
  const { campaign } = question.mailing;
  const seat = question.post.shares.reserve({ campaign, warmed: isDormant(facts), leaves: passes });
  if (!passes) return withheldBy(asked, question, known.now);
  const draft = draftOf(question, { ...facts, customer: known.customer, mailbox: asked.mailbox });
  const outcome = await writeSeated(draft, { ...question, seat }, known, deps);
  if (!staysSeated(outcome)) seat.leave();
  return outcome;
};

/** What is sent, or would have been, has its part of what may leave today. */
const staysSeated = (outcome: SendOutcome | "overtaken"): boolean =>
  outcome !== "overtaken" && ("reason" in outcome ? wouldBeMail(outcome.reason) : outcome.outcome !== "refused");

const writeSeated = async (
  draft: Draft,
  question: Seated,
  known: Known,
  deps: WriteMessageDeps,
): Promise<SendOutcome | "overtaken"> => {
  const composed = await compose(draft, question, known.now, deps);
  if (typeof composed === "string") return { outcome: "stopped", reason: composed };
  if (composed instanceof SendingError) return breakOff(composed, question, deps.now());
  await composed.pace();

  const claimant = deps.setOut();
  try {
    return await claimAndDeliver({ draft, composed, before: known, claimant }, question, deps);
  } finally {
    claimant.leave();
  }
};

const claimAndDeliver = async (
  { composed, ...written }: Omit<Claimed, "own"> & { composed: Composed },
  question: Seated,
  deps: WriteMessageDeps,
): Promise<SendOutcome | "overtaken"> => {
  const { seat } = question;
  const own = await claim(written.draft, question, deps);
  if (own === undefined) return "overtaken";
  if (!(await seat.take(own.owner))) {
    await deps.releaseClaim(own);
    return "overtaken";
  }

  const objection = await askAgain({ own, ...written }, question, deps);
  if (objection !== undefined) {
    await seat.giveBack();
    return withheldBy(objection, question, deps.now());
  }

  const outcome = await composed.deliver(own);
  if (outcome instanceof SendingError) {
    await seat.giveBack();
    return breakOff(outcome, question, deps.now());
  }
  // It reached nobody, and nothing sends it again.
  if (outcome === "refused") await seat.giveBack();
  return recordedAs(own, outcome);
};

/** What another night wrote is not due any more, and stands in that night's files. */
const earlier = ({ reason }: Objection, { campaign: { trigger }, mailbox, ...facts }: GateFacts) => {
  if (reason !== "already-written") return {};
  const writtenOn = writtenEarlierOn(facts.messages, { ...facts, trigger, emailKey: mailbox?.emailKey }, facts.run);
  return writtenOn === undefined ? {} : { writtenOn };
};

/** Whoever sends what goes by this channel is asked no more. */
const breakOff = (error: SendingError, question: Question, now: Instant): SendOutcome => {
  const { channel } = question.mailing.campaign;
  const { brokenBy } = question.post;
  if (!brokenBy.has(channel)) brokenBy.set(channel, error);
  return withheldBy(brokenOff, question, now);
};

const withheldBy = (objection: Objection, { post, mailing, candidate, run }: Question, now: Instant): SendOutcome => {
  const broken = objection.reason === brokenOff.reason ? post.brokenBy.get(mailing.campaign.channel) : undefined;
  return { ...withhold(objection, candidate, run, now), ...(broken && { refusal: broken.refusal }) };
};
