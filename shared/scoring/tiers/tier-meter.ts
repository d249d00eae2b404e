import type { BetaGeometricParams, TierRule } from "../../model/model-file.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import type { Floors } from "../../model/tier-proof.ts";
import { pActiveIfAlive, pAlive } from "../models/beta-geometric.ts";
import { expectedIntervalDays, type Rhythm } from "../models/expected-interval.ts";
import { mbgnbd } from "../models/mbgnbd.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";

/** What tier rules need of a night's purchase models: the rhythm of the one in force, and MBG/NBD, whose chance was tried on the past. */
export type TierModels = {
  readonly rhythm: Rhythm | undefined;
  readonly mbgnbd: BetaGeometricParams | undefined;
};

/**
 * What a rule's cuts are compared with, of a customer so many days silent. It rises with silence. `chance`: P(active within 90 days) by
 * MBG/NBD, where it is known already; it is reckoned where it is not.
 */
type MeasureSilence = (repeats: number, recencyDays: number, daysSilent: number, chance?: number) => number;

/** A rule, and how it measures; `raw` as if there were no floors, and `pastFloors` whether none holds. */
export type TierMeter = {
  readonly rule: TierRule;
  readonly measure: MeasureSilence;
  readonly raw: MeasureSilence;
  readonly pastFloors: (repeats: number, recencyDays: number, daysSilent: number) => boolean;
};

/** Odds against a purchase that is next to impossible: no more are told apart. */
const MOST_ODDS = 1e9;

/** Odds against something of this chance: how many times as likely not as so. */
export const oddsAgainst = (chance: number): number => Math.min(MOST_ODDS, (1 - chance) / chance);

/**
 * How far a customer has come to where the floors no longer hold: from 1 on they do not. The odds are of a purchase within 90 days, the
 * interval is the customer's own; NaN where no model tells them, and days alone count.
 */
export const beyondFloors = (
  { leastDays, awakeChance, leastIntervals }: Floors,
  daysSilent: number,
  odds: number,
  intervalDays: number,
): number => {
  const least = Math.max(leastDays, Number.isNaN(intervalDays) ? 0 : leastIntervals * intervalDays);
  const byDays = least === 0 ? Number.POSITIVE_INFINITY : daysSilent / least;
  return Number.isNaN(odds) ? byDays : Math.min(byDays, odds / oddsAgainst(awakeChance));
};

/** A customer's own interval in days (`expectedIntervalDays`); NaN without a model. */
export const ownInterval = ({ rhythm }: TierModels, repeats: number, recencyDays: number): number =>
  rhythm === undefined ? Number.NaN : expectedIntervalDays(rhythm, repeats, recencyDays);

/**
 * Makes the measure of a rule. `rhythm`: silence over the expected interval. `chance`: odds against buying. `fixed-days`, and a rule
 * whose model is missing: days of silence. Where a floor holds, the measure has come as far to the first cut as the customer has to the
 * floor's end, at most: so nobody under a floor is drowsy, and hysteresis holds at floors as it does at cuts.
 */
export const tierMeter = (rule: TierRule, models: TierModels): TierMeter => {
  const byOdds = rawMeasure(rule, models);
  const goesByOdds = rule.rule === "chance";
  const { floors, cuts } = rule;
  const raw: MeasureSilence = (repeats, recencyDays, daysSilent, chance) => {
    const odds = goesByOdds ? oddsOf(models, repeats, recencyDays, daysSilent, chance) : Number.NaN;
    return byOdds(repeats, recencyDays, daysSilent, odds);
  };
  if (floors === undefined) return { rule, raw, measure: raw, pastFloors: () => true };
  return {
    rule,
    raw,
    measure: (repeats, recencyDays, daysSilent, chance) => {
      const odds = oddsOf(models, repeats, recencyDays, daysSilent, chance);
      const value = byOdds(repeats, recencyDays, daysSilent, odds);
      const beyond = beyondFloors(floors, daysSilent, odds, ownInterval(models, repeats, recencyDays));
      return beyond < 1 ? Math.min(value, cuts[0] * beyond) : value;
    },
    pastFloors: (repeats, recencyDays, daysSilent) => {
      const odds = oddsOf(models, repeats, recencyDays, daysSilent, undefined);
      return beyondFloors(floors, daysSilent, odds, ownInterval(models, repeats, recencyDays)) >= 1;
    },
  };
};

/** The measure without floors. */
export const rawMeasure = (
  { rule }: Pick<TierRule, "rule">,
  { rhythm, mbgnbd: params }: TierModels,
): ((repeats: number, recencyDays: number, daysSilent: number, odds: number) => number) => {
  if (rule === "rhythm" && rhythm !== undefined) {
    return (repeats, recencyDays, daysSilent) => daysSilent / expectedIntervalDays(rhythm, repeats, recencyDays);
  }
  if (rule === "chance" && params !== undefined) return (_repeats, _recencyDays, _daysSilent, odds) => odds;
  return (_repeats, _recencyDays, daysSilent) => daysSilent;
};

const oddsOf = (
  { mbgnbd: params }: TierModels,
  repeats: number,
  recencyDays: number,
  daysSilent: number,
  chance: number | undefined,
): number => {
  if (params === undefined) return Number.NaN;
  return oddsAgainst(chance ?? chanceOf(params, repeats, recencyDays, daysSilent));
};

/** P(active within 90 days) by MBG/NBD of a customer so many days silent. It falls with silence. */
export const chanceOf = (
  params: BetaGeometricParams,
  repeats: number,
  recencyDays: number,
  daysSilent: number,
): number => {
  const recencyWeeks = recencyDays / DAYS_PER_WEEK;
  const ageWeeks = (recencyDays + daysSilent) / DAYS_PER_WEEK;
  const active = pActiveIfAlive(params, repeats, ageWeeks, HORIZON_DAYS / DAYS_PER_WEEK);
  return active * pAlive(mbgnbd, params, repeats, recencyWeeks, ageWeeks);
};

/**
 * The first day of silence on which the measure has reached a cut of the rule, at most `daysSilent`, by which it has; undefined where it has
 * not. That is the first day on which it has without floors, or later the first on which no floor holds. Both by halving, so that it is
 * that day for every rule and floor, whatever rounding does.
 */
export const firstDayAt = (
  { measure, raw, pastFloors }: TierMeter,
  repeats: number,
  recencyDays: number,
  daysSilent: number,
  cut: number,
): number | undefined => {
  if (measure(repeats, recencyDays, daysSilent) < cut) return undefined;
  const reached = firstDay(-1, daysSilent, (day) => raw(repeats, recencyDays, day) >= cut);
  if (pastFloors(repeats, recencyDays, reached)) return reached;
  return firstDay(reached, daysSilent, (day) => pastFloors(repeats, recencyDays, day));
};

/** The first day after `before`, and at most `last`, on which something holds that then lasts, and does on the last day. */
const firstDay = (before: number, last: number, holds: (day: number) => boolean): number => {
  let [low, high] = [before, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
};
