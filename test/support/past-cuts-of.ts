import { binOf } from "../../shared/scoring/past-cuts/past-bins.ts";
import { PastCellCounter } from "../../shared/scoring/past-cuts/past-cells.ts";
import { addPastCuts, newPastCutCounts, type PastCuts, toPastCuts } from "../../shared/scoring/past-cuts/past-cuts.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import type { PurchaseSummary } from "../../shared/scoring/summaries/purchase-summary.ts";

/** The cuts of the past of these customers, as a night as of `asOfDay` counts them. */
export const pastCutsOf = (customers: Iterable<readonly PurchaseDay[]>, asOfDay: number): PastCuts => {
  const counts = newPastCutCounts();
  for (const days of customers) addPastCuts(counts, days, asOfDay);
  return toPastCuts(counts);
};

/** These customers tonight, with a past of which nothing is known. */
export const withoutPast = (summaries: Iterable<PurchaseSummary>): PastCuts => {
  const tonight = new PastCellCounter();
  for (const { repeats, ageDays, daysSilent, seasonLastYear, seasonYearBefore, netMinor } of summaries) {
    const nothingYet = { buyers: 0, purchases: 0 };
    const sums = { customers: 1, ...nothingYet, repeats, ageDays, daysSilent, netMinor };
    tonight.add(binOf(repeats, ageDays, daysSilent, seasonLastYear, seasonYearBefore), sums);
  }
  return { ...pastCutsOf([], 0), tonight: tonight.toCells() };
};
