import type { TierCuts } from "../../model/tier-proof.ts";

/** How far a cut's share of customers may drift from the wanted one before the cuts are moved. */
const SHARE_DRIFT = 0.01;

/**
 * How much larger a cut is than the one before at least. Between chances of 6.6 % and 6.2 % nobody tells two tiers apart: on six of 40 nights
 * cuts of these sizes lay nearer, and on four of them the sleepier tier bought more often (ADR 37).
 */
const APART = 1.5;

/** Where cuts of a measure may lie: on numbered steps, from 1 on, each above the one before. */
export type CutScale = {
  readonly valueOf: (step: number) => number;
  /** The first step that lies above a measure. */
  readonly stepAbove: (measure: number) => number;
};

/** Whole days of silence. */
export const wholeDays: CutScale = { valueOf: (step) => step, stepAbove: (days) => Math.floor(days) + 1 };

/** Each step of odds is 1 % above the one before: a finer one would tell a chance of 30.0 % from one of 30.2 %. */
const GROWTH = 1.01;
/** Steps below even odds: down to 1 against 20,000. */
const STEPS_BELOW_EVEN = 1000;
/** Four digits of a number say all of it. Up to 2,000 million to one, which nobody's odds reach. */
const ODDS = Array.from({ length: 3160 }, (_, step) => Number((GROWTH ** (step - STEPS_BELOW_EVEN)).toPrecision(4)));

/** Odds against buying, in steps of a hundredth. */
export const oddsSteps: CutScale = {
  valueOf: (step) => ODDS[step] ?? Number.POSITIVE_INFINITY,
  stepAbove: (odds) => {
    let step = Math.max(1, Math.floor(Math.log(odds) / Math.log(GROWTH)) + STEPS_BELOW_EVEN - 1);
    while (oddsSteps.valueOf(step) <= odds) step += 1;
    return step;
  },
};

/** Customers of a measure each; below 0 of those whom a floor keeps awake. */
export type Measured = { readonly measures: Float64Array; readonly count: Float64Array };

/**
 * Cuts that part customers into tiers of wanted sizes: `shares` are those of customers below each cut. Each cut is the step under
 * which the share of customers comes nearest (the first of two as near). They rise as the shares do.
 * Where so many are of one measure that two cuts meet, as after a move to another system, sizes mean nothing, and there are none. Cuts that
 * hardly part anybody are set apart (`APART`), and the deeper tier is as small as that makes it.
 * `before`: cuts of the night before, kept while each of them is no further from its share than the nearest by more than one point, so that
 * nobody changes tier because a cut moved a little; and where tonight's meet, for the sizes were not what moved; unless they are too near each other or to a floor. `least`: where floors end, below
 * which a cut parts nobody: a chance of 100 % would be one that nobody has. undefined where there is nobody, or there are none tonight and
 * were none that may stay.
 */
export const sameSizeCuts = (
  { measures, count }: Measured,
  shares: readonly [number, number, number],
  scale: CutScale,
  before: TierCuts | undefined,
  least: Readonly<TierCuts> = [0, 0, 0],
): TierCuts | undefined => {
  const all = count.reduce((sum, n) => sum + n, 0);
  if (all === 0) return undefined;
  const under = customersUnder({ measures, count }, scale);
  const nearest = (share: number): number => {
    let best = 1;
    for (let step = 2; step < under.length; step++) {
      if (Math.abs((under[step] ?? 0) / all - share) < Math.abs((under[best] ?? 0) / all - share)) best = step;
    }
    return scale.valueOf(best);
  };
  const sized: TierCuts = [nearest(shares[0]), nearest(shares[1]), nearest(shares[2])];
  const cuts = setApart(
    [Math.max(sized[0], least[0]), Math.max(sized[1], least[1]), Math.max(sized[2], least[2])],
    scale,
  );
  const shareBelow = (cut: number) => below(measures, count, cut) / all;
  const wanted = cuts.map((cut, at) => (cut === sized[at] ? (shares[at] ?? 0) : shareBelow(cut)));
  const farFrom = (cut: number, at: number) => Math.abs(shareBelow(cut) - (wanted[at] ?? 0));
  const stays = before?.every((cut, at) => farFrom(cut, at) <= farFrom(cuts[at] ?? 0, at) + SHARE_DRIFT);
  const mayStay = before !== undefined && areApart(before) && before.every((cut, at) => cut >= (least[at] ?? 0));
  if (mayStay && stays) return before;
  if (sized[0] < sized[1] && sized[1] < sized[2]) return cuts;
  return mayStay ? before : undefined;
};

const setApart = ([drowsy, halfAsleep, asleep]: TierCuts, scale: CutScale): TierCuts => {
  const beyond = (cut: number, next: number) =>
    next < APART * cut ? scale.valueOf(scale.stepAbove(APART * cut)) : next;
  const second = beyond(drowsy, halfAsleep);
  return [drowsy, second, beyond(second, asleep)];
};

const areApart = ([drowsy, halfAsleep, asleep]: TierCuts): boolean =>
  halfAsleep >= APART * drowsy && asleep >= APART * halfAsleep;

const below = (measures: Float64Array, count: Float64Array, cut: number): number =>
  measures.reduce((sum, measure, i) => (measure < cut ? sum + (count[i] ?? 0) : sum), 0);

/** Customers below each step, up to the first that is above everybody. */
const customersUnder = ({ measures, count }: Measured, scale: CutScale): Float64Array => {
  const steps = Int32Array.from(measures, (measure) => (measure < 0 ? 1 : scale.stepAbove(measure)));
  const under = new Float64Array(steps.reduce((a, b) => Math.max(a, b), 1) + 1);
  for (let i = 0; i < steps.length; i++) under[steps[i] ?? 0] = (under[steps[i] ?? 0] ?? 0) + (count[i] ?? 0);
  for (let step = 1; step < under.length; step++) under[step] = (under[step] ?? 0) + (under[step - 1] ?? 0);
  return under;
};
