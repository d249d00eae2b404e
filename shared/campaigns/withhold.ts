import type { Candidate } from "../model/campaign.ts";
import { askedEachHour, type StopReason, type WithheldOutcome } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import { instantAt } from "../model/shop-time.ts";
import type { Day, Instant } from "../model/time.ts";
import { addDays } from "../scoring/summaries/epoch-day.ts";
import { type Objection, wouldWait } from "./ask-gates.ts";

/** What is said of a candidate who is not written to, without saying whose it is. */
export type WithheldAs = Pick<WithheldOutcome, "outcome" | "reason" | "until" | "dueUntil">;

type Waiting = Extract<Objection, { verdict: "wait" }>;
type Due = Pick<Candidate, "dueUntil" | "sendUntil">;
type Night = Pick<NightRun, "sendDay" | "simulated" | "settings">;

/** The post goes by the hour. */
const HOUR_MS = 3_600_000;

/**
 * What becomes of a candidate whom a gate objects to. What waits for a later hour of its day waits for that; any other is due again on the
 * next day, and has expired where this is the last one.
 */
export const withhold = (objection: Objection, due: Due, night: Night, now: Instant): WithheldAs => {
  const { reason } = objection;
  if (objection.verdict === "stop") return { outcome: "stopped", reason };
  const { dueUntil } = due;
  const { sendDay } = night;
  const last = dueUntil === undefined ? {} : { dueUntil };
  const until = whenToday(objection, due, night, now);
  if (until !== undefined) return { outcome: "waiting", reason, ...until, ...last };
  if (dueUntil === undefined || dueUntil <= sendDay) return { outcome: "expired", reason, ...last };
  return { outcome: "waiting", reason, ...whenAfter(objection, night), ...last };
};

/** The first day after the send day on which it may pass, where that is known. */
const whenAfter = ({ reason, until }: Waiting, { sendDay, simulated }: Night): { until?: Day } => {
  if (until !== undefined && !isInstant(until)) return { until };
  return simulated || (until === undefined && !askedEachHour.has(reason)) ? {} : { until: addDays(sendDay, 1) };
};

/** When it is asked again today: at a moment, or in the next hour; undefined where it is not. A simulated night has no hours. */
const whenToday = (
  { reason, until }: Waiting,
  { sendUntil }: Due,
  { sendDay, simulated, settings }: Night,
  now: Instant,
): { until?: Instant } | undefined => {
  if (simulated) return undefined;
  const end = sendUntil ?? instantAt(addDays(sendDay, 1), "00:00", settings.timeZone);
  if (isInstant(until)) return until < end ? { until } : undefined;
  if (until !== undefined || !askedEachHour.has(reason)) return undefined;
  return Date.parse(now) + HOUR_MS < Date.parse(end) ? {} : undefined;
};

const isInstant = (until: Day | Instant | undefined): until is Instant => until?.includes("T") === true;

type Row = Pick<WithheldOutcome, "outcome" | "reason" | "until">;

/** When something that waits is asked again on its send day; undefined where it is not. */
export const askedAgainAt = ({ outcome, reason, until }: Row): Instant | "each hour" | undefined => {
  if (outcome !== "waiting") return undefined;
  if (isInstant(until)) return until;
  return until === undefined && askedEachHour.has(reason) ? "each hour" : undefined;
};

/** The moment of its day from which a message may go whose hour has not come; undefined of any other. */
export const goesLaterAt = ({ outcome, reason, until }: Row): Instant | undefined =>
  outcome === "waiting" && reason === "hour-to-come" && isInstant(until) ? until : undefined;

/**
 * What becomes of a message that is claimed, and that something speaks against after all: nobody takes its claim back, so
 * that no other day can write it.
 */
export const withholdClaimed = (reason: StopReason): WithheldAs => ({
  outcome: wouldWait(reason) ? "expired" : "stopped",
  reason,
});
