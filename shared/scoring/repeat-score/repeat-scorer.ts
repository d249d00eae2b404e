import type { ModelFile } from "../../model/model-file.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import { logOddsOf } from "../../stats/log-odds.ts";
import { fromLogOdds } from "../../stats/logistic.ts";
import { activeChances } from "../models/active-chances.ts";
import { modelInForce } from "../models/purchase-model.ts";
import type { SeasonedCustomers } from "../past-cuts/past-fits.ts";
import { frequencyFeature, knownFeature, seasonFeature, silenceFeature } from "./repeat-features.ts";

/** Repeat scores of columns of customers, NaN where there is none. `pActive90` is that of the purchase model in force. */
export type ScoreRepeats = (customers: SeasonedCustomers, pActive90: Float64Array) => Float64Array;

/** About 50 nanoseconds a customer beyond P(active); 80 to 180 more where the rule goes by another model than the one in force. */
export const repeatScorer = ({
  repeatScore,
  chosen,
  models,
}: Pick<ModelFile, "repeatScore" | "chosen" | "models">): ScoreRepeats => {
  if (repeatScore === null) return ({ length }) => new Float64Array(length).fill(Number.NaN);
  const { intercept, coefficients } = repeatScore.rule;
  const other = repeatScore.base === chosen ? undefined : modelInForce({ chosen: repeatScore.base, models });
  const chancesOf: ScoreRepeats = (customers, pActive90) =>
    other === undefined ? pActive90 : activeChances(other, customers, HORIZON_DAYS);
  if (repeatScore.inForce === "plain-chance" && intercept === 0) return chancesOf;
  const silence = table((days) => intercept + coefficients.silence * silenceFeature(days));
  const frequency = table((repeats) => coefficients.frequency * frequencyFeature(repeats));
  const lastYear = table((days) => coefficients.lastYear * seasonFeature(days));
  const yearBefore = table((days) => coefficients.yearBefore * seasonFeature(days));
  return (customers, pActive90) => {
    const chances = chancesOf(customers, pActive90);
    const scores = new Float64Array(customers.length);
    for (let i = 0; i < customers.length; i++) {
      const ageDays = customers.ageDays[i] ?? 0;
      const odds =
        silence(ageDays - (customers.recencyDays[i] ?? 0)) +
        frequency(customers.repeats[i] ?? 0) +
        lastYear(customers.seasonLastYear[i] ?? 0) +
        coefficients.knownLastYear * knownFeature(ageDays, 1) +
        yearBefore(customers.seasonYearBefore[i] ?? 0) +
        coefficients.knownYearBefore * knownFeature(ageDays, 2);
      scores[i] = fromLogOdds(odds + coefficients.chance * logOddsOf(chances[i] ?? 0));
    }
    return scores;
  };
};

/** A function of small non-negative integers, each value made once. */
const table = (make: (at: number) => number): ((at: number) => number) => {
  const made: number[] = [];
  return (at) => {
    for (let next = made.length; next <= at; next++) made.push(make(next));
    return made[at] ?? Number.NaN;
  };
};
