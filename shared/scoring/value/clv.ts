import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import type { PurchasesAhead } from "../models/purchases-ahead.ts";

/** A month is 4.345 weeks, as in the lifetimes library: 12 of them are 365 days. */
export const WEEKS_PER_MONTH = 4.345;
export const DAYS_PER_MONTH = WEEKS_PER_MONTH * DAYS_PER_WEEK;

/**
 * Discounted number of purchases in the months to come, of a customer of age `ageWeeks` who is alive: those expected in month i
 * are paid at its end, so worth 1/(1 + rate)^i. CLV is this times P(alive) times expected spend.
 * Source: the convention of lifetimes' `customer_lifetime_value`, after Fader, Hardie and Lee (2005), RFM and CLV.
 */
export const discountedPurchases = (
  ahead: Pick<PurchasesAhead, "expected">,
  ageWeeks: number,
  horizonMonths: number,
  ratePerMonth: number,
): number => {
  let before = 0;
  let discounted = 0;
  for (let month = 1; month <= horizonMonths; month++) {
    const until = ahead.expected(ageWeeks, month * WEEKS_PER_MONTH);
    discounted += (until - before) / (1 + ratePerMonth) ** month;
    before = until;
  }
  return discounted;
};
