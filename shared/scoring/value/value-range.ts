import { YEAR_DAYS } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import type { PastOutcome, ValueRange } from "../../model/value-range.ts";
import { wasSeasonSeen } from "../past-cuts/season-seen.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { type CutOutcome, likenessOf, pastMonthsOf, YEAR_MONTHS } from "./past-outcomes.ts";

/** Days by which a cut may miss the day a year before, and be of its season. */
const SAME_SEASON_DAYS = 50;

/**
 * What is believed before any cut has told of misses: the deviation of the total's logarithm, worth so many cuts. Where the season is known it
 * is little, and misses make it what it is; where it is not, nothing but this can, since the months that were seen are other months. In
 * simulated shops of less than a year and a half of history, half of the years to come were off by more than a quarter (ADR 34).
 */
const PRIOR = { known: 0.12, unknown: 0.3, worth: 4 } as const;
/** What is believed of a year weighs more in a part of one, by this power of how small it is: a season does. */
const OF_A_PART = 1 / 3;
/** Cuts that one cut in tonight's season, with all of its history, is worth. */
const CUT_WORTH = 1.5;
/** Fewer purchases than one, and less money than one unit, have no logarithm. */
const LEAST = 1;

export type RangeInput = {
  readonly asOf: Day;
  /** Of tonight's shop. */
  readonly historyDays: number;
  readonly horizonMonths: number;
  readonly outcomes: readonly CutOutcome[];
  /** How many times what they paid a year ago customers pay now, where that is told (`spend-level.ts`). */
  readonly spendTimes?: number | undefined;
};

/**
 * What other prices than a year ago may add, as a logarithm: expected values know of them by as much as lies in what each customer bought
 * since, which may be nothing or all of it. Any part is as likely, so that the root of its mean square is the whole over the root of three.
 */
const deviationOfPrices = (times: number): number => Math.abs(Math.log(times)) / Math.sqrt(3);

/**
 * How far the shop's total may be off beside chance and parameters: the mean square of what was missed at past cuts, in logarithms of net
 * value, each weighted by how much its season and history are tonight's, with what is believed beforehand. A scaled inverse chi-squared
 * prior, so that few cuts make a wide Student's t.
 * Source: Gelman and others (2013), Bayesian Data Analysis, 2.6.
 */
export const valueRangeOf = ({ asOf, historyDays, horizonMonths, outcomes, spendTimes }: RangeInput): ValueRange => {
  const cuts = outcomes.map((one) => outcomeOf(asOf, historyDays, pastMonthsOf(horizonMonths), one));
  const seasonKnown = wasSeasonSeen(outcomes);
  const part = Math.max(1, YEAR_MONTHS / horizonMonths) ** OF_A_PART;
  const prior = part * (seasonKnown ? PRIOR.known : PRIOR.unknown);
  const worth = CUT_WORTH * cuts.reduce((sum, { weight }) => sum + weight, 0);
  const squares = CUT_WORTH * cuts.reduce((sum, cut) => sum + cut.weight * missOf(cut) ** 2, 0);
  const degrees = PRIOR.worth + worth;
  const missed = Math.sqrt((PRIOR.worth * prior ** 2 + squares) / degrees);
  // Days of the past knew nothing of prices that came after them.
  if (spendTimes === undefined) return { seasonKnown, deviation: missed, degrees, cuts };
  return { seasonKnown, deviation: Math.hypot(missed, deviationOfPrices(spendTimes)), degrees, spendTimes, cuts };
};

/** Logarithm of what came over what was foretold: above 0, more came. */
export const missOf = ({ netMinor }: Pick<PastOutcome, "netMinor">): number =>
  Math.log(Math.max(LEAST, netMinor.came) / Math.max(LEAST, netMinor.foretold));

const outcomeOf = (asOf: Day, historyDays: number, months: number, outcome: CutOutcome): PastOutcome => {
  const { daysBefore, foretold, came } = outcome;
  const into = daysBefore % YEAR_DAYS;
  const sum = (values: Iterable<number>): number => [...values].slice(0, months).reduce((all, value) => all + value, 0);
  return {
    cut: addDays(asOf, -daysBefore),
    months: Math.min(months, came.purchases.length),
    weight: likenessOf(daysBefore) * Math.sqrt(Math.min(1, outcome.historyDays / Math.max(1, historyDays))),
    sameSeason: daysBefore > YEAR_DAYS / 2 && Math.min(into, YEAR_DAYS - into) <= SAME_SEASON_DAYS,
    purchases: { foretold: sum(foretold.purchases), came: sum(came.purchases) },
    netMinor: { foretold: Math.round(sum(foretold.netMinor)), came: sum(came.netMinor) },
  };
};
