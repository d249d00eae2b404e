import { HORIZON_DAYS, YEAR_DAYS } from "../../model/rule-limits.ts";
import { conditioned } from "../../stats/gaussian-process.ts";
import type { PastFit } from "../past-cuts/past-fits.ts";
import { isYearApart, wasSeasonSeen } from "../past-cuts/season-seen.ts";

/** How far the level of a cut lies from what MBG/NBD would say, and when the cut was. */
export type LevelGap = Pick<PastFit, "daysBefore" | "gap" | "gapError" | "historyDays">;

/** What is to be added to everybody's log-odds, and its standard deviation. */
export type SeasonLevel = {
  readonly shift: number;
  readonly deviation: number;
  /** Whether the season to come was seen before, a year ago, by a shop that was no beginner then. */
  readonly seasonKnown: boolean;
  readonly cuts: number;
};

/** Least deviation where the season was never seen: a Christmas of 10 to 13 % of customers in place of 10, a shop's first autumn may be calm. */
const UNSEEN = 0.3;
/** Fewest cuts that can agree: fewer lie in one half of the year. */
const FEWEST_AGREEING = 5;
/** Gaps agree as far as their mean, squared, is more than so many times their variance. */
const AGREE = 2;

/**
 * Sizes of what moves a level, in log-odds, each tried with each: a gap that stays, a season that comes again every year, a drift. Log-odds
 * of 1 are the difference between a tenth and a quarter of the customers.
 */
const STAYS = [0.05, 0.3] as const;
const SEASON = [0.05, 0.2, 0.5, 1] as const;
const DRIFT = [0.05, 0.2] as const;
/** What no kernel explains. */
const NOISE = 0.05;
/** Gaps half a season apart share half of their days: so far reaches the likeness of days of the year. */
const SEASON_LENGTH = 0.6;
const DRIFT_DAYS = 200;
/** In so many days a season becomes another by a factor e. */
const SEASON_LASTS_DAYS = 1000;

/** How alike the seasons of two days are, from 0 to 1: 1 a year apart, under a half 45 days apart, nothing 90 days apart. */
export const seasonLikeness = (daysApart: number): number =>
  Math.exp(-2 * (Math.sin((Math.PI * daysApart) / YEAR_DAYS) / SEASON_LENGTH) ** 2);

/**
 * Forecasts the level of a day, `at` days before tonight, from the gaps of cuts whose 90 days were over by then.
 *
 * Where the season was seen a year before, and the shop had half a year behind it then, the shift is what a Gaussian process foretells
 * (seasons, drift and a lasting gap in sizes that a small grid tries, weighted by their likelihood), as far as gaps were seen to come again
 * after a year (`comesAgain`): what looks like a season in a shop's first year may be its youth. Where it was not, a gap says as much
 * of another season as of this one: the shift is their mean only as far as they agree, mean * (1 - 2 variance / mean^2), 0 where
 * they differ about as much as they are large. The deviation is the process's either way.
 * Source of the process: Rasmussen and Williams (2006), 4.2 and 5.4; of shrinking: James and Stein (1961).
 */
export const forecastLevel = (gaps: readonly LevelGap[], at: number): SeasonLevel => {
  const known = gaps.filter(({ daysBefore }) => daysBefore >= at + HORIZON_DAYS);
  const foretold = foretell(known, at);
  const seasonKnown = wasSeasonSeen(known, at);
  const shift = seasonKnown ? comesAgain(known) * foretold.mean : agreedShift(known.map(({ gap }) => gap));
  return {
    shift,
    deviation: seasonKnown
      ? Math.hypot(foretold.deviation, foretold.mean - shift)
      : Math.max(UNSEEN, foretold.deviation),
    seasonKnown,
    cuts: known.length,
  };
};

/** What is believed of the share of a gap that comes again, before any did, and with the weight of how large a gap. */
const BELIEVED = { share: 1 / 3, gap: 0.5 } as const;

/** The share of a gap that was there again a year later: regression through 0 over all gaps that have one, drawn to a third; within 0 and 1. */
const comesAgain = (gaps: readonly LevelGap[]): number => {
  let products = BELIEVED.share * BELIEVED.gap ** 2;
  let squares = BELIEVED.gap ** 2;
  for (const { daysBefore, gap } of gaps) {
    const later = gaps.find((other) => isYearApart(daysBefore - other.daysBefore));
    if (later === undefined) continue;
    products += gap * later.gap;
    squares += gap * gap;
  }
  return Math.min(1, Math.max(0, products / squares));
};

const agreedShift = (gaps: readonly number[]): number => {
  if (gaps.length < FEWEST_AGREEING) return 0;
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  return AGREE * variance < mean ** 2 ? mean * (1 - (AGREE * variance) / mean ** 2) : 0;
};

/** Mean and deviation of the mixture of processes, each weighted by how likely it makes the gaps. */
const foretell = (gaps: readonly LevelGap[], at: number): { mean: number; deviation: number } => {
  const runs = STAYS.flatMap((stays) =>
    SEASON.flatMap((season) => DRIFT.map((drift) => [stays, season, drift] as const)),
  )
    .map((sizes) => runOf(gaps, at, kernelOf(sizes)))
    .filter((run) => run !== undefined);
  const best = Math.max(...runs.map(({ logLikelihood }) => logLikelihood));
  let [weights, mean, squares] = [0, 0, 0];
  for (const run of runs) {
    const weight = Math.exp(run.logLikelihood - best);
    weights += weight;
    mean += weight * run.mean;
    squares += weight * (run.variance + run.mean ** 2);
  }
  mean /= weights;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / weights - mean ** 2)) };
};

type Kernel = (a: number, b: number) => number;

const kernelOf = ([stays, season, drift]: readonly [number, number, number]): Kernel => {
  return (a, b) => {
    const apart = Math.abs(a - b);
    return (
      stays ** 2 +
      season ** 2 * seasonLikeness(apart) * Math.exp(-apart / SEASON_LASTS_DAYS) +
      drift ** 2 * Math.exp(-apart / DRIFT_DAYS)
    );
  };
};

const runOf = (gaps: readonly LevelGap[], at: number, kernel: Kernel) => {
  const noise = (gapError: number) => NOISE ** 2 + gapError ** 2;
  const covariance = gaps.map((a, i) =>
    gaps.map((b, j) => kernel(a.daysBefore, b.daysBefore) + (i === j ? noise(a.gapError) : 0)),
  );
  const across = gaps.map(({ daysBefore }) => kernel(daysBefore, at));
  return conditioned(
    covariance,
    gaps.map(({ gap }) => gap),
    across,
    kernel(at, at) + NOISE ** 2,
  );
};
