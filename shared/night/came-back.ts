import type { CameBack } from "../campaigns/harm.ts";
import type { Day } from "../model/time.ts";
import { type DaysOfMailDeps, daysOfMail } from "./days-of-mail.ts";

/** How many mails left on some days, and how many came back on them. */
export const cameBackOn = async (days: readonly Day[], deps: DaysOfMailDeps): Promise<CameBack> => {
  const came: CameBack = { sent: 0, bounced: 0, complained: 0 };
  for (const { mails, feedback } of await daysOfMail(days, deps)) {
    for (const sent of Object.values(mails)) came.sent += sent;
    for (const { kind } of feedback) came[kind] += 1;
  }
  return came;
};
