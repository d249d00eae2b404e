import type { History } from "../../model/history.ts";
import type { Cells } from "./cells.ts";
import { Histogram } from "./histogram.ts";
import type { PurchaseDay } from "./purchase-days.ts";

/** A stretch in which hardly anybody bought anything, from which on purchases are taken to be of another shop or of no shop at all. */
const QUIET_DAYS = 365;
/** Purchase days within that stretch that still leave it quiet: so many, and so great a share of all. */
const QUIET = { most: 5, share: 0.002 } as const;
/** Purchase days that are no farther apart belong together. */
const NEAR_DAYS = 30;
/** Purchase days before it that are no history: so many or so great a share of all, and never more than the greatest share. */
const STRAY = { most: 10, share: 0.05, greatestShare: 0.25 } as const;

/** A pause in which nobody bought that sets a handful apart as well: half a year, and ten times as long as any since. */
const APART = { days: 180, timesLongest: 10 } as const;

type Found = Pick<History, "days" | "strayDays">;

/**
 * The shop's history by its purchase days, counted by how many days ago they lie. It begins with the oldest of them, unless a handful lies
 * apart, long before anything else: 1970 and 2001 are the dates of orders whose date was lost, and one of them would make every
 * shop half a century old. What lies apart is at most ten purchase days or a twentieth of all, with a year after it in which the shop sold
 * next to nothing; or at most ten, with a pause after them that is out of all proportion to the shop's own. Counts alone: the same
 * whatever the shards.
 */
export const historyOf = (purchaseDays: Histogram): Found => {
  const days = purchaseDays.sorted();
  const quiet = Math.min(QUIET.most, Math.floor(QUIET.share * purchaseDays.total));
  const most = Math.min(
    Math.max(STRAY.most, STRAY.share * purchaseDays.total),
    STRAY.greatestShare * purchaseDays.total,
  );
  let found: Found | undefined;
  let before = purchaseDays.total;
  let longestPause = 1;
  for (const [at, [daysAgo, count]] of days.entries()) {
    // Of a few purchase days close together, the oldest: next to nothing lies before the newest of them as well.
    if (found !== undefined && daysAgo > found.days + NEAR_DAYS) return found;
    before -= count;
    longestPause = Math.max(longestPause, daysAgo - (days[at - 1]?.[0] ?? daysAgo));
    const pause = (days[at + 1]?.[0] ?? daysAgo) - daysAgo;
    const isApart = before <= STRAY.most && pause >= Math.max(APART.days, APART.timesLongest * longestPause);
    const isStray = before <= most && (isApart || isQuietBefore(days, at, quiet));
    found = isStray ? { days: daysAgo, strayDays: before } : undefined;
  }
  return { days: days.at(-1)?.[0] ?? 0, strayDays: 0 };
};

/** Whether nearly nobody bought in the year before the day at `at`, and somebody still earlier. */
const isQuietBefore = (days: readonly (readonly [number, number])[], at: number, quiet: number): boolean => {
  const end = (days[at]?.[0] ?? 0) + QUIET_DAYS;
  if ((days.at(-1)?.[0] ?? 0) <= end) return false;
  let bought = 0;
  for (let i = at + 1; i < days.length && (days[i]?.[0] ?? 0) <= end; i++) {
    bought += days[i]?.[1] ?? 0;
    if (bought > quiet) return false;
  }
  return true;
};

/** A night's history, by all purchase days, and by the first and the last of each customer where these were not counted. */
export const historyOfNight = (purchaseDays: Histogram, cells: Cells): History => {
  const found = historyOf(purchaseDays.total === 0 ? firstAndLastDays(cells) : purchaseDays);
  const strayCustomers = cells.count.reduce((sum, n, i) => sum + ((cells.ageDays[i] ?? 0) > found.days ? n : 0), 0);
  return { ...found, strayCustomers };
};

/** The first and the last purchase day of each customer, which cells know. */
export const firstAndLastDays = (cells: Cells): Histogram => {
  const days = new Histogram();
  for (let i = 0; i < cells.length; i++) {
    const ageDays = cells.ageDays[i] ?? 0;
    const count = cells.count[i] ?? 0;
    days.add(ageDays, count);
    if (cells.repeats[i] !== 0) days.add(ageDays - (cells.recencyDays[i] ?? 0), count);
  }
  return days;
};

/** Counts a customer's purchase days up to `asOfDay` by how many days ago they lie; days must rise. */
export const addPurchaseDays = (
  purchaseDays: Histogram,
  days: readonly Pick<PurchaseDay, "day">[],
  asOfDay: number,
): void => {
  for (const { day } of days) {
    if (day > asOfDay) return;
    purchaseDays.add(asOfDay - day);
  }
};
