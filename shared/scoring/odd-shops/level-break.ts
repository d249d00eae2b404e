import type { LevelBreak } from "../../model/odd-shop.ts";
import type { Histogram } from "../summaries/histogram.ts";
import { clusteringOf } from "./clustering.ts";
import {
  BEYOND_CHANCE,
  type BesideLastYear,
  besideLastYear,
  CLEARLY,
  isSoNearby,
  type PurchasesBetween,
  purchasesBetween,
  WEEK_DAYS,
  YEAR_DAYS,
} from "./purchases-between.ts";

/** Days on either side of a break that are compared: eight weeks. */
const SPAN_DAYS = 56;
/** The newest and the oldest break that is looked for: of a newer one too little is known, an older one the cuts of the past know. */
const NEWEST = 28;
const OLDEST = 365;
/** What is left after the break, of before and beside what a year earlier was left over the same weeks; and a day, of all days since. */
const MOST_LEFT = 0.65;
const MOST_LEFT_SINCE = 0.75;
/** What is left, by the same measures, of the days beside it. */
const MOST_LEFT_BESIDE = 0.8;
/** Purchase days before the break by which it can be told from chance. */
const FEWEST_BEFORE = 100;
/** Where less was left of the same weeks a year earlier, a season ends there, and a steeper one may: then for certain, or not at all. */
const NO_SEASON = 0.8;

/**
 * The day on which a shop's sales fell to another level and stayed there, as where a brand was sold: the eight weeks from it on brought
 * clearly fewer purchase days than the eight before, the same weeks a year earlier did not fall like that, and the days since have not made up
 * for it. Chance is reckoned by how purchases come together (`clusteringOf`), and the days beside it must tell of it too. Of several days, the one with
 * the deepest fall, a certain one first; `likely` where chance is not ruled out. Without a year before it there is nothing to tell a
 * break from the end of a season by, and none is found.
 */
export const levelBreak = (purchaseDays: Histogram, historyDays: number): LevelBreak | undefined => {
  const between = purchasesBetween(purchaseDays, historyDays);
  const oldest = Math.min(OLDEST, historyDays + 1 - SPAN_DAYS - YEAR_DAYS);
  const isLower = (day: number): boolean => leavesAtMost(MOST_LEFT_BESIDE, fallAt(between, day));
  let found: { readonly fall: Fall; readonly likely: boolean } | undefined;
  for (let day = NEWEST; day <= oldest; day++) {
    const fall = fallAt(between, day);
    const errors = errorsOf(between, fall);
    const likely = errors < CLEARLY;
    if (likely && (errors < BEYOND_CHANCE || fall.leftLastYear < NO_SEASON)) continue;
    // A certain one rather, or of two alike the deeper.
    if (found !== undefined && (found.likely === likely ? fall.left >= found.fall.left : likely)) continue;
    if (isSoNearby(day, NEWEST, oldest, isLower)) found = { fall, likely };
  }
  if (found === undefined) return undefined;
  const { daysAgo, span, beside } = found.fall;
  return { daysAgo, spanDays: span, ...beside, ...(found.likely && { likely: true }) };
};

/** How much was left after a day, of before; and a year earlier, of which a rise counts as none. */
type Fall = {
  readonly daysAgo: number;
  readonly span: number;
  readonly beside: BesideLastYear;
  readonly left: number;
  readonly leftLastYear: number;
};

const fallAt = (between: PurchasesBetween, daysAgo: number): Fall => {
  // Whole weeks, so that as many weekdays of each kind lie on either side.
  const span = Math.min(SPAN_DAYS, daysAgo - (daysAgo % WEEK_DAYS));
  const beside = besideLastYear(between, daysAgo, span);
  const leftLastYear = Math.min(1, beside.afterLastYear / beside.beforeLastYear);
  return { daysAgo, span, beside, left: beside.after / beside.before, leftLastYear };
};

const leavesAtMost = (most: number, { left, leftLastYear }: Fall): boolean => left <= most * leftLastYear;

/** By how many standard errors less was left than a year earlier; 0 where it is not worth a word. */
const errorsOf = (between: PurchasesBetween, fall: Fall): number => {
  const { daysAgo, span, leftLastYear } = fall;
  const { before, after, beforeLastYear, afterLastYear } = fall.beside;
  if (before < FEWEST_BEFORE || beforeLastYear < FEWEST_BEFORE || afterLastYear < FEWEST_BEFORE) return 0;
  const sinceLastYear = Math.min(1, between(daysAgo + YEAR_DAYS, YEAR_DAYS) / daysAgo / (beforeLastYear / span));
  const since = between(daysAgo, 0) / daysAgo / (before / span);
  if (!leavesAtMost(MOST_LEFT, fall) || since > MOST_LEFT_SINCE * sinceLastYear) return 0;
  const expected = before * leftLastYear;
  const variance = expected + after + expected ** 2 * (1 / beforeLastYear + 1 / afterLastYear);
  return (expected - after) / Math.sqrt(variance * clusteringOf(between, daysAgo, span));
};
