import type { Closure, OddShop } from "../../model/odd-shop.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import type { Histogram } from "./histogram.ts";

/** Days without an order that are worth a word, and days with one that such a stretch would have had, had the shop gone on. */
const LEAST_DAYS = 28;
const LEAST_MISSED = 20;
/** Days on either side of it by which it is told how often the shop sells. */
const BESIDE_DAYS = 56;
/** Of a window of the past, the most that may lie in closures: what comes in the rest of it tells little of a shop that sells. */
const MOST_CLOSED = 1 / 8;
/** 52 weeks, so that weekdays meet weekdays; and the shortest pause that can be the same season's, a year before or after. */
const YEAR_DAYS = 364;
const SEASON_PAUSE_DAYS = 14;

type Pause = Closure & { readonly days: number };

/**
 * Stretches between two purchase days in which nobody bought anything though the shop sold often before and after: four weeks or more, in
 * which twenty days with orders would have been. Newest first. A pause that the shop makes at this time every year is none.
 */
export const closuresOf = (purchaseDays: Histogram, historyDays: number): Closure[] => {
  const days = purchaseDays.sorted().flatMap(([daysAgo]) => (daysAgo <= historyDays ? [daysAgo] : []));
  const pauses = days.flatMap((older, at): Pause[] => {
    const newer = days[at - 1];
    if (newer === undefined || older - newer - 1 < SEASON_PAUSE_DAYS) return [];
    return [{ fromDaysAgo: older - 1, untilDaysAgo: newer + 1, days: older - newer - 1 }];
  });
  return pauses
    .filter((pause) => isClosure(pause, days) && !isOfEveryYear(pause, pauses))
    .map(({ fromDaysAgo, untilDaysAgo }) => ({ fromDaysAgo, untilDaysAgo }));
};

const isClosure = ({ fromDaysAgo, untilDaysAgo, days }: Pause, selling: readonly number[]): boolean => {
  if (days < LEAST_DAYS) return false;
  const oldest = selling.at(-1) ?? 0;
  const before = shareSelling(selling, fromDaysAgo + 1, Math.min(oldest, fromDaysAgo + BESIDE_DAYS));
  const after = shareSelling(selling, Math.max(0, untilDaysAgo - BESIDE_DAYS), untilDaysAgo - 1);
  // A handful of days before it is no shop that sold.
  return oldest - fromDaysAgo >= LEAST_DAYS && days * Math.min(before, after) >= LEAST_MISSED;
};

/** The share of days with an order, from `newest` to `oldest` days ago. */
const shareSelling = (selling: readonly number[], newest: number, oldest: number): number =>
  selling.filter((day) => day >= newest && day <= oldest).length / Math.max(1, oldest - newest + 1);

/** Whether at least half of it was without an order a year before or after as well. */
const isOfEveryYear = (pause: Pause, all: readonly Pause[]): boolean =>
  [-YEAR_DAYS, YEAR_DAYS].some((shift) => {
    const moved = { fromDaysAgo: pause.fromDaysAgo + shift, untilDaysAgo: pause.untilDaysAgo + shift };
    const others = all.filter((other) => other.fromDaysAgo !== pause.fromDaysAgo);
    return others.reduce((sum, other) => sum + daysShared(moved, other), 0) >= pause.days / 2;
  });

const daysShared = (a: Closure, b: Closure): number =>
  Math.max(0, Math.min(a.fromDaysAgo, b.fromDaysAgo) - Math.max(a.untilDaysAgo, b.untilDaysAgo) + 1);

/** Days by which nothing can be judged: stretches in which nothing was sold, the one up to tonight first, and a day of moving. */
export type FlawedDays = { readonly closed: readonly Closure[]; readonly movedDaysAgo?: number | undefined };
export const NO_FLAWS: FlawedDays = { closed: [] };

export const flawedDays = ({ quiet, closures = [], migration }: OddShop): FlawedDays => ({
  closed: quiet === undefined ? closures : [{ fromDaysAgo: quiet.days - 1, untilDaysAgo: 0 }, ...closures],
  movedDaysAgo: migration?.daysAgo,
});

/** Of the days after a cut so many days ago, how many nothing was sold on. */
export const closedAfter = (closed: readonly Closure[], daysBefore: number, horizonDays: number): number => {
  const window = { fromDaysAgo: daysBefore - 1, untilDaysAgo: Math.max(0, daysBefore - horizonDays) };
  return closed.reduce((sum, closure) => sum + daysShared(window, closure), 0);
};

/** Closed days of the 90 up to a cut from which on customers' silence is the shop's: an eighth. */
const MOST_CLOSED_BEFORE = MOST_CLOSED * HORIZON_DAYS;

/** What is wrong with a cut: what customers did after it, or had left undone before it, tells nothing of them. */
export type Flaw = { readonly closedDays: number } | { readonly movedDaysAgo: number } | { readonly insideOf: Closure };

/**
 * Whether nothing was sold on too many of the days after a cut, orders of other days came in with the date of one of them, or the cut itself
 * lies inside a closure or soon after: everybody had been silent then, since nobody could buy, and who was to come back had hardly done so.
 */
export const flawAfter = (
  { closed, movedDaysAgo }: FlawedDays,
  daysBefore: number,
  horizonDays: number,
): Flaw | undefined => {
  const closedDays = closedAfter(closed, daysBefore, horizonDays);
  if (closedDays > MOST_CLOSED * horizonDays) return { closedDays };
  const upTo = { fromDaysAgo: daysBefore + HORIZON_DAYS - 1, untilDaysAgo: daysBefore };
  const insideOf = closed.find((closure) => daysShared(upTo, closure) > MOST_CLOSED_BEFORE);
  if (insideOf !== undefined) return { insideOf };
  const moved = movedDaysAgo !== undefined && movedDaysAgo < daysBefore && movedDaysAgo >= daysBefore - horizonDays;
  return moved ? { movedDaysAgo } : undefined;
};

/** Days after a cut until the first by which nothing can be judged; without end where there is none. */
export const soundDaysAfter = ({ closed, movedDaysAgo }: FlawedDays, daysBefore: number): number => {
  const first = closed
    .filter(({ untilDaysAgo }) => untilDaysAgo < daysBefore)
    .map(({ fromDaysAgo }) => Math.min(fromDaysAgo, daysBefore - 1));
  if (movedDaysAgo !== undefined && movedDaysAgo < daysBefore) first.push(movedDaysAgo);
  return first.length === 0 ? Number.POSITIVE_INFINITY : daysBefore - 1 - Math.max(...first);
};
