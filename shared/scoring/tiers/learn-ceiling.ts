import { CEILING_CHANCE, RETURNED_BEFORE_CEILING } from "../../model/rule-limits.ts";
import type { Settings } from "../../model/settings.ts";
import type { Ceiling } from "../../model/tier-proof.ts";
import type { TierCut } from "./past-ladders.ts";

/** How far the share of those who came back may drift from the wanted one before the ceiling is moved. */
const SHARE_DRIFT = 0.01;

/**
 * The ceiling of a night: the days that the settings name, or those within which the silence of nine in ten lay who came back within 90 days
 * of days of the past, where that is more. So in a shop in which people return after a year nobody is drowsy when they are due. That of the
 * night before stays while it does as much within a point, and where there is no such day.
 */
export const learnCeiling = (
  cuts: readonly Pick<TierCut, "known" | "bought">[],
  { mostDays, cuts: [intervals] }: Pick<Settings["tiers"], "mostDays" | "cuts">,
  before: Ceiling | undefined,
): Ceiling => {
  const told = { intervals, chance: CEILING_CHANCE };
  const returned = returnsBySilence(cuts);
  const all = returned.reduce((sum, n) => sum + n, 0);
  const shareUpTo = (days: number) => returned.slice(0, days + 1).reduce((sum, n) => sum + n, 0) / all;
  if (before !== undefined && before.days >= mostDays) {
    const stays = all === 0 || Math.abs(shareUpTo(before.days) - RETURNED_BEFORE_CEILING) <= SHARE_DRIFT;
    if (stays) return { days: before.days, ...told };
  }
  return { days: Math.max(mostDays, dayOfShare(returned, RETURNED_BEFORE_CEILING * all)), ...told };
};

/** Customers who came back, by days of silence until the cut. */
const returnsBySilence = (cuts: readonly Pick<TierCut, "known" | "bought">[]): Float64Array => {
  const silentAt = ({ known }: (typeof cuts)[number], i: number) =>
    (known.ageDays[i] ?? 0) - (known.recencyDays[i] ?? 0);
  const longest = cuts.reduce(
    (most, cut) => cut.bought.reduce((max, _, i) => Math.max(max, silentAt(cut, i)), most),
    0,
  );
  const returned = new Float64Array(longest + 1);
  for (const cut of cuts) {
    for (let i = 0; i < cut.known.length; i++) {
      const days = silentAt(cut, i);
      returned[days] = (returned[days] ?? 0) + (cut.bought[i] ?? 0);
    }
  }
  return returned;
};

/** The first day up to which so many came back. */
const dayOfShare = (returned: Float64Array, wanted: number): number => {
  let came = 0;
  return Math.max(
    0,
    returned.findIndex((n) => {
      came += n;
      return came >= wanted;
    }),
  );
};
