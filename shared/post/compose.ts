import type { SendingError } from "../model/errors.ts";
import type { Message, RecordedOutcome, UnwrittenReason } from "../model/message.ts";
import type { Instant } from "../model/time.ts";
import type { Question } from "./read-fresh.ts";
import { type SendAndSettleDeps, sendAndSettle } from "./send-and-settle.ts";
import { type Draft, type LetterPlace, writeLetter } from "./write-letter.ts";
import { writeText } from "./write-text.ts";

export type ComposeDeps = SendAndSettleDeps &
  LetterPlace & {
    /** Waits for the next moment at which the mail service's rate allows a send. */
    pace: () => Promise<void>;
  };

/** A message as it is written, and the way it goes. */
export type Composed = {
  /** Waits until whoever takes it may be given one more. */
  pace: () => Promise<void>;
  /** Hands a claimed message over once, and writes down what came of it; see `sendAndSettle`. */
  deliver: (own: Message) => Promise<Exclude<RecordedOutcome, "in-progress"> | SendingError>;
};

/** Writes a draft for the channel that it goes by; or says why not. Nothing leaves before `deliver`. */
export const compose = async (
  draft: Draft,
  { run, post, candidate }: Question,
  date: Instant,
  deps: ComposeDeps,
): Promise<Composed | UnwrittenReason> => {
  if (candidate.channel === undefined) {
    const raw = await writeLetter(draft, run.settings, date, deps);
    if (typeof raw === "string") return raw;
    const mail = { raw, from: run.settings.mail.sender.email, to: draft.mailbox.address };
    return { pace: deps.pace, deliver: (own) => sendAndSettle(own, mail, deps) };
  }
  const entry = writeText(draft, run);
  if (typeof entry === "string") return entry;
  return {
    pace: async () => {},
    // It stands in the day's file as soon as it is claimed.
    deliver: async (own) => {
      await deps.settleClaim(own, "sent", deps.now());
      post.outbox.push(entry);
      return "sent";
    },
  };
};
