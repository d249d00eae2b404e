import type { Challenger } from "../../model/challenger.ts";
import type { ModelFile } from "../../model/model-file.ts";
import type { Day } from "../../model/time.ts";
import type { ChosenPurchaseModel } from "../models/choose-models.ts";
import { type TurnBefore, turnOf } from "../turns/turn-of.ts";
import { brierGain } from "./brier-gain.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import type { RatedRule } from "./rule-scores.ts";

type Chosen = ModelFile["chosen"];
export type InForce = {
  readonly chosen: Chosen;
  /** What waits to be in force. */
  readonly challenger?: Challenger;
  /** What it has over the default, where the default is not in force though it could be: Brier scores. */
  readonly instead?: { readonly ofDefault: number; readonly ofChosen: number };
};
type RatedModel = "mbgnbd" | "pnbd";
/** The night before: what was in force, and whether it had been rated (`challenger` may wait then). */
export type ChosenBefore = Pick<ModelFile, "chosen" | "scorecard">;

/** Least share of the Brier score in force by which it must be beaten, and by how many standard errors. */
const LEAST_GAIN = 0.01;
const LEAST_ERRORS = 2;

/**
 * Which purchase model scores tonight.
 *
 * MBG/NBD is the default. Pareto/NBD is the better one where tonight's fit of it is usable and, on the last 90 days, which neither
 * had seen, its P(active) has a Brier score lower by at least 1 % and by more than two standard errors, and ranks no worse
 * (AUC). Once in force it stays until MBG/NBD beats it by the same. Either takes over after a fortnight of such nights (`turnOf`), for
 * P(alive) and values of everybody move by it. BG/NBD is rated, but never takes over: it holds every one-time buyer for alive,
 * which P(active) does not show and every P(alive) would (`bgnbd.ts`). Where MBG/NBD has no fit tonight, there is nothing to
 * choose between, and what it fell back on stands.
 */
export const chooseInForce = (
  asOf: Day,
  { chosen, models }: ChosenPurchaseModel,
  cells: HeldBackCells,
  rules: readonly RatedRule[],
  yesterday: ChosenBefore | undefined,
): InForce => {
  const rated = (name: "mbgnbd" | "pnbd") => rules.find(({ rule }) => rule === name);
  const [mbgnbd, pnbd] = [rated("mbgnbd"), rated("pnbd")];
  if (chosen !== "mbgnbd" || models.pnbd === null || !mbgnbd?.chances || !pnbd?.chances) return { chosen };
  const [incumbent, other] =
    yesterday?.chosen === "pnbd" ? (["pnbd", "mbgnbd"] as const) : (["mbgnbd", "pnbd"] as const);
  const [ours, its] = incumbent === "pnbd" ? [pnbd, mbgnbd] : [mbgnbd, pnbd];
  const better = beats(cells, its, ours) ? other : incumbent;
  // What was in force for want of a proof was no choice that could stay.
  const wasProved = yesterday?.scorecard && yesterday.chosen === incumbent;
  const before: TurnBefore<RatedModel> | undefined = wasProved
    ? { rule: incumbent, challenger: yesterday.scorecard?.challenger }
    : undefined;
  const { rule, challenger } = turnOf<RatedModel>(asOf, better, before);
  const instead = { ofDefault: mbgnbd.rating.brier ?? 0, ofChosen: pnbd.rating.brier ?? 0 };
  return { chosen: rule, ...(challenger && { challenger }), ...(rule === "pnbd" && { instead }) };
};

const beats = (cells: HeldBackCells, one: RatedRule, than: RatedRule): boolean => {
  if (!one.chances || !than.chances) return false;
  const { gain, standardError } = brierGain(cells, than.chances, one.chances);
  const isLarge = gain >= LEAST_GAIN * (than.rating.brier ?? 0) && gain > LEAST_ERRORS * standardError;
  return isLarge && (one.rating.auc ?? 0) >= (than.rating.auc ?? 0);
};
