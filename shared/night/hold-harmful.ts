import { isAllHeld, withHold } from "../campaigns/brake.ts";
import { type CameBack, harmOf } from "../campaigns/harm.ts";
import { grouped } from "../model/counted.ts";
import type { HeldNow } from "../model/held.ts";
import type { FeedbackKind } from "../model/mail-feedback.ts";
import type { Day, Instant } from "../model/time.ts";
import { type ChangeHeldDeps, changeHeld } from "./change-held.ts";
import { type DaysOfMailDeps, daysOfMail, lastDays } from "./days-of-mail.ts";

export type HoldHarmfulDeps = ChangeHeldDeps & DaysOfMailDeps;

/** Long enough for a small shop's counts to mean something, short enough for a bad day to stand out. */
const DAYS = 7;

const noteWords: Readonly<Record<FeedbackKind, string>> = { bounced: "bounced", complained: "were complained of" };

/**
 * Holds all mail where too much of the last days' came back, before a night or an hour adds to it: of mail of whole days since
 * everything was released last, so that whoever looked into it and released is not held again for the same. `upTo`: the last day that
 * counts; an hour's own counts as far as it has gone.
 */
export const holdHarmful = async ({ upTo, at }: { upTo: Day; at: Instant }, deps: HoldHarmfulDeps): Promise<void> => {
  const { held } = await deps.findHeld();
  if (held === "unreadable" || isAllHeld(held)) return;
  const released = held.releasedAt?.slice(0, upTo.length) ?? "";
  const days = lastDays(upTo, DAYS).filter((day) => day > released);
  const came = await cameBack(days, deps);
  const kind = harmOf(came);
  if (kind === undefined) return;
  const note = `${grouped(came[kind])} of ${grouped(came.sent)} mails ${noteWords[kind]} from ${days.at(-1)} to ${upTo}`;
  const hold = { since: at, by: "alarm", note } as const;
  // Whoever released meanwhile has looked into just this.
  const isReleased = (before: HeldNow) => before !== "unreadable" && before.releasedAt !== held.releasedAt;
  await changeHeld((before) => (isReleased(before) ? before : withHold(before, undefined, hold)), deps);
};

const cameBack = async (days: readonly Day[], deps: DaysOfMailDeps): Promise<CameBack> => {
  const came: CameBack = { sent: 0, bounced: 0, complained: 0 };
  for (const { mails, feedback } of await daysOfMail(days, deps)) {
    for (const sent of Object.values(mails)) came.sent += sent;
    for (const { kind } of feedback) came[kind] += 1;
  }
  return came;
};
