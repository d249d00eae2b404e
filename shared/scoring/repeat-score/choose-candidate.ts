import { type ChanceMeasures, type RepeatCandidate, repeatCandidates } from "../../model/repeat-score.ts";

/** How well the candidates foretold a cut that they were not fitted to, at the level that it had. */
export type RatedCut = {
  /** How alike its season is to tonight's, 0 to 1. */
  readonly likeness: number;
  /** Candidates that could not be fitted are absent. */
  readonly of: ReadonlyMap<RepeatCandidate, { readonly measures: ChanceMeasures }>;
  /** How well MBG/NBD as it is did, at the same level: what customers of Rouse would have without any of this. */
  readonly plain: ChanceMeasures;
};

/** A cut whose season has nothing of tonight's still tells half as much of the shape as the one a year ago. */
const LEAST_WEIGHT = 0.5;
export const weightOf = ({ likeness }: Pick<RatedCut, "likeness">): number =>
  LEAST_WEIGHT + (1 - LEAST_WEIGHT) * likeness;

/** AUC that a candidate may lack: what a few customers can do. */
const SAME_AUC = 0.001;
/** Brier scores closer than this are the same: where no feature that a candidate adds tells anybody apart, rounding alone makes a difference. */
const SAME_BRIER = 1e-6;
/** Standard errors between cuts by which a candidate must have been better: on a first night, and than what was in force before. */
const BETTER = 1;
const CLEARLY_BETTER = 2;

/** A cut of tonight's season: no more than two weeks from the same day of the year. */
const SAME_SEASON = 0.9;
/** What a candidate may be worse by than MBG/NBD on such a cut: a hair; and what is in force by so many, for in a small shop a few customers move AUC by two in a night. */
const HAIR = { brier: 0.0005, auc: 0.005 } as const;
const HAIRS_IN_FORCE = 3;

/** The cut most like tonight, if it is of tonight's season. */
export const cutOfSeason = <Cut extends Pick<RatedCut, "likeness">>(cuts: readonly Cut[]): Cut | undefined => {
  const [most] = cuts.toSorted((a, b) => b.likeness - a.likeness);
  return most !== undefined && most.likeness >= SAME_SEASON ? most : undefined;
};

/**
 * The candidate in force. From the plainest on, one is taken over the one before it where it is better by more than a standard error
 * between cuts; and none that was worse than MBG/NBD in tonight's season. What was in force `before`, the night before, stays as long as
 * no other is better by two standard errors, and it holds in tonight's season: else scores would move by the choice from night to night,
 * and customers had done nothing.
 */
export const chooseCandidate = (cuts: readonly RatedCut[], before?: RepeatCandidate): RepeatCandidate => {
  const stays = before !== undefined && isRated(cuts, before) && holdsInSeason(cuts, before, HAIRS_IN_FORCE);
  let chosen: RepeatCandidate = stays ? before : "plain-chance";
  for (const candidate of repeatCandidates.toReversed()) {
    if (candidate === chosen || !holdsInSeason(cuts, candidate, 1)) continue;
    if (isBetter(cuts, candidate, chosen, stays ? CLEARLY_BETTER : BETTER)) chosen = candidate;
  }
  return chosen;
};

/** Whether a candidate could be fitted for every cut. */
export const isRated = (cuts: readonly RatedCut[], candidate: RepeatCandidate): boolean =>
  cuts.every(({ of }) => of.has(candidate));

/** Whether a candidate was no worse than MBG/NBD on the cut of tonight's season, but for so many hairs. The plain chance always may. */
const holdsInSeason = (cuts: readonly RatedCut[], candidate: RepeatCandidate, hairs: number): boolean => {
  if (candidate === "plain-chance") return true;
  const cut = cutOfSeason(cuts);
  const ours = cut?.of.get(candidate)?.measures;
  if (cut === undefined || ours === undefined) return true;
  return ours.brier - cut.plain.brier <= hairs * HAIR.brier && cut.plain.auc - ours.auc <= hairs * HAIR.auc;
};

/** Whether a candidate foretold the cuts better than another, by more than so many standard errors, and ranked them as well. */
const isBetter = (
  cuts: readonly RatedCut[],
  candidate: RepeatCandidate,
  than: RepeatCandidate,
  errors: number,
): boolean => {
  const pairs = cuts.flatMap((cut) => {
    const [ours, theirs] = [cut.of.get(candidate)?.measures, cut.of.get(than)?.measures];
    if (ours === undefined || theirs === undefined) return [];
    return [{ weight: weightOf(cut), brier: theirs.brier - ours.brier, auc: ours.auc - theirs.auc }];
  });
  if (pairs.length < cuts.length) return false;
  const mean = (of: (pair: (typeof pairs)[number]) => number) =>
    pairs.reduce((sum, pair) => sum + pair.weight * of(pair), 0) / pairs.reduce((sum, { weight }) => sum + weight, 0);
  const gain = mean(({ brier }) => brier);
  const variance = mean(({ brier }) => (brier - gain) ** 2) / Math.max(1, pairs.length - 1);
  return gain > Math.max(SAME_BRIER, errors * Math.sqrt(variance)) && mean(({ auc }) => auc) >= -SAME_AUC;
};
