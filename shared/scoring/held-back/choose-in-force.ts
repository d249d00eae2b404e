import type { ModelFile } from "../../model/model-file.ts";
import type { ChosenPurchaseModel } from "../models/choose-models.ts";
import { brierGain } from "./brier-gain.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import type { RatedRule } from "./rule-scores.ts";

type Chosen = ModelFile["chosen"];
export type InForce = {
  readonly chosen: Chosen;
  /** What it has over the default, where the default is not in force though it could be: Brier scores. */
  readonly instead?: { readonly ofDefault: number; readonly ofChosen: number };
};

/** Least share of the default's Brier score by which it must be beaten, and by how many standard errors. */
const LEAST_GAIN = 0.01;
const LEAST_ERRORS = 2;

/**
 * Which purchase model scores tonight.
 *
 * MBG/NBD is the default. Pareto/NBD takes over where tonight's fit of it is usable and, on the last 90 days, which neither
 * had seen, its P(active) has a Brier score lower by at least 1 % and by more than two standard errors, and ranks no worse
 * (AUC). Once in force it stays, night after night, until its Brier score is the higher one: a gap between coming and going,
 * so that scores do not flip with the weather. BG/NBD is rated, but never takes over: it holds every one-time buyer for alive,
 * which P(active) does not show and every P(alive) would (`bgnbd.ts`). Where MBG/NBD has no fit tonight, there is nothing to
 * choose between, and what it fell back on stands.
 */
export const chooseInForce = (
  { chosen, models }: ChosenPurchaseModel,
  cells: HeldBackCells,
  rules: readonly RatedRule[],
  yesterday: Chosen | undefined,
): InForce => {
  const mbg = rules.find(({ rule }) => rule === "mbgnbd");
  const pareto = rules.find(({ rule }) => rule === "pnbd");
  if (chosen !== "mbgnbd" || models.pnbd === null || !mbg?.chances || !pareto?.chances) return { chosen };
  const { gain, standardError } = brierGain(cells, mbg.chances, pareto.chances);
  const [ofDefault, ofChosen] = [mbg.rating.brier ?? 0, pareto.rating.brier ?? 0];
  const ranksNoWorse = (pareto.rating.auc ?? 0) >= (mbg.rating.auc ?? 0);
  const wins = gain >= LEAST_GAIN * ofDefault && gain > LEAST_ERRORS * standardError && ranksNoWorse;
  return wins || (yesterday === "pnbd" && gain >= 0)
    ? { chosen: "pnbd", instead: { ofDefault, ofChosen } }
    : { chosen };
};
