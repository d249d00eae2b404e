import type { PurchasesAhead } from "../models/purchases-ahead.ts";
import { WEEKS_PER_MONTH } from "./clv.ts";

/**
 * How far discounts differ among the purchases to come of a customer who is alive: mean square over squared mean, 1 where nothing is
 * discounted. Discounts are those of `discountedPurchases`.
 */
export const discountSpread = (
  ahead: Pick<PurchasesAhead, "expected">,
  ageWeeks: number,
  horizonMonths: number,
  ratePerMonth: number,
): number => {
  let before = 0;
  let sum = 0;
  let squares = 0;
  for (let month = 1; month <= horizonMonths; month++) {
    const until = ahead.expected(ageWeeks, month * WEEKS_PER_MONTH);
    const discount = (1 + ratePerMonth) ** -month;
    // Stryker disable next-line AssignmentOperator: only its square counts
    sum += (until - before) * discount;
    squares += (until - before) * discount * discount;
    before = until;
  }
  return Math.max(1, (squares * before) / (sum * sum));
};
