import {
  type ChanceMeasures,
  type LevelRule,
  type ProvedCut,
  type RepeatCandidate,
  type RepeatProof,
  repeatCandidates,
} from "../../model/repeat-score.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import { meanChance, shiftToMean } from "../../stats/log-odds.ts";
import { fromLogOdds } from "../../stats/logistic.ts";
import { apart } from "../past-cuts/apart.ts";
import type { PastFit } from "../past-cuts/past-fits.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { turnOf } from "../turns/turn-of.ts";
import { brierOf, measuresOf } from "./chance-measures.ts";
import { chooseCandidate, cutOfSeason, isRated, type RatedCut, weightOf } from "./choose-candidate.ts";
import { featuresOf } from "./repeat-features.ts";
import { fitRepeatRule, type RepeatFit, repeatLogOdds } from "./repeat-rule.ts";
import { forecastLevel, seasonLikeness } from "./season-level.ts";

export type ProvenRepeatScore = {
  readonly inForce: RepeatCandidate;
  /** As fitted to all cuts; undefined of a plain chance. */
  readonly fit: RepeatFit | undefined;
  /** Whether the level foretold for cuts like tonight, whose season was known by then or not, was nearer to what came than the model's own. */
  readonly levelHolds: boolean;
  readonly proof: RepeatProof;
};

/** What the night before had in force, by a proof of its own. */
export type RepeatScoreBefore = { readonly inForce: RepeatCandidate; readonly proof: RepeatProof };

/**
 * Measures the candidates for the repeat score on cuts of the past: for each, fitted to the cuts that share none of its days.
 *
 * Shapes are compared at the level that a cut turned out to have, and one is chosen (`chooseCandidate`), which takes its turn (`turnOf`;
 * `before`: what was in force the night before). So does the level. What is in force is then shown at the level foretold for each cut by what had been seen by then: those are the measures
 * that may be promised.
 *
 * undefined where there is no cut that others could be learned from.
 */
export const proveRepeatScore = (
  asOf: Day,
  fits: readonly PastFit[],
  before?: RepeatScoreBefore,
): ProvenRepeatScore | undefined => {
  const near: Fits = new Map(
    repeatCandidates.map((candidate) => [
      candidate,
      candidate === "plain-chance" ? undefined : fitRepeatRule(fits, featuresOf[candidate]),
    ]),
  );
  const trials = apart(fits).flatMap((cut) => trialOf(cut, fits, near) ?? []);
  if (trials.length === 0) return undefined;
  const turn = turnOf<RepeatCandidate>(
    asOf,
    chooseCandidate(trials, before?.inForce),
    before && isRated(trials, before.inForce)
      ? { rule: before.inForce, challenger: before.proof.challenger }
      : undefined,
  );
  const inForce = turn.rule;
  const levelTurn = turnOf<LevelRule>(
    asOf,
    levelHelps(trials, inForce, fits) ? "foretold" : "of-model",
    before?.proof.level && { rule: before.proof.level, challenger: before.proof.levelChallenger },
  );
  const levelHolds = levelTurn.rule === "foretold";
  return {
    inForce,
    fit: near.get(inForce),
    levelHolds,
    proof: {
      cuts: trials.map((trial) => {
        const shift = levelHolds ? forecastLevel(fits, trial.cut.daysBefore).shift : 0;
        return provedCut(asOf, trial, inForce, { shift, fits });
      }),
      candidates: repeatCandidates.flatMap((candidate) => {
        const measures = meanMeasures(trials, candidate);
        return measures === undefined ? [] : [{ candidate, ...measures }];
      }),
      ...(turn.challenger && { challenger: turn.challenger }),
      level: levelTurn.rule,
      ...(levelTurn.challenger && { levelChallenger: levelTurn.challenger }),
    },
  };
};

/** Candidates fitted to all cuts: whoever leaves a few out ends near them. */
type Fits = ReadonlyMap<RepeatCandidate, RepeatFit | undefined>;

/** What the candidates say of a cut that they were not fitted to, in log-odds, at the level that it had, and how well. */
type Trial = Omit<RatedCut, "of"> & {
  readonly cut: PastFit;
  readonly of: ReadonlyMap<RepeatCandidate, { readonly odds: Float64Array; readonly measures: ChanceMeasures }>;
};

