import type { ModelFile, Statement } from "../../model/model-file.ts";
import type { OpenedRange } from "../../model/opened-range.ts";
import type { RepeatPromise, RepeatProof, RepeatScore } from "../../model/repeat-score.ts";
import { HORIZON_DAYS, Z90 } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import { logOddsOf, meanChance, shiftToMean } from "../../stats/log-odds.ts";
import { activeChances } from "../models/active-chances.ts";
import { DOUBT, inDoubt } from "../models/doubted-silence.ts";
import { modelInForce } from "../models/purchase-model.ts";
import type { PastCells } from "../past-cuts/past-cells.ts";
import { knownOf, type PastFit } from "../past-cuts/past-fits.ts";
import { addDays } from "../summaries/epoch-day.ts";
import type { ProvenRepeatScore } from "./prove-repeat-score.ts";
import { PLAIN_CHANCE, repeatLogOdds } from "./repeat-rule.ts";
import { repeatScoreStatements } from "./repeat-score-statements.ts";
import { forecastLevel, type SeasonLevel } from "./season-level.ts";

export type FitRepeatScoreInput = {
  readonly asOf: Day;
  /** Cuts that can be learned from, and what `proveRepeatScore` found of them; undefined where there was too little to prove. */
  readonly fits: readonly PastFit[];
  readonly proven: ProvenRepeatScore | undefined;
  /** Tonight's purchase models, and the one in force. */
  readonly models: Pick<ModelFile["models"], "mbgnbd" | "bgnbd" | "pnbd">;
  readonly chosen: ModelFile["chosen"];
  /** Everybody, as known tonight. */
  readonly tonight: PastCells;
  /** How far the number of buyers of an odd shop may be off one way. */
  readonly opened?: OpenedRange | undefined;
  readonly yesterday?: Pick<ModelFile, "repeatScore"> | undefined;
};

export type FittedRepeatScore = { readonly repeatScore: RepeatScore | null; readonly statements: readonly Statement[] };

/**
 * Tonight's repeat score: the candidate that proved itself, fitted to all cuts of the past, at the level foretold for tonight. Without a
 * proof, P(active) of the purchase model in force. null on a night without a purchase model.
 */
export const fitRepeatScore = (input: FitRepeatScoreInput): FittedRepeatScore => {
  const { asOf, proven, chosen, models, fits, tonight } = input;
  const base = models.mbgnbd === null || proven === undefined ? chosen : "mbgnbd";
  const model = modelInForce({ chosen: base, models });
  if (base === "none" || model === undefined) return { repeatScore: null, statements: [] };
  const known = knownOf(tonight);
  const chances = activeChances(inDoubt(model, DOUBT), known, HORIZON_DAYS).map(logOddsOf);
  const foretold = forecastLevel(fits, 0);
  const level = proven?.levelHolds === true ? foretold : { ...foretold, shift: 0 };
  const shape = base === "mbgnbd" ? proven?.fit : undefined;
  const rule = shape?.rule ?? PLAIN_CHANCE;
  const atFirst = repeatLogOdds(
    rule,
    known,
    chances.map((odds) => odds + level.shift),
  );
  const target = meanChance(chances, tonight.customers, level.shift).mean;
  const levelShift = rule.coefficients.chance * level.shift + shiftToMean(atFirst, tonight.customers, target);
  const moved = { ...rule, intercept: rule.intercept + levelShift };
  const odds = repeatLogOdds(moved, known, chances);
  const inForce = shape === undefined ? "plain-chance" : (proven?.inForce ?? "plain-chance");
  const repeatScore: RepeatScore = {
    inForce,
    base,
    doubt: DOUBT,
    rule: moved,
    standardErrors: shape?.standardErrors ?? null,
    levelShift,
    fittedOn: shape === undefined ? null : fittedOn(asOf, fits),
    level,
    ...promiseOf(odds, tonight.customers, level, { proof: proven?.proof, opened: input.opened }),
    proof: proven?.proof ?? null,
  };
  const said = proven === undefined ? [repeatScoreStatements.notProved(base)] : statementsOf(repeatScore);
  const before = input.yesterday?.repeatScore;
  const turns = [
    ...repeatScoreStatements.changed(inForce, before?.inForce),
    ...repeatScoreStatements.levelChanged(repeatScore, before),
    ...repeatScoreStatements.waits(repeatScore.proof),
  ];
  return { repeatScore, statements: [...said, ...turns] };
};

const fittedOn = (asOf: Day, fits: readonly PastFit[]): RepeatScore["fittedOn"] => ({
  cuts: fits.length,
  from: addDays(asOf, -(fits.at(-1)?.daysBefore ?? 0)),
  to: addDays(asOf, -(fits[0]?.daysBefore ?? 0)),
  customers: fits.reduce((sum, { customers }) => sum + customers, 0),
  buyers: fits.reduce((sum, { buyers }) => sum + buyers, 0),
});

/** How many will buy, as far as level and chance let it be known, and how the measures were on cuts of the past. None of nobody. */
const promiseOf = (
  odds: Float64Array,
  count: Float64Array,
  { deviation }: SeasonLevel,
  { proof, opened }: { readonly proof: RepeatProof | undefined; readonly opened: OpenedRange | undefined },
): Pick<RepeatScore, "promise"> => {
  const customers = count.reduce((sum, n) => sum + n, 0);
  if (customers === 0) return {};
  const at = (shift: number) => meanChance(odds, count, shift);
  const { mean, slope } = at(0);
  const byChance = Z90 * Math.sqrt(slope / customers);
  const [low, high] = [at(-Z90 * deviation).mean, at(Z90 * deviation).mean];
  const promise = {
    share: mean,
    low: Math.max(0, mean - Math.hypot(mean - low, byChance)) * (opened?.low ?? 1),
    high: Math.min(1, (mean + Math.hypot(high - mean, byChance)) * (opened?.high ?? 1)),
    ...(opened && { opened }),
    brier: spreadOf(proof, "brier"),
    auc: spreadOf(proof, "auc"),
    calibrationError: spreadOf(proof, "calibrationError"),
  };
  return { promise };
};

const spreadOf = (
  proof: RepeatProof | undefined,
  name: "brier" | "auc" | "calibrationError",
): RepeatPromise["brier"] => {
  const cuts = proof?.cuts ?? [];
  if (cuts.length === 0) return null;
  const expected = cuts.reduce((sum, { inForce }) => sum + inForce[name], 0) / cuts.length;
  const squares = cuts.reduce((sum, { inForce }) => sum + (inForce[name] - expected) ** 2, 0);
  return { expected, deviation: cuts.length < 2 ? null : Math.sqrt(squares / (cuts.length - 1)) };
};

const statementsOf = (repeatScore: RepeatScore): Statement[] => {
  const said: Statement[] = [];
  const together = repeatScore.inForce === "seasonal" || repeatScore.inForce === "combined";
  if (!together) said.push(repeatScoreStatements.plainer(repeatScore));
  if (repeatScore.level?.seasonKnown === false) said.push(repeatScoreStatements.seasonUnknown(repeatScore));
  return said;
};
