import type { Levels } from "../../model/next-order.ts";
import { windowShares } from "../../model/next-order.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import type { NextWait } from "./next-wait.ts";

/** Days until the ends and the middle of a window. */
export type WindowDays = { from: number; median: number; to: number };

/** As good as everybody: nothing is divided by 0 where hardly anybody waits for longer than the horizon. */
const NEARLY_ALL = 1 - 1e-12;

/**
 * The window of a customer of whom it is known how many of those like them who buy again do so within 90 days (`within90`): up to that day
 * and beyond it waits spread as the model's do, and each of both parts has as many as that says. So a day of the window lies within the
 * 90 days where that many come within them, and beyond where they do not: whatever the window says, it says what the repeat score says.
 * `least`: as many at least, where no more is known. Levels are those of `nextOrder.levels`.
 */
export const windowByScore = ({ shareWithin, dayOf }: NextWait, levels: Levels) => {
  const toShare = line([0, ...levels, 1], [0, ...windowShares, 1]);
  const toLevel = line([0, ...windowShares, 1], [0, ...levels, 1]);
  return (repeats: number, ageDays: number, within90: number, least: boolean): WindowDays => {
    const own = Math.min(NEARLY_ALL, toShare(shareWithin(repeats, ageDays, HORIZON_DAYS)));
    const told = Math.min(1, least ? Math.max(own, within90) : within90);
    const day = (share: number): number =>
      share <= told
        ? Math.min(HORIZON_DAYS, dayOf(repeats, ageDays, toLevel((share * own) / told)))
        : Math.max(HORIZON_DAYS + 1, dayOf(repeats, ageDays, toLevel(1 - ((1 - share) * (1 - own)) / (1 - told))));
    const [low, middle, high] = windowShares;
    return { from: day(low), median: day(middle), to: day(high) };
  };
};

/** Straight from point to point; both rise from 0 to 1. */
const line =
  (from: readonly number[], to: readonly number[]) =>
  (at: number): number => {
    let k = 1;
    while (k < from.length - 1 && at > (from[k] ?? 1)) k += 1;
    const [a, b] = [from[k - 1] ?? 0, from[k] ?? 1];
    const [c, d] = [to[k - 1] ?? 0, to[k] ?? 1];
    return c + ((d - c) * (at - a)) / (b - a);
  };
