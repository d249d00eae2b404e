import { binOf } from "../../shared/scoring/past-cuts/past-bins.ts";
import { PastCellCounter, type PastCells } from "../../shared/scoring/past-cuts/past-cells.ts";
import type { PastFit } from "../../shared/scoring/past-cuts/past-fits.ts";
import { logOddsOf, shiftToMean } from "../../shared/stats/log-odds.ts";

/** Customers alike at a cut of the past: what was known of them, P(active) by MBG/NBD, and how many bought within 90 days. */
export type PastGroup = {
  readonly repeats: number;
  readonly silent: number;
  readonly age: number;
  readonly lastYear?: number;
  readonly yearBefore?: number;
  readonly chance: number;
  readonly buyers: number;
  readonly others: number;
};

/** A cut as `fitPastCuts` would have it, at the chances that the groups say. */
export const pastFitOf = (groups: readonly PastGroup[], daysBefore = 90, more: Partial<PastFit> = {}): PastFit => {
  const count = Float64Array.from(groups, ({ buyers, others }) => buyers + others);
  const bought = Float64Array.from(groups, ({ buyers }) => buyers);
  const odds = Float64Array.from(groups, ({ chance }) => logOddsOf(chance));
  const customers = count.reduce((sum, n) => sum + n, 0);
  const buyers = bought.reduce((sum, n) => sum + n, 0);
  return {
    ...{
      daysBefore,
      params: { r: 1, alpha: 10, a: 1, b: 3 },
      cells: pastCellsOf(groups),
      known: knownOfGroups(groups),
      count,
      bought,
      customers,
      buyers,
      odds,
      plainOdds: odds,
    },
    gap: shiftToMean(odds, count, buyers / customers),
    gapError: 1 / Math.sqrt((buyers * (customers - buyers)) / customers),
    historyDays: 1000 - daysBefore,
    ...more,
  };
};

type Known = Omit<PastGroup, "chance" | "buyers" | "others">;

export const knownOfGroups = (groups: readonly Known[]): PastFit["known"] => ({
  length: groups.length,
  repeats: Int32Array.from(groups, ({ repeats }) => repeats),
  recencyDays: Int32Array.from(groups, ({ age, silent }) => age - silent),
  ageDays: Int32Array.from(groups, ({ age }) => age),
  seasonLastYear: Int32Array.from(groups, ({ lastYear = 0 }) => lastYear),
  seasonYearBefore: Int32Array.from(groups, ({ yearBefore = 0 }) => yearBefore),
});

/** Customers in the cells of a cut, or of tonight. */
export const pastCellsOf = (groups: readonly (Known & Partial<PastGroup>)[]): PastCells => {
  const cells = new PastCellCounter();
  for (const { repeats, age, silent, lastYear = 0, yearBefore = 0, buyers = 0, others = 0 } of groups) {
    const customers = buyers + others;
    cells.add(binOf(repeats, age, silent, lastYear, yearBefore), {
      ...{ customers, buyers, purchases: buyers, netMinor: 0 },
      ...{ repeats: repeats * customers, ageDays: age * customers, daysSilent: silent * customers },
    });
  }
  return cells.toCells();
};
