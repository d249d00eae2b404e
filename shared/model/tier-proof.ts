import * as z from "zod";
import { challengerSchema } from "./challenger.ts";
import { tierSchema } from "./customer.ts";
import { daySchema } from "./time.ts";

const share = z.number().min(0).max(1);
const count = z.int().nonnegative();
/** Of customers who lie on a cut, part may count: those of one silence are drawn from as a whole. */
const part = z.number().nonnegative();

/**
 * What cuts are compared with. `rhythm`: silence over the expected interval. `chance`: odds against a purchase within 90 days, (1 - p)/p.
 * `fixed-days`: days of silence.
 */
export const tierRuleNames = ["rhythm", "chance", "fixed-days"] as const;
export const tierRuleNameSchema = z.enum(tierRuleNames);
export type TierRuleName = z.infer<typeof tierRuleNameSchema>;

/** Three rising cuts of a measure of silence: from there on a customer is drowsy, half-asleep, asleep. */
export const tierCutsSchema = z.tuple([z.number(), z.number(), z.number()]);
export type TierCuts = z.infer<typeof tierCutsSchema>;

/**
 * Nobody is new or awake from so many days of silence on, or, having bought again, so many of their own intervals where that is more, once a
 * purchase within 90 days has less than this chance.
 */
const ceilingSchema = z.object({ days: z.int().positive(), intervals: z.number().nonnegative(), chance: share });
export type Ceiling = z.infer<typeof ceilingSchema>;

/** Nobody is drowsy or deeper before so many days of silence, nor while a purchase within 90 days has at least this chance. */
export const floorsSchema = z.object({
  leastDays: z.int().nonnegative(),
  awakeChance: share,
  /** Of the customer's own interval; absent in files of earlier versions, which had no such floor. */
  leastIntervals: z.number().nonnegative().default(0),
  /** How many times that least silence, and how many times the odds of that chance, nobody is half-asleep before, and nobody asleep; absent in files of earlier versions, which had no such floor. */
  deeper: z.tuple([z.number(), z.number()]).optional(),
  /** Half-asleep at the latest, and asleep, at those times its silence and its odds; absent in files of earlier versions, which had none. */
  ceiling: ceilingSchema.optional(),
});
export type Floors = z.infer<typeof floorsSchema>;

/** Customers whom a rule put in a tier, over all cuts of the past, and the share of them who bought within the horizon. */
const rungSchema = z.object({
  tier: tierSchema,
  customers: part,
  buyers: part,
  /** Of all customers known at the cuts. */
  share,
  /** null: nobody is in this tier. */
  repeatRate: share.nullable(),
});
export type Rung = z.infer<typeof rungSchema>;

/** How well a ladder foretells who buys. */
const measures = {
  /** Chance that a buyer stands on a more wakeful rung than who did not buy; ties count half. */
  auc: share,
  /** Of those new or awake, the share who did not buy; of those who bought, the share who were neither. */
  errorRate: share,
  omissionRate: share,
};

const candidateSchema = z.object({
  rule: tierRuleNameSchema,
  /** Those of tonight. */
  cuts: tierCutsSchema,
  /** New first, then from awake to asleep. */
  tiers: z.array(rungSchema),
  /** Means over the cuts of the past; errors over all their customers. */
  ...measures,
  /**
   * How many standard errors a repeat rate lies above that of the tier before, where it does so most, from awake to asleep.
   * Negative: it falls at every step. null: fewer than two of these tiers hold anybody.
   */
  steepestRise: z.number().nullable(),
  /** Why it may not be in force: a sleepier tier buys more often, or it errs more than days of silence. null: it may. */
  fault: z.enum(["rises", "errs-more"]).nullable(),
});
export type TierCandidate = z.infer<typeof candidateSchema>;

const cutSchema = z.object({
  cut: daySchema,
  customers: count,
  buyers: count,
  /** Customers new or awake by rhythm: of as many each rule says that they will buy. */
  predicted: count,
  rules: z.array(z.object({ rule: tierRuleNameSchema, ...measures })),
});

/**
 * `tiers.proof` of `model.json`: how the rules stood up to days of the past that share no time, each time with tiers of equal sizes,
 * those that the cuts of the rhythm gave.
 */
export const tierProofSchema = z.object({
  horizonDays: z.int().positive(),
  /** Newest first. */
  cuts: z.array(cutSchema).min(1),
  candidates: z.array(candidateSchema).min(1),
  inForce: tierRuleNameSchema,
  /** `not-beaten`: another ranks better than what was in force, but by no more than chance or too little. `waits`: another is to be in force, and waits for its turn. */
  why: z.enum(["ranks-best", "not-beaten", "waits"]),
  challenger: challengerSchema.optional(),
});
export type TierProof = z.infer<typeof tierProofSchema>;

const rhythm = z.object({ r: z.number(), alpha: z.number() });

/** What tiers went by on the night before: what it would say tonight tells a customer who moved from a rule that moved. */
export const tierRuleBeforeSchema = z.object({
  rule: tierRuleNameSchema,
  cuts: tierCutsSchema,
  hysteresis: z.number(),
  floors: floorsSchema.optional(),
  doubt: z.number().min(0).max(1).optional(),
  /** Of its purchase model; alpha in weeks. null: it had none. */
  rhythm: rhythm.nullable(),
  /** Of its MBG/NBD, whose chance it was. null: it had none, or an earlier version did not say. */
  mbgnbd: rhythm.extend({ a: z.number(), b: z.number() }).nullable().default(null),
});
export type TierRuleBefore = z.infer<typeof tierRuleBeforeSchema>;