const trialOf = (cut: PastFit, fits: readonly PastFit[], near: Fits): Trial | undefined => {
  const others = fits.filter(({ daysBefore }) => Math.abs(daysBefore - cut.daysBefore) >= HORIZON_DAYS);
  if (others.length === 0) return undefined;
  const of = new Map(
    repeatCandidates.flatMap((candidate) => {
      const odds = candidate === "plain-chance" ? cut.odds : oddsBy(candidate, others, cut, near);
      if (odds === undefined) return [];
      return [[candidate, { odds, measures: measuresAtItsLevel(cut, odds) }] as const];
    }),
  );
  return { cut, likeness: seasonLikeness(cut.daysBefore), of, plain: measuresAtItsLevel(cut, cut.plainOdds) };
};

const measuresAtItsLevel = (cut: PastFit, odds: Float64Array): ChanceMeasures => {
  const level = shiftToMean(odds, cut.count, cut.buyers / cut.customers);
  return measuresOf(
    cut,
    odds.map((value) => fromLogOdds(value + level)),
  );
};

const oddsBy = (
  candidate: RepeatCandidate,
  fits: readonly PastFit[],
  cut: PastFit,
  near: Fits,
): Float64Array | undefined => {
  const fit = fitRepeatRule(fits, featuresOf[candidate], near.get(candidate));
  const chances = cut.odds.map((odds) => odds + cut.gap);
  return fit && repeatLogOdds(fit.rule, cut.known, chances);
};

const meanMeasures = (trials: readonly Trial[], candidate: RepeatCandidate): ChanceMeasures | undefined => {
  const sums = { weight: 0, auc: 0, brier: 0, calibrationError: 0 };
  for (const trial of trials) {
    const measures = trial.of.get(candidate)?.measures;
    if (measures === undefined) return undefined;
    const weight = weightOf(trial);
    sums.weight += weight;
    sums.auc += weight * measures.auc;
    sums.brier += weight * measures.brier;
    sums.calibrationError += weight * measures.calibrationError;
  }
  const { weight, auc, brier, calibrationError } = sums;
  return { auc: auc / weight, brier: brier / weight, calibrationError: calibrationError / weight };
};

/** Whether foretold levels were nearer to what came, on the whole and on the cut of tonight's season. Nothing to judge by: the level is taken as foretold. */
const levelHelps = (trials: readonly Trial[], inForce: RepeatCandidate, fits: readonly PastFit[]): boolean => {
  const { seasonKnown } = forecastLevel(fits, 0);
  const ofSeason = cutOfSeason(trials);
  let gain = 0;
  for (const trial of trials) {
    const { cut, of } = trial;
    const level = forecastLevel(fits, cut.daysBefore);
    if (level.seasonKnown !== seasonKnown || level.shift === 0) continue;
    const shape = of.get(inForce)?.odds ?? cut.odds;
    const brierAt = (shift: number) => {
      const chances = atLevel(shape, cut.odds, cut.count, shift);
      return brierOf(cut, (i) => chances[i] ?? 0);
    };
    const nearer = brierAt(0) - brierAt(level.shift);
    if (trial === ofSeason && nearer < 0) return false;
    gain += weightOf(trial) * nearer;
  }
  return gain >= 0;
};

/** A cut as it would have been foretold: the candidate's shape, at the level that earlier cuts foretell. */
const provedCut = (
  asOf: Day,
  { cut, likeness, of }: Trial,
  inForce: RepeatCandidate,
  { shift, fits }: { readonly shift: number; readonly fits: readonly PastFit[] },
): ProvedCut => {
  const shape = of.get(inForce)?.odds ?? cut.odds;
  const chances = atLevel(shape, cut.odds, cut.count, shift);
  const plain = cut.plainOdds.map(fromLogOdds);
  const sum = (values: Float64Array) => values.reduce((total, value, i) => total + value * (cut.count[i] ?? 0), 0);
  const seen = fits.find(({ daysBefore }) => daysBefore >= cut.daysBefore + HORIZON_DAYS);
  return {
    cut: addDays(asOf, -cut.daysBefore),
    customers: cut.customers,
    buyers: cut.buyers,
    promised: sum(chances),
    promisedPlain: sum(plain),
    likeness,
    inForce: measuresOf(cut, chances),
    plain: measuresOf(cut, plain),
    baseRate: seen === undefined ? null : brierOf(cut, () => seen.buyers / seen.customers),
  };
};

/** Chances in a shape, at the level of the purchase model's moved by `shift`. */
export const atLevel = (shape: Float64Array, model: Float64Array, count: Float64Array, shift: number): Float64Array => {
  const move = shiftToMean(shape, count, meanChance(model, count, shift).mean);
  return shape.map((odds) => fromLogOdds(odds + move));
};
