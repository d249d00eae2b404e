import type { NightsPromise, PromisedRange } from "../../model/promises.ts";
import { HORIZON_DAYS, Z90 } from "../../model/rule-limits.ts";
import { fromLogOdds } from "../../stats/logistic.ts";
import { forecastHeldBack } from "../held-back/forecast-held-back.ts";
import { mbgnbd } from "../models/mbgnbd.ts";
import { betaGeometricModel } from "../models/purchase-model.ts";
import type { PastFit } from "../past-cuts/past-fits.ts";
import { purchasesByScore } from "../repeat-score/purchases-by-score.ts";

type AtCut = Pick<PastFit, "params" | "known" | "cells" | "odds" | "gap" | "count">;

/** What is believed of how far purchases per buyer lie from what is expected, before any day of the past says so, and with the weight of how many. */
const BELIEVED = { deviation: 0.1, cuts: 2 } as const;

/**
 * How far purchase days per buyer lay from what was expected at cuts of the past, given the buyers that there were: the root of the mean
 * square of its logarithm, drawn to a tenth by the weight of two cuts. At Christmas more buy, and each buys more often.
 * About 2 ms a cut of a thousand cells.
 */
export const perBuyerDeviation = (cuts: readonly AtCut[]): number => {
  const squares = cuts.reduce((sum, cut) => sum + missPerBuyer(cut) ** 2, 0);
  return Math.sqrt((squares + BELIEVED.cuts * BELIEVED.deviation ** 2) / (cuts.length + BELIEVED.cuts));
};

/** Log of the purchases that came over those expected at the level that the cut turned out to have. */
const missPerBuyer = ({ params, known, cells, odds, gap, count }: AtCut): number => {
  const { chances, expected } = forecastHeldBack(betaGeometricModel(mbgnbd, params), {
    ...known,
    horizonDays: HORIZON_DAYS,
  });
  let [foretold, came] = [0, 0];
  for (let i = 0; i < known.length; i++) {
    const score = fromLogOdds((odds[i] ?? 0) + gap);
    foretold += (count[i] ?? 0) * purchasesByScore(score, chances[i] ?? 0, expected[i] ?? 0);
    came += cells.purchases[i] ?? 0;
  }
  return Math.log(came / foretold);
};

/**
 * Between what purchase days will lie, nine times of ten: the range of the buyers, and beyond it what each of them may buy more or less.
 * Both go one way: a season that brings more buyers makes each of them buy more. Never below the buyers, who buy at least once each.
 *
 * @param deviation `perBuyerDeviation`
 */
export const purchasesRange = (
  { buyers, purchases, buyersRange }: Pick<NightsPromise, "buyers" | "purchases" | "buyersRange">,
  deviation: number,
): PromisedRange | undefined => {
  if (buyersRange === undefined || buyers === 0) return undefined;
  // Of so many buyers the purchases beyond their first vary by chance as their number does.
  // Where less than one is expected, a share of it says nothing, and would be without end.
  const byChance = Math.sqrt(Math.max(0, purchases - buyers)) / Math.max(1, purchases);
  const further = Math.exp(Z90 * Math.hypot(deviation, byChance));
  const perBuyer = purchases / buyers;
  return {
    low: Math.max(buyersRange.low, (perBuyer * buyersRange.low) / further),
    high: Math.max(buyersRange.high, perBuyer * buyersRange.high * further),
  };
};
