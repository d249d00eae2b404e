import * as z from "zod";
import { rulesOfScorecard } from "./scorecard.ts";
import { daySchema } from "./time.ts";

/** A purchase model with a P(active). */
const baseSchema = z.enum(["mbgnbd", "bgnbd", "pnbd"]);
const share = z.number().min(0).max(1);
const count = z.int().nonnegative();

/**
 * What may foretell a purchase within 90 days. `combined`: chance, silence and frequency together. `calibrated-chance` and
 * `calibrated-silence`: one of them, put on the scale of what customers did. `plain-chance`: P(active) as the model says it.
 */
export const repeatCandidates = ["combined", "calibrated-chance", "calibrated-silence", "plain-chance"] as const;
export type RepeatCandidate = (typeof repeatCandidates)[number];

/** Log-odds of a purchase are the intercept and, for each feature (`repeat-features.ts`), coefficient times value. */
const repeatRuleSchema = z.object({
  intercept: z.number(),
  coefficients: z.object({ chance: z.number(), silence: z.number(), frequency: z.number() }),
});
export type RepeatRule = z.infer<typeof repeatRuleSchema>;

const measures = { auc: share, brier: z.number(), calibrationError: share };
const stretchSchema = z.object({ cut: daySchema, customers: count, buyers: count });

/** How the candidates, fitted to an earlier stretch of time, foretold a later one that they had not seen. */
const repeatProofSchema = z.object({
  fittedOn: stretchSchema,
  provedOn: stretchSchema,
  candidates: z.array(z.object({ candidate: z.enum(repeatCandidates), wins: z.boolean(), ...measures })),
  /** The single score that ranked best, by AUC: what a candidate must not fall short of. */
  bestSingle: z.object({ rule: z.enum(rulesOfScorecard), auc: share }),
  /** P(active) of the model that ranked best: whose Brier score a candidate must beat. */
  bestChance: z.object({ rule: baseSchema, ...measures }),
});
export type RepeatProof = z.infer<typeof repeatProofSchema>;

/** `repeatScore` of `model.json`: the chance of a purchase within 90 days, by the candidate that held its own on unseen time. */
export const repeatScoreSchema = z.object({
  inForce: z.enum(repeatCandidates),
  /** Whose P(active) the chance is. */
  base: baseSchema,
  rule: repeatRuleSchema,
  /** Standard errors in the order of the candidate's features; null where nothing was fitted. */
  standardErrors: z.object({ chance: z.number(), silence: z.number(), frequency: z.number() }).nullable(),
  /** Part of the intercept that moved the level half way to the purchase model's (`repeat-level.ts`). */
  levelShift: z.number(),
  /** The stretch that tonight's rule was fitted to; null where nothing was fitted. */
  fittedOn: stretchSchema.nullable(),
  /** null where history is too short to prove anything. */
  proof: repeatProofSchema.nullable(),
});
export type RepeatScore = z.infer<typeof repeatScoreSchema>;
