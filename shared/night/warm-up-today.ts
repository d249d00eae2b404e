import type { CameBack } from "../campaigns/harm.ts";
import { warmUpNumber } from "../campaigns/warm-up-number.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { NightRun } from "../model/night.ts";
import { WARM_UP_DAYS, type Warmed, type WarmUp } from "../model/warm-up.ts";
import type { FindHeld } from "../ports/held.ts";
import type { ReadFeedback } from "../ports/messages.ts";
import type { FindFinishedNight } from "../ports/night.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { lastDays } from "./days-of-mail.ts";

export type WarmUpTodayDeps = { findFinishedNight: FindFinishedNight; readFeedback: ReadFeedback; findHeld: FindHeld };

/** Days that are read side by side. */
const AT_A_TIME = 7;

/**
 * How many dormant addresses the night may write to; undefined where mail is not warmed up. What came back of mail before warming up was
 * begun anew, whoever did that has looked into; who released a hold may have had anything in mind.
 */
export const warmUpToday = async (
  { asOf, settings }: Pick<NightRun, "asOf" | "settings">,
  deps: WarmUpTodayDeps,
): Promise<WarmUp | undefined> => {
  const { warmUp } = settings.mail;
  if (warmUp.mode === "off") return undefined;
  const { held } = await deps.findHeld();
  const anewOn = held === "unreadable" ? "" : (held.warmUpAnewAt?.slice(0, asOf.length) ?? "");
  const days = await inParallel(lastDays(asOf, WARM_UP_DAYS), AT_A_TIME, async (day) => ({
    day,
    warmed: (await deps.findFinishedNight(addDays(day, -1)))?.warmUp,
    feedback: (await deps.readFeedback(day)).filter(({ warmed }) => warmed),
  }));
  const before = days.find(({ warmed }) => warmed !== undefined)?.warmed;
  return warmUpNumber(
    before,
    days.filter(({ day }) => day > anewOn).reduce(addDay, { sent: 0, bounced: 0, complained: 0 }),
    warmUp,
  );
};

type DayOfWarmUp = { warmed: Warmed | undefined; feedback: readonly { kind: "bounced" | "complained" }[] };

const addDay = (came: CameBack, { warmed, feedback }: DayOfWarmUp): CameBack => ({
  sent: came.sent + (warmed?.mails ?? 0),
  bounced: came.bounced + feedback.filter(({ kind }) => kind === "bounced").length,
  complained: came.complained + feedback.filter(({ kind }) => kind === "complained").length,
});
