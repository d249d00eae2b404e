import { brokenOff } from "../campaigns/ask-gates.ts";
import { isWithheld, type MessageOutcome } from "../model/message.ts";
import type { Refusal, Unsent } from "../model/refusal.ts";

/** Whether a mail is left: the mail service took nothing when its turn came. */
export const isUnsent = (row: MessageOutcome): boolean => isWithheld(row) && row.reason === brokenOff.reason;

export const nothingUnsent: Unsent = { mails: 0, refusals: [], notice: false };

/** What is left of the day's mail, and why, with these outcomes beside those before. */
export const unsentWith = (unsent: Unsent, outcomes: readonly MessageOutcome[]): Unsent => {
  const left = outcomes.filter(isUnsent);
  if (left.length === 0) return unsent;
  const refusals = left.flatMap((row) => ("refusal" in row && row.refusal ? [row.refusal] : []));
  return {
    ...unsent,
    mails: unsent.mails + left.length,
    refusals: [...new Set([...unsent.refusals, ...refusals])].sort(),
  };
};

/** The notice is the last thing that a night does, so its report cannot tell of it. */
export const withNotice = (unsent: Unsent, refusal: Refusal | undefined): Unsent =>
  refusal === undefined
    ? unsent
    : { ...unsent, notice: true, refusals: [...new Set([...unsent.refusals, refusal])].sort() };
