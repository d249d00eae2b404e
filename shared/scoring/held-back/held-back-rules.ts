import type { Rating } from "../../model/scorecard.ts";
import { expectedIntervalDays, type Rhythm } from "../models/expected-interval.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import { modelInForce } from "../models/purchase-model.ts";
import type { CutFits } from "./fit-at-cut.ts";
import { forecastHeldBack, type HeldBackForecast } from "./forecast-held-back.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import type { RuleScores } from "./rule-scores.ts";

/** Own intervals of silence up to which a customer is still predicted to buy. */
const MOST_INTERVALS = 2;

/**
 * What the models as fitted at a cut, and the rules a shopkeeper would go by, say of who was known then. One rule at a time:
 * of a million customers each holds up to 12 MB.
 */
export function* rulesAtCut(cells: HeldBackCells, { models }: CutFits): Generator<RuleScores> {
  for (const rule of ["mbgnbd", "bgnbd", "pnbd"] as const) {
    const model = modelInForce({ chosen: rule, models });
    if (model !== undefined) yield byChance(rule, forecastHeldBack(model, cells));
  }
  yield { rule: "days-silent", scores: scoreCells(cells, (_x, recencyDays, ageDays) => recencyDays - ageDays) };
  yield silentUpTo("silent-13-weeks", 13, cells);
  yield silentUpTo("silent-26-weeks", 26, cells);
  yield silentUpTo("silent-39-weeks", 39, cells);
  const rhythm = (models.mbgnbd ?? models.bgnbd ?? models.pnbd)?.params;
  if (rhythm !== undefined) yield ownRhythm(rhythm, cells);
}

/** P(active) ranks and is the chance; P(alive) alone would not rank (numerics 5). */
const byChance = (rule: Rating["rule"], { chances, expected }: HeldBackForecast): RuleScores => ({
  rule,
  scores: chances,
  chances,
  expected,
});

/** A fixed limit of silence: predicts all within it to buy, and knows no more than that. */
const silentUpTo = (rule: Rating["rule"], weeks: number, cells: HeldBackCells): RuleScores => {
  const days = weeks * DAYS_PER_WEEK;
  const scores = scoreCells(cells, (_x, recencyDays, ageDays) => (ageDays - recencyDays <= days ? 1 : 0));
  return { rule, scores, predicted: Uint8Array.from(scores) };
};

/** Silence over the interval that tiers go by (`dormancy.ts`): the shorter, the likelier to buy. */
const ownRhythm = (rhythm: Rhythm, cells: HeldBackCells): RuleScores => {
  const scores = scoreCells(
    cells,
    (x, recencyDays, ageDays) => -(ageDays - recencyDays) / expectedIntervalDays(rhythm, x, recencyDays),
  );
  return {
    rule: "own-rhythm",
    scores,
    predicted: Uint8Array.from(scores, (score) => (score >= -MOST_INTERVALS ? 1 : 0)),
  };
};

const scoreCells = (
  cells: HeldBackCells,
  score: (repeats: number, recencyDays: number, ageDays: number) => number,
): Float64Array => {
  const scores = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++)
    scores[i] = score(cells.repeats[i] ?? 0, cells.recencyDays[i] ?? 0, cells.ageDays[i] ?? 0);
  return scores;
};
