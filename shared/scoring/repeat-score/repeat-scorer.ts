import type { ModelFile } from "../../model/model-file.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import { logOddsOf } from "../../stats/log-odds.ts";
import { fromLogOdds } from "../../stats/logistic.ts";
import { activeChances, type KnownCustomers } from "../models/active-chances.ts";
import { inDoubt } from "../models/doubted-silence.ts";
import { modelInForce } from "../models/purchase-model.ts";
import type { SeasonedCustomers } from "../past-cuts/past-fits.ts";
import { frequencyFeature, knownFeature, seasonFeature, silenceFeature } from "./repeat-features.ts";

/** What a repeat score says of columns of customers, NaN where there is none; made of their chances (`repeatChances`). */
export type ScoreRepeats = (customers: SeasonedCustomers, chances: Float64Array) => Float64Array;

type RepeatModel = Pick<ModelFile, "repeatScore" | "chosen" | "models" | "doubt">;

/**
 * The chances that a repeat score goes by: P(active within 90 days) of its purchase model, silence doubted as far as the score says.
 * `pActive90` is that of the night's model in force, with the night's doubt; about 100 nanoseconds a customer where the rule goes by another.
 */
export const repeatChances = ({ repeatScore, chosen, models, doubt }: RepeatModel) => {
  const isInForce = repeatScore?.base === chosen && (repeatScore.doubt ?? 0) === (doubt ?? 0);
  const model = repeatScore === null || isInForce ? undefined : modelInForce({ chosen: repeatScore.base, models });
  const doubted = model && inDoubt(model, repeatScore?.doubt);
  return (customers: KnownCustomers, pActive90: Float64Array): Float64Array =>
    doubted === undefined ? pActive90 : activeChances(doubted, customers, HORIZON_DAYS);
};

/** About 50 nanoseconds a customer. */
export const repeatScorer = ({ repeatScore }: Pick<RepeatModel, "repeatScore">): ScoreRepeats => {
  if (repeatScore === null) return ({ length }) => new Float64Array(length).fill(Number.NaN);
  const { intercept, coefficients } = repeatScore.rule;
  if (repeatScore.inForce === "plain-chance" && intercept === 0) return (_customers, chances) => chances;
  const silence = table((days) => intercept + coefficients.silence * silenceFeature(days));
  const frequency = table((repeats) => coefficients.frequency * frequencyFeature(repeats));
  const lastYear = table((days) => coefficients.lastYear * seasonFeature(days));
  const yearBefore = table((days) => coefficients.yearBefore * seasonFeature(days));
  return (customers, chances) => {
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
