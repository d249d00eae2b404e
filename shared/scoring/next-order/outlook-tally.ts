import type { CustomerRow } from "../../model/customer-row.ts";
import type { OutlookTally } from "../../model/outlook-tally.ts";
import { LIKELY_GONE, PRICE_SENSITIVITY } from "../../model/rule-limits.ts";
import { daysBetween } from "../summaries/epoch-day.ts";

export const emptyOutlook = (): OutlookTally => ({
  foretold: 0,
  withReturn: 0,
  expectedToReturn: 0,
  dueWithin: { days7: 0, days30: 0, days90: 0 },
  withRepeatScore: 0,
  expectedBuyers90d: 0,
  priceSensitivity: { less: 0, likeShop: 0, more: 0 },
});

type Outlook = Pick<
  CustomerRow,
  | "last_order_on"
  | "days_silent"
  | "p_alive"
  | "next_order_median"
  | "may_never_return"
  | "repeat_score"
  | "price_sensitivity"
>;

/** Adds one customer, with their chance of a purchase within a year where that is known. */
export const addToOutlook = (tally: OutlookTally, row: Outlook, returnsWithinYear: number | undefined): void => {
  if (row.p_alive !== null) tally.foretold += 1;
  if (returnsWithinYear !== undefined) {
    tally.withReturn += 1;
    tally.expectedToReturn += returnsWithinYear;
  }
  const gone = row.may_never_return ?? 1 - (row.p_alive ?? 0);
  if (row.next_order_median !== null && gone < LIKELY_GONE) {
    addDue(tally.dueWithin, daysBetween(row.last_order_on, row.next_order_median) - row.days_silent);
  }
  if (row.repeat_score !== null) {
    tally.withRepeatScore += 1;
    tally.expectedBuyers90d += row.repeat_score;
  }
  if (row.price_sensitivity !== null) tally.priceSensitivity[bandOf(row.price_sensitivity)] += 1;
};

/** Adds a shard's tally to what is already merged. Sums of fractions depend on the order: merge shards in theirs. */
export const mergeOutlook = (into: OutlookTally, tally: OutlookTally): void => {
  into.foretold += tally.foretold;
  into.withReturn += tally.withReturn;
  into.expectedToReturn += tally.expectedToReturn;
  into.withRepeatScore += tally.withRepeatScore;
  into.expectedBuyers90d += tally.expectedBuyers90d;
  for (const span of ["days7", "days30", "days90"] as const) into.dueWithin[span] += tally.dueWithin[span];
  for (const band of ["less", "likeShop", "more"] as const) into.priceSensitivity[band] += tally.priceSensitivity[band];
};

const addDue = (due: OutlookTally["dueWithin"], waitDays: number): void => {
  if (waitDays <= 7) due.days7 += 1;
  if (waitDays <= 30) due.days30 += 1;
  if (waitDays <= 90) due.days90 += 1;
};

const bandOf = (priceSensitivity: number): keyof OutlookTally["priceSensitivity"] => {
  if (priceSensitivity < PRICE_SENSITIVITY.less) return "less";
  return priceSensitivity < PRICE_SENSITIVITY.more ? "likeShop" : "more";
};
