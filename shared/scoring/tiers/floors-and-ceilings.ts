import type { Floors, TierCuts } from "../../model/tier-proof.ts";

/** Odds against a purchase that is next to impossible: no more are told apart. */
const MOST_ODDS = 1e9;

/** Odds against something of this chance: how many times as likely not as so. */
export const oddsAgainst = (chance: number): number => Math.min(MOST_ODDS, (1 - chance) / chance);

/**
 * Days of silence from which a customer is neither new nor awake: the shop's, or so many of their own intervals where they have bought again and
 * that is more. Of who bought once no interval is their own. Infinite where there is no ceiling.
 */
export const ceilingDays = ({ ceiling }: Floors, repeats: number, intervalDays: number): number => {
  if (ceiling === undefined) return Number.POSITIVE_INFINITY;
  const own = repeats === 0 || Number.isNaN(intervalDays) ? 0 : ceiling.intervals * intervalDays;
  return Math.max(ceiling.days, own);
};

/**
 * How far a customer has come to where the floors no longer hold: from 1 on they do not. The odds are of a purchase within 90 days, the
 * interval is the customer's own; NaN where no model tells them, and days alone count. A share of the interval keeps nobody awake beyond the
 * ceiling: where nearly everybody buys once, a shop's interval is of years.
 */
export const beyondFloors = (
  floors: Floors,
  daysSilent: number,
  odds: number,
  intervalDays: number,
  ceiling = Number.POSITIVE_INFINITY,
): number => {
  const { leastDays, leastIntervals, awakeChance } = floors;
  const ofOwn = Number.isNaN(intervalDays) ? 0 : Math.min(ceiling, leastIntervals * intervalDays);
  const least = Math.max(leastDays, ofOwn);
  const byDays = least === 0 ? Number.POSITIVE_INFINITY : daysSilent / least;
  return Number.isNaN(odds) ? byDays : Math.min(byDays, odds / oddsAgainst(awakeChance));
};

/** The most that a measure may be under floors: as near to the next cut as the customer is to the end of the floor under it. */
export const mostUnder = (
  floors: Floors,
  cuts: TierCuts,
  daysSilent: number,
  odds: number,
  intervalDays: number,
  ceiling: number,
): number => {
  const beyond = beyondFloors(floors, daysSilent, odds, intervalDays, ceiling);
  return between(cuts, floors.deeper, beyond) ?? Number.POSITIVE_INFINITY;
};

/** How far a customer is on the way to the ceiling: from 1 on it holds. By odds as well as by days, where a model tells them. */
export const towardsCeiling = ({ ceiling }: Floors, daysSilent: number, odds: number, fromDay: number): number => {
  if (ceiling === undefined) return 0;
  const byDays = daysSilent / fromDay;
  return Number.isNaN(odds) ? byDays : Math.min(byDays, odds / oddsAgainst(ceiling.chance));
};

/** The least that a measure is by the ceiling: as near to the next cut as the customer is to where that tier begins at the latest. */
export const leastOver = (
  floors: Floors,
  cuts: TierCuts,
  daysSilent: number,
  odds: number,
  fromDay: number,
): number => {
  const { deeper } = floors;
  return (
    between(cuts, deeper, towardsCeiling(floors, daysSilent, odds, fromDay)) ??
    (deeper === undefined ? cuts[0] : cuts[2])
  );
};

/** A measure so far along its cuts: 1 is the first, and the deeper ones lie at `deeper`; undefined beyond the last. */
const between = (
  [drowsy, halfAsleep, asleep]: TierCuts,
  deeper: Floors["deeper"],
  along: number,
): number | undefined => {
  if (along < 1) return drowsy * along;
  if (deeper === undefined) return undefined;
  const [twice, often] = deeper;
  if (along < twice) return drowsy + ((halfAsleep - drowsy) * (along - 1)) / (twice - 1);
  if (along < often) return halfAsleep + ((asleep - halfAsleep) * (along - twice)) / (often - twice);
  return undefined;
};
