import * as z from "zod";
import { challengerSchema } from "./challenger.ts";
import { openedRangeSchema } from "./opened-range.ts";
import { daySchema } from "./time.ts";

/** A purchase model with a P(active). */
const baseSchema = z.enum(["mbgnbd", "bgnbd", "pnbd"]);
const share = z.number().min(0).max(1);
const count = z.int().nonnegative();

/**
 * What may foretell a purchase within 90 days, from all that is known to the least. `seasonal`: chance, silence, frequency, and what was
 * bought in the same 90 days of earlier years. `combined`: chance, silence and frequency. `calibrated-chance`: the chance, put on the scale of
 * what customers did. `plain-chance`: P(active) as the model says it. All of them at the level of the season.
 */
export const repeatCandidates = ["seasonal", "combined", "calibrated-chance", "plain-chance"] as const;
/** Files of earlier versions may say as well: days of silence, put on the scale of what customers did. */
export const everCandidates = [...repeatCandidates, "calibrated-silence"] as const;
export type RepeatCandidate = (typeof everCandidates)[number];

/** Log-odds of a purchase are the intercept and, for each feature (`repeat-features.ts`), coefficient times value. */
const repeatRuleSchema = z.object({
  intercept: z.number(),
  coefficients: z.object({
    chance: z.number(),
    silence: z.number(),
    frequency: z.number(),
    // Rules of earlier versions knew no seasons.
    lastYear: z.number().default(0),
    knownLastYear: z.number().default(0),
    yearBefore: z.number().default(0),
    knownYearBefore: z.number().default(0),
  }),
});
export type RepeatRule = z.infer<typeof repeatRuleSchema>;

const measures = { auc: share, brier: z.number(), calibrationError: share };
export type ChanceMeasures = { readonly [Name in keyof typeof measures]: number };

/** One cut of the past: what was said of it by what had been seen until then, and what came. */
const provedCutSchema = z.object({
  cut: daySchema,
  customers: count,
  buyers: count,
  /** Buyers foretold by the candidate in force, and by MBG/NBD as it is. */
  promised: z.number(),
  promisedPlain: z.number(),
  /** How alike its season is to tonight's, 0 to 1. */
  likeness: share,
  inForce: z.object(measures),
  plain: z.object(measures),
  /** Brier score of the share of buyers that was seen last, said of everybody. */
  baseRate: z.number().nullable(),
});

/** At which level a score is: as foretold from days of the past, or as the purchase model has it. */
export const levelRules = ["foretold", "of-model"] as const;
export type LevelRule = (typeof levelRules)[number];

/** How the candidates foretold cuts of the past that they were not fitted to; means over cuts, weighted by how alike the seasons are. */
const repeatProofSchema = z.object({
  cuts: z.array(provedCutSchema),
  /** Each at the level that the cut turned out to have: what differs is the shape alone. */
  candidates: z.array(z.object({ candidate: z.enum(repeatCandidates), ...measures })),
  /** What waits to be in force. */
  challenger: challengerSchema.optional(),
  /** Whether the level foretold is taken, or the purchase model's own; and which of both waits. Absent in files of earlier versions. */
  level: z.enum(levelRules).optional(),
  levelChallenger: challengerSchema.optional(),
});
export type RepeatProof = z.infer<typeof repeatProofSchema>;
export type ProvedCut = z.infer<typeof provedCutSchema>;

/** A measure on the cuts of the past, on average, and how far single cuts lie from it; null: too few to say. */
const spreadSchema = z.object({ expected: z.number(), deviation: z.number().nullable() });

/** What tonight says of the 90 days to come. */
const repeatPromiseSchema = z.object({
  /** Share of customers who will buy, with the ends of what it will be in nine cases of ten. */
  share,
  low: share,
  high: share,
  /** How far both were moved apart for an odd shop; absent where they were not. */
  opened: openedRangeSchema.optional(),
  /** What the measures will be, as they were on cuts of the past; null where none was proved. */
  brier: spreadSchema.nullable(),
  auc: spreadSchema.nullable(),
  calibrationError: spreadSchema.nullable(),
});
export type RepeatPromise = z.infer<typeof repeatPromiseSchema>;

const levelSchema = z.object({
  /** Added to the purchase model's log-odds, with its standard deviation. */
  shift: z.number(),
  deviation: z.number(),
  /** Whether the season to come was seen before. */
  seasonKnown: z.boolean(),
  /** Cuts that say so. */
  cuts: count,
});

/** `repeatScore` of `model.json`: the chance of a purchase within 90 days, by the candidate that held its own on unseen time. */
export const repeatScoreSchema = z.object({
  inForce: z.enum(everCandidates),
  /** Whose P(active) the chance is. */
  base: baseSchema,
  /** How far that doubts a silence (`inDoubt`); absent, as in files of earlier versions: not at all. */
  doubt: share.optional(),
  rule: repeatRuleSchema,
  /** Standard errors of the coefficients, 0 for those not in use; null where nothing was fitted. */
  standardErrors: repeatRuleSchema.shape.coefficients.nullable(),
  /** Part of the intercept that brings tonight's customers to the level that is foretold. */
  levelShift: z.number(),
  /** The cuts that tonight's rule was fitted to: null where nothing was fitted. A file of an earlier version says it otherwise, and is not asked. */
  fittedOn: z
    .object({ cuts: z.int().positive(), from: daySchema, to: daySchema, customers: count, buyers: count })
    .nullable()
    .catch(null),
  /** How many buy at all; absent in files of earlier versions. */
  level: levelSchema.optional(),
  promise: repeatPromiseSchema.optional(),
  /** null where history is too short to prove anything, and in files of earlier versions. */
  proof: repeatProofSchema.nullable().catch(null),
});
export type RepeatScore = z.infer<typeof repeatScoreSchema>;
