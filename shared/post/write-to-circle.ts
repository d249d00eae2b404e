import { wouldBeMail } from "../campaigns/ask-gates.ts";
import type { Mailing } from "../campaigns/mailing.ts";
import { type Candidate, priorityOf } from "../model/campaign.ts";
import { ConflictError, SettingsError } from "../model/errors.ts";
import { type MessageOutcome, messageKeyOf } from "../model/message.ts";
import { compareTexts } from "../recording/state-rank.ts";
import type { Recipient } from "./find-recipients.ts";
import { nameOf, outcomeOf, type SendOutcome } from "./message-rows.ts";
import type { Pass, Question } from "./read-fresh.ts";
import { type WriteMessageDeps, writeMessage } from "./write-message.ts";

export type WriteToCircleDeps = WriteMessageDeps & { mailings: ReadonlyMap<string, Mailing> };

export type Answer = { index: number; outcome: MessageOutcome };

/**
 * Answers all candidates of one person, and of those who share an address with them, one after the other, so that each
 * sees what the ones before it did.
 */
export const writeToCircle = async (
  circle: readonly Recipient[],
  {
    told,
    ...night
  }: Pick<Question, "run" | "importUnfinished" | "held" | "post"> & {
    /** Messages that an earlier pass has listed. */
    told: ReadonlySet<string>;
  },
  deps: WriteToCircleDeps,
): Promise<Answer[]> => {
  const pass: Pass = { listed: new Set(told), wouldBeMail: [] };
  const answers: Answer[] = [];
  for (const recipient of circle) {
    const questions = recipient.candidates.map((entry) => ({
      ...entry,
      mailing: mailingOf(entry.candidate, deps.mailings),
    }));
    for (const { index, candidate, mailing } of questions.sort(byImportance)) {
      const outcome = await answer({ ...night, candidate, recipient, mailing, pass }, deps);
      note(outcome, { candidate, recipient, run: night.run, pass });
      answers.push({ index, outcome: outcomeOf(candidate, outcome) });
    }
  }
  return answers;
};

type Asked = { index: number; candidate: Candidate; mailing: Mailing };

/** The most important first; of equals by the campaign's name, and by the step's place, in which they stand in the file. */
const byImportance = (a: Asked, b: Asked): number =>
  priorityOf(b.mailing.campaign) - priorityOf(a.mailing.campaign) ||
  compareTexts(a.candidate.campaignId, b.candidate.campaignId) ||
  a.index - b.index;

const MOST_ATTEMPTS = 3;

const answer = async (question: Question, deps: WriteToCircleDeps): Promise<SendOutcome> => {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const outcome = await writeMessage(question, deps);
    if (outcome !== "overtaken") return outcome;
  }
  throw new ConflictError(
    `a message was claimed and given back ${MOST_ATTEMPTS} times by others; the shard comes again`,
  );
};

/** What the rest of the circle must know of an answer. */
const note = (
  outcome: SendOutcome,
  { candidate, recipient, run, pass }: Pick<Question, "candidate" | "recipient" | "run" | "pass">,
): void => {
  const messageKey = messageKeyOf(candidate);
  if (!("reason" in outcome)) pass.listed.add(nameOf({ ...outcome, messageKey }));
  else if (wouldBeMail(outcome.reason)) {
    const emailKey = recipient.customer.emailKey ?? "";
    // At the night's own hour, so that a shard that is tried again says the same of when a limit ends.
    pass.wouldBeMail.push({ emailKey, messageKey, asOf: run.asOf, claimedAt: run.at, state: "claimed" });
  }
};

const mailingOf = ({ campaignId }: Candidate, mailings: ReadonlyMap<string, Mailing>): Mailing => {
  const mailing = mailings.get(campaignId);
  if (mailing) return mailing;
  throw new SettingsError(
    `candidates name the campaign "${campaignId}", which campaigns/ does not have; add it or run the night anew`,
  );
};
