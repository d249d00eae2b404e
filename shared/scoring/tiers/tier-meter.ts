import type { BetaGeometricParams, TierRule } from "../../model/model-file.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import { inDoubt } from "../models/doubted-silence.ts";
import { expectedIntervalDays, type Rhythm } from "../models/expected-interval.ts";
import { mbgnbd } from "../models/mbgnbd.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import { betaGeometricModel } from "../models/purchase-model.ts";
import { ceilingDays, leastOver, mostUnder, oddsAgainst } from "./floors-and-ceilings.ts";

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

/** A rule, and how it measures. */
export type TierMeter = { readonly rule: TierRule; readonly measure: MeasureSilence };

/** A customer's own interval in days (`expectedIntervalDays`); NaN without a model. */
export const ownInterval = ({ rhythm }: TierModels, repeats: number, recencyDays: number): number =>
  rhythm === undefined ? Number.NaN : expectedIntervalDays(rhythm, repeats, recencyDays);

/**
 * Makes the measure of a rule. `rhythm`: silence over the expected interval. `chance`: odds against buying. `fixed-days`, and a rule
 * whose model is missing: days of silence. Where a floor holds, the measure has come as far to the cut above as the customer has to the
 * floor's end, at most: so nobody under a floor is drowsy, nobody leaps over a tier where one ends, and hysteresis holds at floors as it does at
 * cuts. By a ceiling it has come at least as far to the cut as the silence has to the ceiling; where both would hold, the floor does. It rises
 * with silence.
 */
export const tierMeter = (rule: TierRule, models: TierModels): TierMeter => {
  const raw = rawMeasure(rule, models);
  const oddsOf = oddsBy(models, rule.doubt);
  const { floors, cuts } = rule;
  const odds = rule.rule === "chance" || floors !== undefined ? oddsOf : () => Number.NaN;
  return {
    rule,
    measure: (repeats, recencyDays, daysSilent, chance) => {
      const against = odds(repeats, recencyDays, daysSilent, chance);
      const value = raw(repeats, recencyDays, daysSilent, against);
      if (floors === undefined) return value;
      const interval = ownInterval(models, repeats, recencyDays);
      const ceiling = ceilingDays(floors, repeats, interval);
      const atLeast = leastOver(floors, cuts, daysSilent, against, ceiling);
      return Math.min(Math.max(value, atLeast), mostUnder(floors, cuts, daysSilent, against, interval, ceiling));
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

/** Odds against a purchase within 90 days; NaN without a model. */
const oddsBy = ({ mbgnbd: params }: TierModels, doubt: number | undefined) => {
  if (params === undefined) return () => Number.NaN;
  const chanceOf = chanceBy(params, doubt);
  return (repeats: number, recencyDays: number, daysSilent: number, chance: number | undefined): number =>
    oddsAgainst(chance ?? chanceOf(repeats, recencyDays, daysSilent));
};

/** P(active within 90 days) by MBG/NBD of a customer so many days silent, doubted so far (`inDoubt`). It falls with silence. */
export const chanceBy = (params: BetaGeometricParams, doubt: number | undefined) => {
  const { pAlive, pActiveIfAlive } = inDoubt(betaGeometricModel(mbgnbd, params), doubt);
  return (repeats: number, recencyDays: number, daysSilent: number): number => {
    const recencyWeeks = recencyDays / DAYS_PER_WEEK;
    const ageWeeks = (recencyDays + daysSilent) / DAYS_PER_WEEK;
    const active = pActiveIfAlive(repeats, ageWeeks, HORIZON_DAYS / DAYS_PER_WEEK);
    return active * pAlive(repeats, recencyWeeks, ageWeeks);
  };
};

/**
 * The first day of silence on which the measure has reached a cut of the rule, at most `daysSilent`, by which it has; undefined where it has
 * not. By halving, so that it is that day for every rule and floor, whatever rounding does.
 */
export const firstDayAt = (
  { measure }: TierMeter,
  repeats: number,
  recencyDays: number,
  daysSilent: number,
  cut: number,
): number | undefined => {
  const reached = (day: number) => measure(repeats, recencyDays, day) >= cut;
  if (!reached(daysSilent)) return undefined;
  let [before, since] = [-1, daysSilent];
  while (since - before > 1) {
    const middle = (before + since) >> 1;
    if (reached(middle)) since = middle;
    else before = middle;
  }
  return since;
};
