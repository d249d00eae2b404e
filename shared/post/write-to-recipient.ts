import type { Mailing } from "../campaigns/mailing.ts";
import { emailKeysOf, isSuppressed } from "../mail/is-suppressed.ts";
import type { Candidate } from "../model/campaign.ts";
import { ConflictError, SettingsError } from "../model/errors.ts";
import { type Message, type MessageOutcome, messageKeyOf, type StopReason } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import type { ReadMessagesTo } from "../ports/messages.ts";
import type { FindRecipientsDeps, Recipient } from "./find-recipients.ts";
import { type Draft, judgeCandidate } from "./judge-candidate.ts";
import { type SendOnceDeps, type SendOutcome, sendOnce, whatStands } from "./send-once.ts";
import { writeLetter } from "./write-letter.ts";

export type WriteToRecipientDeps = SendOnceDeps &
  FindRecipientsDeps & {
    readMessagesTo: ReadMessagesTo;
    mailings: ReadonlyMap<string, Mailing>;
    linkKey: string;
    publicUrl: string;
  };

export type Answer = { index: number; outcome: MessageOutcome };

/** Answers all candidates of one person, one after the other, so that each sees what the ones before it did. */
export const writeToRecipient = async (
  { customer, suppressed, candidates }: Recipient,
  run: NightRun,
  deps: WriteToRecipientDeps,
): Promise<Answer[]> => {
  const messages = await deps.readMessagesTo(emailKeysOf(customer));
  const added: Counted[] = [];
  const answers: Answer[] = [];
  for (const { index, candidate } of candidates) {
    const at = deps.now();
    const facts = { candidate, customer, suppressed, run, now: at };
    const outcome = await answer({ ...facts, messages, added }, deps);
    if (countsAsMail(outcome)) added.push({ messageKey: messageKeyOf(candidate), claimedAt: at, state: "claimed" });
    answers.push({ index, outcome: outcomeOf(candidate, outcome) });
  }
  return answers;
};

type Counted = Pick<Message, "messageKey" | "claimedAt" | "state">;
type Question = Omit<Parameters<typeof judgeCandidate>[0], "mailing" | "messages"> & {
  messages: readonly Message[];
  /** What was written, or would have been, to this person in this very pass. */
  added: readonly Counted[];
};

const answer = async (question: Question, deps: WriteToRecipientDeps): Promise<SendOutcome> => {
  const { candidate, messages, added, run, now } = question;
  const key = messageKeyOf(candidate);
  // Customers merged since they were scored are candidates under each of their names: one mail, listed once.
  if (added.some(({ messageKey }) => messageKey === key)) return { outcome: "stopped", reason: "already-written" };
  const standing = messages.find(({ messageKey }) => messageKey === key);
  if (standing?.asOf === run.asOf) return whatStands(standing, run);

  const mailing = mailingOf(candidate, deps.mailings);
  const judged = judgeCandidate({ ...question, mailing, messages: byKey([...added, ...messages]) });
  if (judged.verdict === "stop") return { outcome: "stopped", reason: judged.reason };
  const raw = await writeLetter(judged.draft, { ...deps, settings: run.settings, date: now });
  const askAgain = () => judgeAgain(judged.draft, question, deps);
  return sendOnce({ draft: judged.draft, raw, run, at: now, askAgain }, deps);
};

/**
 * The gates once more, about what is known right before the send.
 *
 * @throws ConflictError if the customer is another now, or has another address: the shard comes again and finds them
 */
const judgeAgain = async (
  draft: Draft,
  question: Question,
  deps: WriteToRecipientDeps,
): Promise<StopReason | undefined> => {
  const { candidate, mailing } = draft;
  const { customerId } = draft.customer;
  const customer = (await deps.readCustomers([customerId])).get(customerId);
  if (!customer || customer.mergedInto !== undefined) throw overtaken("merged or erased");
  const suppressed = isSuppressed(customer, await deps.readSuppressions(emailKeysOf(customer)));
  const key = messageKeyOf(candidate);
  const others = byKey([
    ...question.added,
    ...question.messages,
    ...(await deps.readMessagesTo(emailKeysOf(customer))),
  ]).filter(({ messageKey }) => messageKey !== key);
  const judged = judgeCandidate({ ...question, customer, suppressed, mailing, messages: others, now: deps.now() });
  if (judged.verdict === "stop") return judged.reason;
  if (judged.draft.address !== draft.address) throw overtaken("given another address");
  return undefined;
};

const overtaken = (what: string): ConflictError =>
  new ConflictError(`a customer was ${what} right before a mail was sent; nothing was sent, and the shard comes again`);

/** A message written in this pass may also have been read from the table: it is one message. */
const byKey = (messages: readonly Counted[]): readonly Counted[] => [
  ...new Map(messages.map((message) => [message.messageKey, message])).values(),
];

/** What is only switched off counts against the limit too, so that a trial run lists what the real one would send. */
const onlySwitchedOff: ReadonlySet<StopReason> = new Set<StopReason>(["sending-off", "not-a-test-recipient"]);
const countsAsMail = (outcome: SendOutcome): boolean =>
  outcome.outcome === "stopped" ? onlySwitchedOff.has(outcome.reason) : outcome.outcome !== "refused";

const mailingOf = ({ campaignId }: Candidate, mailings: ReadonlyMap<string, Mailing>): Mailing => {
  const mailing = mailings.get(campaignId);
  if (mailing) return mailing;
  throw new SettingsError(
    `candidates name the campaign "${campaignId}", which campaigns/ does not have; add it or run the night anew`,
  );
};

/** The row of `messages/<shard>.json` for a candidate. */
export const outcomeOf = (
  { customerId, campaignId, step, occurrence, tier }: Candidate,
  outcome: SendOutcome,
): MessageOutcome => ({
  customerId,
  campaignId,
  step,
  occurrence,
  tier,
  ...outcome,
});
