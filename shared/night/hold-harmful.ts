import { isAllHeld, withHold } from "../campaigns/brake.ts";
import { type CameBack, harmOf } from "../campaigns/harm.ts";
import { grouped } from "../model/counted.ts";
import type { HeldNow } from "../model/held.ts";
import type { FeedbackKind } from "../model/mail-feedback.ts";
import type { Day, Instant } from "../model/time.ts";
import { cameBackOn } from "./came-back.ts";
import { type ChangeHeldDeps, changeHeld } from "./change-held.ts";
import { type DaysOfMailDeps, lastDays } from "./days-of-mail.ts";

export type HoldHarmfulDeps = ChangeHeldDeps & DaysOfMailDeps;

/** Long enough for a small shop's counts to mean something, short enough for a bad day to stand out. */
const DAYS = 7;

const noteWords: Readonly<Record<FeedbackKind, string>> = { bounced: "bounced", complained: "were complained of" };

/**
 * Holds all mail where too much of the last days' came back, before a night or an hour adds to it: of mail since
 * everything was released last, so that whoever looked into it and released is not held again for the same. Of the day of the release
 * that counts which is known to have come after it. `upTo`: the last day that counts; an hour's own counts as far as it has gone.
 */
export const holdHarmful = async ({ upTo, at }: { upTo: Day; at: Instant }, deps: HoldHarmfulDeps): Promise<void> => {
  const { held } = await deps.findHeld();
  if (held === "unreadable" || isAllHeld(held)) return;
  const released = held.releasedAt?.slice(0, upTo.length) ?? "";
  const { lookedInto } = held;
  const days = lastDays(upTo, DAYS).filter((day) => day > released || (day === released && lookedInto !== undefined));
  const all = await cameBackOn(days, deps);
  const came = lookedInto !== undefined && days.includes(released) ? since(all, lookedInto) : all;
  const kind = harmOf(came);
  if (kind === undefined) return;
  const note = `${grouped(came[kind])} of ${grouped(came.sent)} mails ${noteWords[kind]} from ${days.at(-1)} to ${upTo}`;
  const hold = { since: at, by: "alarm", note } as const;
  // Whoever released meanwhile has looked into just this.
  const isReleased = (before: HeldNow) => before !== "unreadable" && before.releasedAt !== held.releasedAt;
  await changeHeld((before) => (isReleased(before) ? before : withHold(before, undefined, hold)), deps);
};

/** What came back of a day since somebody looked into it. */
const since = (all: CameBack, before: CameBack): CameBack => ({
  sent: Math.max(0, all.sent - before.sent),
  bounced: Math.max(0, all.bounced - before.bounced),
  complained: Math.max(0, all.complained - before.complained),
});
