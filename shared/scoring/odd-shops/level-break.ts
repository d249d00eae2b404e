import type { LevelBreak } from "../../model/odd-shop.ts";
import type { Histogram } from "../summaries/histogram.ts";

/** Days on either side of a break that are compared: eight weeks. */
const SPAN_DAYS = 56;
/** The newest and the oldest break that is looked for: of a newer one too little is known, an older one the cuts of the past know. */
const NEWEST = 28;
const OLDEST = 365;
/** 52 weeks, so that weekdays meet weekdays. */
const YEAR_DAYS = 364;
/** What is left after the break, of before and beside what a year earlier was left over the same weeks; and a day, of all days since. */
const MOST_LEFT = 0.65;
const MOST_LEFT_SINCE = 0.75;
/** Purchase days before the break by which it can be told from chance, and standard errors that it is beyond it. */
const FEWEST_BEFORE = 100;
const BEYOND_CHANCE = 5;

/**
 * The day on which a shop's sales fell to another level and stayed there, as where a brand was sold: the eight weeks from it on brought
 * clearly fewer purchase days than the eight before, the same weeks a year earlier did not fall like that, and the days since have not made up
 * for it. Of several days, the one with the deepest fall. Without a year before it there is nothing to tell a break from the
 * end of a season by, and none is found.
 */
export const levelBreak = (purchaseDays: Histogram, historyDays: number): LevelBreak | undefined => {
  const until = purchasesUntil(purchaseDays, historyDays);
  /** Purchase days from `from` days ago to `to` days ago, the first included. */
  const between = (from: number, to: number) => (until[from] ?? 0) - (until[to] ?? 0);
  let found: (LevelBreak & { readonly left: number }) | undefined;
  const oldest = Math.min(OLDEST, historyDays + 1 - SPAN_DAYS - YEAR_DAYS);
  for (let day = NEWEST; day <= oldest; day++) {
    const span = Math.min(SPAN_DAYS, day);
    const [before, after] = [between(day + span, day), between(day, day - span)];
    const beforeLastYear = between(day + YEAR_DAYS + span, day + YEAR_DAYS);
    const afterLastYear = between(day + YEAR_DAYS, day + YEAR_DAYS - span);
    if (before < FEWEST_BEFORE || beforeLastYear < FEWEST_BEFORE || afterLastYear < FEWEST_BEFORE) continue;
    const left = after / before;
    const leftLastYear = Math.min(1, afterLastYear / beforeLastYear);
    const sinceLastYear = Math.min(1, between(day + YEAR_DAYS, YEAR_DAYS) / day / (beforeLastYear / span));
    const since = between(day, 0) / day / (before / span);
    if (left > MOST_LEFT || left > MOST_LEFT * leftLastYear || since > MOST_LEFT_SINCE * sinceLastYear) continue;
    const expected = before * leftLastYear;
    const variance = expected + after + expected ** 2 * (1 / beforeLastYear + 1 / afterLastYear);
    if (expected - after < BEYOND_CHANCE * Math.sqrt(variance)) continue;
    if (found !== undefined && left >= found.left) continue;
    found = { daysAgo: day, spanDays: span, before, after, beforeLastYear, afterLastYear, left };
  }
  if (found === undefined) return undefined;
  const { left: _, ...told } = found;
  return told;
};

/** Purchase days fewer than so many days ago, at each number of days. */
const purchasesUntil = (purchaseDays: Histogram, historyDays: number): Float64Array => {
  const until = new Float64Array(historyDays + 2);
  for (const [daysAgo, count] of purchaseDays.sorted()) if (daysAgo <= historyDays) until[daysAgo + 1] = count;
  for (let day = 1; day < until.length; day++) until[day] = (until[day] ?? 0) + (until[day - 1] ?? 0);
  return until;
};
