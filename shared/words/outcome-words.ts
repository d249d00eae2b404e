import type { RecordedOutcome } from "../model/message.ts";

/** What became of a mail that a gate let pass and that is not known to be sent, as a marketer would say it. */
export const outcomeWords: Readonly<Record<Exclude<RecordedOutcome, "sent">, string>> = {
  refused: "the mail service refused the message",
  unknown: "outcome unknown: never sent again, settled when the mail service reports",
  "in-progress": "another run had begun to send it and had not said how it ended",
};
