import type { PurchaseDay } from "./purchase-days.ts";
import { type SameSeason, sameSeasonOf } from "./same-season.ts";

/**
 * What a night knows of one customer, as of a day (BTYD convention: one purchase per day, the first one not a repeat).
 * All days are days since 1970-01-01; all spans are whole days; money is integer minor units.
 */
export type PurchaseSummary = SameSeason & {
  readonly firstDay: number;
  readonly lastDay: number;
  /** x: purchase days after the first. */
  readonly repeats: number;
  /** t_x: days from first to last purchase day. */
  readonly recencyDays: number;
  /** T: days from first purchase day to the as-of day. */
  readonly ageDays: number;
  /** Net value of the repeat purchase days; m is this over `repeats`. */
  readonly repeatNetMinor: number;
  /** Of the repeat purchase day that brought most; 0 where none brought anything. */
  readonly greatestRepeatMinor: number;
  /** All counted orders, and their net value. */
  readonly orders: number;
  readonly netMinor: number;
  /** F and M: counted orders and net value in the RFM window; F is 0 for who has no order in it. R is `daysSilent`. */
  readonly windowOrders: number;
  readonly windowNetMinor: number;
  /** R: days from the last purchase day to the as-of day. */
  readonly daysSilent: number;
};

/**
 * Summary of a customer's purchase days as of `asOfDay` (inclusive), or undefined where nothing was bought until then.
 * Later days are left out, so that any past cut-off can be asked for. The RFM window is the last `windowDays` days,
 * the as-of day among them. Days must rise, as `decodePurchaseDays` gives them.
 */
export const summarisePurchases = (
  days: readonly PurchaseDay[],
  asOfDay: number,
  windowDays: number,
): PurchaseSummary | undefined => {
  const [first] = days;
  if (first === undefined || first.day > asOfDay) return undefined;
  let lastDay = first.day;
  let purchaseDays = 0;
  let orders = 0;
  let netMinor = 0;
  let greatestRepeatMinor = 0;
  let windowOrders = 0;
  let windowNetMinor = 0;
  for (const purchase of days) {
    if (purchase.day > asOfDay) break;
    lastDay = purchase.day;
    if (purchaseDays > 0) greatestRepeatMinor = Math.max(greatestRepeatMinor, purchase.netMinor);
    purchaseDays += 1;
    orders += purchase.orders;
    netMinor = exactSum(netMinor, purchase.netMinor);
    if (purchase.day > asOfDay - windowDays) {
      windowOrders += purchase.orders;
      windowNetMinor = exactSum(windowNetMinor, purchase.netMinor);
    }
  }
  return {
    firstDay: first.day,
    lastDay,
    repeats: purchaseDays - 1,
    recencyDays: lastDay - first.day,
    ageDays: asOfDay - first.day,
    repeatNetMinor: netMinor - first.netMinor,
    greatestRepeatMinor,
    orders,
    netMinor,
    windowOrders,
    windowNetMinor,
    daysSilent: asOfDay - lastDay,
    ...sameSeasonOf(days, asOfDay),
  };
};

/** No customer is worth more than a number can say exactly: ninety orders of the largest amount. */
const exactSum = (a: number, b: number): number => Math.min(Number.MAX_SAFE_INTEGER, a + b);
