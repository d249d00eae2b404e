import type { Tier } from "../../model/customer.ts";
import type { PromiseFile } from "../../model/promise-file.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import { forecastHeldBack } from "../held-back/forecast-held-back.ts";
import { inDoubt } from "../models/doubted-silence.ts";
import { modelInForce, type PurchaseModel } from "../models/purchase-model.ts";
import { purchasesByScore } from "../repeat-score/purchases-by-score.ts";
import { repeatChances, repeatScorer, type ScoreRepeats } from "../repeat-score/repeat-scorer.ts";
import { tierOf } from "../tiers/dormancy.ts";
import { tierMeter } from "../tiers/tier-meter.ts";
import { tierModelsOf } from "../tiers/tier-models-of.ts";

/** The rules of a night that give customers their chances and tiers: the same fields of `model.json` and of what is kept of it. */
export type PromisingRules = Pick<PromiseFile, "chosen" | "models" | "repeatScore" | "tiers">;

/** Customers by all that a repeat score asks of them. */
export type AskedCustomers = Parameters<ScoreRepeats>[0];

/** What a night's rules say of the customers of each cell, whatever these rules were. */
export type Foretold = {
  /** Repeat scores. */
  readonly chances: Float64Array;
  /** Expected purchase days within the horizon. */
  readonly expected: Float64Array;
  /** Tiers as at a first score: what a night before had said is not known of cells. */
  readonly tiers: readonly Tier[];
};

/** undefined where these rules give nobody a chance. */
export const foretell = (rules: PromisingRules, cells: AskedCustomers): Foretold | undefined => {
  const model = modelInForce(rules);
  if (model === undefined || rules.repeatScore === null) return undefined;
  return { ...purchasesAndScores(rules, model, cells), tiers: tiersOf(rules, cells) };
};

/** Repeat scores and expected purchase days alone; undefined where these rules give none. */
export const scoresOf = (rules: PromisingRules, cells: AskedCustomers): Omit<Foretold, "tiers"> | undefined => {
  const model = modelInForce(rules);
  return model === undefined || rules.repeatScore === null ? undefined : purchasesAndScores(rules, model, cells);
};

const purchasesAndScores = (
  rules: PromisingRules,
  model: PurchaseModel,
  cells: AskedCustomers,
): Omit<Foretold, "tiers"> => {
  const forecast = forecastHeldBack(inDoubt(model, rules.repeatScore?.doubt), { ...cells, horizonDays: HORIZON_DAYS });
  const all = { ...rules, models: { ...rules.models, nbd: null, gammaGamma: null } };
  const chances = repeatScorer(all)(
    cells,
    repeatChances({ ...all, doubt: rules.repeatScore?.doubt })(cells, forecast.chances),
  );
  const expected = forecast.expected.map((one, i) =>
    purchasesByScore(chances[i] ?? Number.NaN, forecast.chances[i] ?? 0, one),
  );
  return { chances, expected };
};

const tiersOf = (rules: PromisingRules, cells: AskedCustomers): readonly Tier[] => {
  const { rule, measure } = tierMeter(rules.tiers, tierModelsOf(rules));
  return Array.from({ length: cells.length }, (_, i): Tier => {
    const repeats = cells.repeats[i] ?? 0;
    const recencyDays = cells.recencyDays[i] ?? 0;
    const daysSilent = (cells.ageDays[i] ?? 0) - recencyDays;
    return tierOf(rule, measure(repeats, recencyDays, daysSilent), repeats, undefined);
  });
};

/** What is said of each cell, over all its customers. */
export const sumOverCustomers = (count: Float64Array, each: Float64Array): number =>
  count.reduce((sum, n, i) => sum + n * (each[i] ?? 0), 0);
