import type { TierCuts } from "../../model/tier-proof.ts";
import { expectedIntervalDays, type Rhythm } from "../models/expected-interval.ts";
import type { Cells } from "../summaries/cells.ts";
import { daysSilent } from "./days-silent.ts";
import { FIXED_DAYS } from "./dormancy.ts";

/** Customers by x, t_x and T, of a night or of a cut. */
export type Known = Pick<Cells, "length" | "repeats" | "recencyDays" | "ageDays" | "count">;

/** How far a limit's share of customers may drift from the rhythm's before the limits are moved. */
const SHARE_DRIFT = 0.01;

/**
 * Days of silence that part a shop's customers into tiers of the sizes that cuts of the rhythm give: for each cut the
 * whole day under which the share of customers comes nearest (the earlier of two as near), at least 1. They rise as the cuts do.
 * `before`: limits of the night before, kept while each of them is within one point of its share, so that
 * nobody changes tier because a limit moved by a day. A night without customers keeps them too, or else the cuts as they are.
 * Where so many are silent since one day that two limits meet, as after a move to another system, sizes mean nothing: then 90, 180, 365.
 */
export const dayLimits = (known: Known, rhythm: Rhythm, cuts: TierCuts, before?: TierCuts): TierCuts => {
  const below = customersBelow(known);
  const all = below[below.length - 1] ?? 0;
  if (all === 0) return before ?? cuts;
  const shares = wakefulShares(known, rhythm, cuts);
  const shareUnder = (day: number) => (below[Math.min(Math.max(0, Math.floor(day)), below.length - 1)] ?? 0) / all;
  if (before?.every((limit, at) => Math.abs(shareUnder(limit) - (shares[at] ?? 0)) <= SHARE_DRIFT)) return before;
  const limit = (share: number): number => {
    let best = 1;
    for (let day = 2; day < below.length; day++) {
      if (Math.abs(shareUnder(day) - share) < Math.abs(shareUnder(best) - share)) best = day;
    }
    return best;
  };
  const limits: TierCuts = [limit(shares[0]), limit(shares[1]), limit(shares[2])];
  return limits[0] < limits[1] && limits[1] < limits[2] ? limits : [...FIXED_DAYS];
};

/** Customers silent for fewer than d days, at d, up to the day after the longest silence. */
const customersBelow = (known: Known): Float64Array => {
  const silence = daysSilent(known);
  const longest = silence.reduce((a, b) => Math.max(a, b), 0);
  const below = new Float64Array(longest + 2);
  for (let i = 0; i < known.length; i++) {
    const next = (silence[i] ?? 0) + 1;
    // Stryker disable next-line ArithmeticOperator: counts that are all negative have the same shares
    below[next] = (below[next] ?? 0) + (known.count[i] ?? 0);
  }
  for (let day = 1; day < below.length; day++) below[day] = (below[day] ?? 0) + (below[day - 1] ?? 0);
  return below;
};

/** Share of customers, of whom there must be some, whose silence, in their own rhythm, has not reached each cut. */
const wakefulShares = (known: Known, rhythm: Rhythm, cuts: TierCuts): TierCuts => {
  const under: TierCuts = [0, 0, 0];
  let all = 0;
  for (let i = 0; i < known.length; i++) {
    const recencyDays = known.recencyDays[i] ?? 0;
    const silence = (known.ageDays[i] ?? 0) - recencyDays;
    const measure = silence / expectedIntervalDays(rhythm, known.repeats[i] ?? 0, recencyDays);
    const customers = known.count[i] ?? 0;
    all += customers;
    if (measure < cuts[0]) under[0] += customers;
    if (measure < cuts[1]) under[1] += customers;
    if (measure < cuts[2]) under[2] += customers;
  }
  return [under[0] / all, under[1] / all, under[2] / all];
};
