import type { ModelFile, Statement } from "../../model/model-file.ts";
import type { RepeatScore } from "../../model/repeat-score.ts";
import type { Day } from "../../model/time.ts";
import type { HeldBackFits } from "../held-back/fit-at-cut.ts";
import { type HeldBack, heldBackWindows } from "../held-back/held-back-windows.ts";
import { totalsOf } from "../held-back/rate-rule.ts";
import { activeChances } from "../models/active-chances.ts";
import { modelInForce } from "../models/purchase-model.ts";
import type { Cells } from "../summaries/cells.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { FEWEST_OUTCOMES, type ProvenRepeatScore } from "./prove-repeat-score.ts";
import { featuresOf } from "./repeat-features.ts";
import { levelShift } from "./repeat-level.ts";
import { fitRepeatRule, PLAIN_CHANCE, repeatLogOdds } from "./repeat-rule.ts";
import { repeatScoreStatements } from "./repeat-score-statements.ts";

export type FitRepeatScoreInput = {
  readonly asOf: Day;
  readonly heldBack: HeldBack;
  readonly fits: HeldBackFits;
  /** What `proveRepeatScore` found; undefined where there was too little to prove. */
  readonly proven: ProvenRepeatScore | undefined;
  /** Tonight's purchase models, and the one in force. */
  readonly models: Pick<ModelFile["models"], "mbgnbd" | "bgnbd" | "pnbd">;
  readonly chosen: ModelFile["chosen"];
  /** Everybody, as known tonight. */
  readonly cells: Cells;
};

type FittedRepeatScore = { readonly repeatScore: RepeatScore | null; readonly statements: readonly Statement[] };

/**
 * Tonight's repeat score: the candidate that proved itself, fitted once more to `recent`, at the level of tonight's customers.
 * Without a proof, P(active) of the purchase model in force. null on a night without a purchase model.
 */
export const fitRepeatScore = (input: FitRepeatScoreInput): FittedRepeatScore => {
  const { proven, chosen, models, heldBack, asOf } = input;
  if (chosen === "none") return { repeatScore: null, statements: [] };
  const plain = { inForce: "plain-chance", rule: PLAIN_CHANCE, standardErrors: null, levelShift: 0 } as const;
  if (proven === undefined) {
    const { customers, buyers } = totalsOf(heldBack.earlier);
    const cut = addDays(asOf, -heldBackWindows.earlier.cutDaysBefore);
    const said = repeatScoreStatements.notProved(chosen, cut, buyers, customers - buyers, FEWEST_OUTCOMES);
    return { repeatScore: { ...plain, base: chosen, fittedOn: null, proof: null }, statements: [said] };
  }
  const { proof } = proven;
  const fitted = proven.inForce === "plain-chance" ? undefined : refit(input, proven);
  if (fitted !== undefined) {
    const said = proven.inForce === "combined" ? [] : [repeatScoreStatements.calibratedOnly(proven.inForce, proof)];
    return { repeatScore: fitted, statements: said };
  }
  const base = models[proven.base] === null ? chosen : proven.base;
  const said = repeatScoreStatements.plainChance(base, proof);
  return { repeatScore: { ...plain, base, fittedOn: null, proof }, statements: [said] };
};

/** The candidate as fitted to `recent`; undefined where that or tonight's model has no fit. */
const refit = (
  { asOf, heldBack: { recent }, fits, models, cells }: FitRepeatScoreInput,
  { inForce, base, proof }: ProvenRepeatScore,
): RepeatScore | undefined => {
  const then = modelInForce({ chosen: base, models: fits.recent.models });
  const now = modelInForce({ chosen: base, models });
  if (then === undefined || now === undefined) return undefined;
  const fit = fitRepeatRule(recent, activeChances(then, recent, recent.horizonDays), featuresOf[inForce]);
  if (fit === undefined) return undefined;
  const tonight = activeChances(now, cells, recent.horizonDays);
  const shift = levelShift(repeatLogOdds(fit.rule, cells, tonight), tonight, cells.count);
  const { customers, buyers } = totalsOf(recent);
  return {
    inForce,
    base,
    rule: { ...fit.rule, intercept: fit.rule.intercept + shift },
    standardErrors: fit.standardErrors,
    levelShift: shift,
    fittedOn: { cut: addDays(asOf, -heldBackWindows.recent.cutDaysBefore), customers, buyers },
    proof,
  };
};
