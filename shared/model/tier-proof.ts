import * as z from "zod";
import { tierSchema } from "./customer.ts";
import { daySchema } from "./time.ts";

const share = z.number().min(0).max(1);
const count = z.int().nonnegative();

/** Three rising cuts of a measure of silence: from there on a customer is drowsy, half-asleep, asleep. */
export const tierCutsSchema = z.tuple([z.number(), z.number(), z.number()]);
export type TierCuts = z.infer<typeof tierCutsSchema>;

/** Customers whom a rule put in a tier at the cut, and the share of them who bought within the horizon. */
const rungSchema = z.object({
  tier: tierSchema,
  customers: count,
  buyers: count,
  /** Of all customers known at the cut. */
  share,
  /** null: nobody is in this tier. */
  repeatRate: share.nullable(),
});
export type Rung = z.infer<typeof rungSchema>;

const candidateSchema = z.object({
  cuts: tierCutsSchema,
  /** New first, then from awake to asleep. */
  tiers: z.array(rungSchema),
  /** Of those new or awake, the share who did not buy; of those who bought, the share who were neither. */
  errorRate: share,
  omissionRate: share,
  /**
   * How many standard errors a repeat rate lies above that of the tier before, where it does so most, from awake to asleep.
   * Negative: it falls at every step. null: fewer than two of these tiers hold anybody.
   */
  steepestRise: z.number().nullable(),
});
export type TierCandidate = z.infer<typeof candidateSchema>;

/**
 * `tiers.proof` of `model.json`: how silence in a customer's own rhythm and plain days of silence stood up to time held back.
 * The day limits give tiers of the sizes that the rhythm gives; their error and omission rates are told of exactly as many customers.
 */
export const tierProofSchema = z.object({
  cut: daySchema,
  horizonDays: z.int().positive(),
  customers: count,
  buyers: count,
  /** Customers new or awake by rhythm: of as many is said that they will buy. */
  predicted: count,
  rhythm: candidateSchema,
  fixedDays: candidateSchema,
  /** Error rate of the day limit minus that of the rhythm: above 0, the rhythm foretells better. */
  gain: z.number(),
  /** The same in standard errors, by McNemar's test. */
  gainInStandardErrors: z.number(),
  inForce: z.enum(["rhythm", "fixed-days"]),
  why: z.enum(["rhythm-no-worse", "rhythm-worse", "rhythm-does-not-fall", "as-the-night-before"]),
});
export type TierProof = z.infer<typeof tierProofSchema>;

/** What tiers went by on the night before: what it would say tonight tells a customer who moved from a rule that moved. */
export const tierRuleBeforeSchema = z.object({
  rule: z.enum(["rhythm", "fixed-days"]),
  cuts: tierCutsSchema,
  hysteresis: z.number(),
  /** Of its purchase model; alpha in weeks. null: it had none. */
  rhythm: z.object({ r: z.number(), alpha: z.number() }).nullable(),
});
export type TierRuleBefore = z.infer<typeof tierRuleBeforeSchema>;
