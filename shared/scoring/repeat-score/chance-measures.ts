import type { ChanceMeasures } from "../../model/repeat-score.ts";
import { calibrationError, calibrationTenths } from "../held-back/calibration.ts";
import { rankOutcomes } from "../held-back/rank-held-back.ts";
import { weightedAuc } from "../held-back/weighted-auc.ts";
import type { PastFit } from "../past-cuts/past-fits.ts";

/** How well chances of a cut's cells ranked, and how right they were, by what came. The cut has buyers, and others. */
export const measuresOf = (cut: Pick<PastFit, "count" | "bought">, chances: Float64Array): ChanceMeasures => {
  const ranked = rankOutcomes(cut, { scores: chances, chances });
  return {
    auc: weightedAuc(ranked) ?? 0.5,
    brier: brierOf(cut, (i) => chances[i] ?? 0),
    calibrationError: calibrationError(calibrationTenths(ranked)) ?? 0,
  };
};

/** Mean squared distance of chance and outcome over a cut's customers. */
export const brierOf = (
  { count, bought }: Pick<PastFit, "count" | "bought">,
  chance: (i: number) => number,
): number => {
  let customers = 0;
  let sum = 0;
  for (let i = 0; i < count.length; i++) {
    const [all, buyers, p] = [count[i] ?? 0, bought[i] ?? 0, chance(i)];
    customers += all;
    sum += buyers * (1 - p) ** 2 + (all - buyers) * p ** 2;
  }
  return sum / customers;
};
