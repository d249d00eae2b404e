import { inParallel } from "../model/in-parallel.ts";
import type { MailFeedback } from "../model/mail-feedback.ts";
import type { FinishedNight } from "../model/night.ts";
import type { Day } from "../model/time.ts";
import type { ReadFeedback } from "../ports/messages.ts";
import type { ReadMailsSent } from "../ports/night.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";

export type DaysOfMailDeps = { readMailsSent: ReadMailsSent; readFeedback: ReadFeedback };

/** Mails that left on a day, by campaign, and what came back on it. */
type DayOfMail = { mails: FinishedNight["mails"]; feedback: readonly MailFeedback[] };

/** Days that are read side by side. */
const AT_A_TIME = 10;

/** The last days of mail, the as-of day first: mail leaves on the day after its night's as-of day, and an answer counts to the day that the mail service dates it. */
export const lastDays = (asOf: Day, count: number): Day[] =>
  Array.from({ length: count }, (_, back) => addDays(asOf, -back));

export const daysOfMail = (days: readonly Day[], deps: DaysOfMailDeps): Promise<DayOfMail[]> =>
  inParallel(days, AT_A_TIME, async (day) => ({
    mails: await deps.readMailsSent(addDays(day, -1)),
    feedback: await deps.readFeedback(day),
  }));
