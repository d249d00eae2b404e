import type { ModelFile, Statement } from "../../model/model-file.ts";
import type { TierCuts, TierProof, TierRuleBefore } from "../../model/tier-proof.ts";
import type { Rhythm } from "../models/expected-interval.ts";
import { dayLimits, type Known } from "./day-limits.ts";
import { FIXED_DAYS } from "./dormancy.ts";
import { type HeldBackTime, proveTierRules } from "./prove-tiers.ts";
import { rhythmOf } from "./rhythm-of.ts";
import { CHANCE } from "./tier-ladder.ts";
import { tierStatements } from "./tier-statements.ts";

/** A repeat rate that rises by more takes the rhythm out of force; up to there the rule of the night before stays. */
const CLEARLY = 3;
/** Share of those predicted to buy by which the other rule must err less, beyond chance, to replace that of the night before. */
const MARGIN = 0.005;

export type TierRuleInput = {
  readonly settings: { readonly cuts: TierCuts; readonly hysteresis: number };
  /** Customers of tonight, and the rhythm of the model in force; undefined on a night without one. */
  readonly tonight: Known;
  readonly rhythm: Rhythm | undefined;
  readonly heldBack: HeldBackTime;
  readonly yesterday: Pick<ModelFile, "tiers" | "chosen" | "models"> | undefined;
};

export type ChosenTierRule = { readonly tiers: ModelFile["tiers"]; readonly statements: readonly Statement[] };

/**
 * The tier rule in force: silence in a customer's own rhythm against the cuts of the settings, or plain days of silence at
 * limits that give tiers of the same sizes.
 *
 * The rhythm is in force where, on time held back, (a) repeat rates fall from awake to asleep (`steepestRise`) and (b) it
 * foretells who will buy no worse than the day limit that predicts as many (`compareAtSameShare`). After a night whose rule
 * was measured, that rule stays unless the other errs less by more than half a point and more than chance, or unless repeat
 * rates by rhythm clearly rise; so two rules about as good do not take turns.
 * Where nothing can be measured, the rule measured last stays, else 90, 180 and 365 days of silence are in force.
 */
export const chooseTierRule = ({ settings, tonight, rhythm, heldBack, yesterday }: TierRuleInput): ChosenTierRule => {
  const before = yesterday && ruleBefore(yesterday);
  const measured = yesterday?.tiers.proof === null ? undefined : yesterday?.tiers;
  const limits = measured?.rule === "fixed-days" ? measured.cuts : undefined;
  const told = { hysteresis: settings.hysteresis, before: before ?? null };
  const byDays = (cuts: TierCuts, proof: TierProof | null) => ({ rule: "fixed-days", cuts, ...told, proof }) as const;
  const byRhythm = (proof: TierProof | null) => ({ rule: "rhythm", cuts: settings.cuts, ...told, proof }) as const;

  if (rhythm === undefined) return { tiers: byDays(limits ?? [...FIXED_DAYS], null), statements: [] };
  const proof = proveTierRules(heldBack, settings, (found) => judge(found, measured?.rule));
  if (proof === null) {
    const tiers = measured?.rule === "rhythm" ? byRhythm(null) : byDays(limits ?? [...FIXED_DAYS], null);
    return { tiers, statements: [tierStatements.unproven(tiers, heldBack.cells)] };
  }
  const tiers =
    proof.inForce === "rhythm" ? byRhythm(proof) : byDays(dayLimits(tonight, rhythm, settings.cuts, limits), proof);
  return { tiers, statements: tierStatements.proven(tiers, proof) };
};

/** Which rule the measurements put in force, given the one of the night before. */
const judge = (
  { rhythm, gain, gainInStandardErrors }: Pick<TierProof, "rhythm" | "gain" | "gainInStandardErrors">,
  before: "rhythm" | "fixed-days" | undefined,
): Pick<TierProof, "inForce" | "why"> => {
  const rise = rhythm.steepestRise ?? 0;
  const beyondChance = Math.abs(gain) > MARGIN && Math.abs(gainInStandardErrors) > CHANCE;
  if (rise > (before === "rhythm" ? CLEARLY : CHANCE)) return { inForce: "fixed-days", why: "rhythm-does-not-fall" };
  if (before !== undefined && !beyondChance) return { inForce: before, why: "as-the-night-before" };
  return gain >= 0 ? { inForce: "rhythm", why: "rhythm-no-worse" } : { inForce: "fixed-days", why: "rhythm-worse" };
};

/** What tiers went by on the night before, with all that is needed to ask what it would say tonight. */
const ruleBefore = ({ tiers, chosen, models }: NonNullable<TierRuleInput["yesterday"]>): TierRuleBefore => {
  const { rule, cuts, hysteresis } = tiers;
  return { rule, cuts, hysteresis, rhythm: rhythmOf(chosen, models) ?? null };
};
