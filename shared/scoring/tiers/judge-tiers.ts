import type { TierCandidate, TierProof, TierRuleName } from "../../model/tier-proof.ts";
import { compareHits } from "./compare-hits.ts";
import type { PastLadders } from "./past-ladders.ts";
import { CHANCE } from "./tier-ladder.ts";

/** A repeat rate that rises by more takes a rule out of force; up to there that of the night before stays. */
const CLEARLY = 3;
/** Share of those expected to buy by which the rule of the night before may err more than days of silence, beyond chance. */
const ERROR_MARGIN = 0.005;
/** AUC by which another rule must rank better, beyond chance, to replace that of the night before. */
const RANK_MARGIN = 0.002;

type Measured = Omit<TierCandidate, "fault">;
type Judged = Pick<TierProof, "candidates" | "inForce" | "why">;

/**
 * Which rule the measurements put in force, given the one of the night before.
 *
 * A rule may be in force where (a) repeat rates fall from awake to asleep (`steepestRise`), or rise no more than by days of silence, and
 * (b) it is wrong about no more of those whom it expects to buy, and misses no more buyers, than days of silence that expect as many. Days
 * of silence may always. Of those that may, the one whose ladder ranks best on average over the days of the past is in force; but the one
 * of the night before stays unless it is clearly at fault, or the best ranks better by more than a margin and more than chance. On a
 * first night the chance of buying again has that place: it ranked best on every log that this was tried on (ADR 37), so that a few young
 * customers do not decide against it. Its repeat rates must fall all the same.
 */
export const judgeTiers = (
  measured: readonly Measured[],
  past: readonly PastLadders[],
  before: TierRuleName | undefined,
): Judged => {
  const favourite = before ?? FIRST_CHOICE;
  const riseOfDays = measured.find(({ rule }) => rule === "fixed-days")?.steepestRise ?? 0;
  const candidates = measured.map((one): TierCandidate => {
    const allowed = one.rule === before ? CLEARLY : CHANCE;
    const rises = (one.steepestRise ?? 0) > Math.max(allowed, one.rule === "fixed-days" ? 0 : riseOfDays);
    const errs = one.rule === favourite ? errsClearlyMore(one.rule, past) : errsMore(one.rule, past);
    return { ...one, fault: rises ? "rises" : errs ? "errs-more" : null };
  });
  const able = candidates.filter(({ fault, rule }) => fault === null || rule === "fixed-days");
  const best = able.reduce((a, b) => (b.auc > a.auc ? b : a));
  const stays = able.find(({ rule }) => rule === favourite);
  const inForce = stays === undefined || isClearlyBetter(best, stays, past) ? best : stays;
  return { candidates, inForce: inForce.rule, why: inForce === best ? "ranks-best" : "not-beaten" };
};

const FIRST_CHOICE: TierRuleName = "chance";

const errsMore = (rule: TierRuleName, past: readonly PastLadders[]): boolean =>
  hitsCompared(rule, "fixed-days", past).gain < -A_HAIR * predictedOver(past);

const errsClearlyMore = (rule: TierRuleName, past: readonly PastLadders[]): boolean => {
  const { gain, variance } = hitsCompared(rule, "fixed-days", past);
  return gain < -ERROR_MARGIN * predictedOver(past) && gain < -CHANCE * Math.sqrt(variance);
};

const predictedOver = (past: readonly PastLadders[]): number => past.reduce((sum, { predicted }) => sum + predicted, 0);

/** What parts of customers on a cut may lack for rounding's sake. */
const A_HAIR = 1e-12;

/** More buyers, by one rule than by another, over all cuts. */
const hitsCompared = (rule: TierRuleName, than: TierRuleName, past: readonly PastLadders[]) => {
  let [gain, variance] = [0, 0];
  for (const { of, bought } of past) {
    const [ours, theirs] = [of.get(rule), of.get(than)];
    if (ours === undefined || theirs === undefined) continue;
    const compared = compareHits(bought, ours.wakeful, theirs.wakeful);
    gain += compared.gain;
    variance += compared.variance;
  }
  return { gain, variance };
};

/**
 * Student's t beyond which chance goes once in twenty times to one side, by degrees of freedom from 1 on: of few cuts, how far they
 * scatter is hardly known itself.
 */
const STUDENT = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833] as const;

/** Whether a rule ranks better than another by more than chance between cuts; of a single cut its buyers alone can tell. */
const isClearlyBetter = (one: Measured, than: Measured, past: readonly PastLadders[]): boolean => {
  const gains = past.map(({ of }) => (of.get(one.rule)?.auc ?? 0) - (of.get(than.rule)?.auc ?? 0));
  const gain = gains.reduce((sum, value) => sum + value, 0) / gains.length;
  if (gain <= RANK_MARGIN) return false;
  if (gains.length === 1) {
    const hits = hitsCompared(one.rule, than.rule, past);
    return hits.gain > CHANCE * Math.sqrt(hits.variance);
  }
  const squares = gains.reduce((sum, value) => sum + (value - gain) ** 2, 0);
  const error = Math.sqrt(squares / (gains.length - 1) / gains.length);
  return gain > (STUDENT[gains.length - 2] ?? CHANCE) * error;
};
