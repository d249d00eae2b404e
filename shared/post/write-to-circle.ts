import { wouldBeMail } from "../campaigns/gates.ts";
import type { Mailing } from "../campaigns/mailing.ts";
import type { Candidate } from "../model/campaign.ts";
import { ConflictError, SettingsError } from "../model/errors.ts";
import { type MessageOutcome, messageKeyOf } from "../model/message.ts";
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
  night: Pick<Question, "run" | "importUnfinished" | "held" | "post">,
  deps: WriteToCircleDeps,
): Promise<Answer[]> => {
  const pass: Pass = { listed: new Set(), wouldBeMail: [] };
  const answers: Answer[] = [];
  for (const recipient of circle) {
    for (const { index, candidate } of recipient.candidates) {
      const mailing = mailingOf(candidate, deps.mailings);
      const outcome = await answer({ ...night, candidate, recipient, mailing, pass }, deps);
      note(outcome, { candidate, recipient, run: night.run, pass });
      answers.push({ index, outcome: outcomeOf(candidate, outcome) });
    }
  }
  return answers;
};

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
