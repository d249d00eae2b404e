import type { Returns } from "../../model/next-order.ts";
import type { Day } from "../../model/time.ts";
import { yearsHeldBack } from "../held-back/held-back-windows.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { learnReturns, returnBins } from "./learn-returns.ts";
import type { Years } from "./years-of-night.ts";

/**
 * What the last whole year says of who comes back within one; null where there is no such year, or too little before it.
 * The year before it, where there is one, teaches a line of its own: how far that would have been right is the proof.
 */
export const returnsOfNight = (asOf: Day, { last, before }: Years): Returns | null => {
  if (last === undefined) return null;
  const bins = returnBins(last, before && learnReturns(before));
  return {
    ...learnReturns(last),
    cut: addDays(asOf, -yearsHeldBack.lastYear.cutDaysBefore),
    historyDays: last.historyDays,
    customers: bins.reduce((sum, { customers }) => sum + customers, 0),
    buyers: bins.reduce((sum, { actual }) => sum + actual, 0),
    bins,
  };
};
