import * as z from "zod";
import { categoriesOfShopSchema } from "./category-days.ts";
import { clustersSchema } from "./clusters.ts";
import { habitsOfShopSchema } from "./habits.ts";
import { historySchema } from "./history.ts";
import { currencySchema } from "./money.ts";
import { nextOrderSchema } from "./next-order.ts";
import { oddShopSchema } from "./odd-shop.ts";
import { promisesSchema } from "./promises.ts";
import { repeatScoreSchema } from "./repeat-score.ts";
import { scorecardSchema } from "./scorecard.ts";
import { spendProofSchema } from "./spend-proof.ts";
import {
  floorsSchema,
  tierCutsSchema,
  tierProofSchema,
  tierRuleBeforeSchema,
  tierRuleNameSchema,
} from "./tier-proof.ts";
import { daySchema } from "./time.ts";
import { carriersSchema, restsOnFewSchema, valueBandsSchema } from "./value-bands.ts";
import { valueByMonthSchema, valueRangeSchema } from "./value-range.ts";

/** Every sentence a night can say about its own numbers; `text` is the same in plain English, with the counts it rests on. */
const statementCodeSchema = z.enum([
  "fitted-to-sample",
  "dates-apart",
  "shop-quiet",
  "shop-closed",
  "migration-day",
  "level-break",
  "level-break-likely",
  "season-lower",
  "spend-level-break",
  "one-season",
  "no-customers",
  "no-repeat-buyers",
  "too-few-repeat-buyers",
  "too-short-history",
  "fit-not-converged",
  "fit-steadied-by-prior",
  "no-dropout-detectable",
  "yesterdays-parameters",
  "simple-rules",
  "too-few-spenders",
  "spend-not-converged",
  "spend-steadied-by-prior",
  "spend-follows-frequency",
  "first-order-in-spend",
  "spend-rule-changed",
  "returns-rule-changed",
  "frequent-left-out",
  "spenders-left-out",
  "value-class-by-net-value",
  "value-cut-without",
  "value-rests-on-few",
  "clv-missed-held-back",
  "value-season-unknown",
  "too-few-for-quintiles",
  "nothing-held-back",
  "closed-held-back",
  "moved-held-back",
  "models-not-judged",
  "no-buyers-held-back",
  "tiers-by-days",
  "tiers-rule-changed",
  "tiers-unproven",
  "tiers-not-falling",
  "next-order-unproven",
  "next-order-off",
  "may-never-too-sure",
  "next-order-season-unknown",
  "may-never-unknown",
  "may-never-off",
  "may-never-unproved",
  "other-model-in-force",
  "purchase-model-changed",
  "rule-waits",
  "recency-ranks-better",
  "too-few-to-cluster",
  "too-alike-to-cluster",
  "repeat-score-not-proved",
  "repeat-score-calibrated",
  "repeat-score-plain",
  "repeat-score-rule-changed",
  "repeat-score-season-unknown",
]);
const statementSchema = z.object({ code: statementCodeSchema, text: z.string() });
export type Statement = z.infer<typeof statementSchema>;

/** What every maximum-likelihood fit reports beside its parameters. */
const fitFacts = {
  /** Day whose data these parameters come from: an earlier one where tonight's fit had to fall back on them. */
  asOf: daySchema,
  logLikelihood: z.number(),
  converged: z.boolean(),
  /** Evaluations of log-likelihood with gradient and Hessian. */
  evaluations: z.int(),
  /** Customers the fit rests on. */
  customers: z.int(),
  /** True where a weak prior, worth one customer, had to hold the fit away from the boundary. */
  prior: z.boolean(),
};
const fitOf = <K extends string>(...names: readonly [K, ...K[]]) => {
  const numbers = z.record(z.enum(names), z.number());
  return z.object({
    params: numbers,
    /** By the delta method from the log scale; null where the likelihood is flat in that parameter. */
    standardErrors: z.record(z.enum(names), z.number().nullable()),
    /** Covariance of the parameters' logarithms in the order of `params`: the inverse Hessian; null where it has none. */
    logCovariance: z.array(z.array(z.number())).nullable(),
    ...fitFacts,
  });
};

/** r and alpha: gamma shape and rate of purchase rates (alpha in weeks); a and b: beta shapes of the chance to leave after a purchase. */
const betaGeometricFitSchema = fitOf("r", "alpha", "a", "b");
export type BetaGeometricFit = z.infer<typeof betaGeometricFitSchema>;
export type BetaGeometricParams = BetaGeometricFit["params"];
/** r and alpha: gamma shape and rate of purchase rates; s and beta: of dropout rates (alpha and beta in weeks). */
const paretoFitSchema = fitOf("r", "alpha", "s", "beta");
export type ParetoFit = z.infer<typeof paretoFitSchema>;
export type ParetoParams = ParetoFit["params"];
const nbdFitSchema = fitOf("r", "alpha");
export type NbdFit = z.infer<typeof nbdFitSchema>;
export type NbdParams = NbdFit["params"];
/** What customers spend a purchase day on average, in major units: the one in the middle, and the most that is in a fit (ADR 15). */
const usualMeansSchema = z.object({ middleMajor: z.number().positive(), mostMajor: z.number().positive() });
export type UsualMeans = z.infer<typeof usualMeansSchema>;
/** p and q: gamma shapes of spend within and between customers; gamma: its scale, in major money units. */
const gammaGammaFitSchema = fitOf("p", "q", "gamma").extend({
  /** What few purchases beyond it count for in what is foretold goes by it; absent in files of earlier versions, where all counts in full. */
  usual: usualMeansSchema.optional(),
});
export type GammaGammaFit = z.infer<typeof gammaGammaFitSchema>;
export type GammaGammaParams = GammaGammaFit["params"];

/** A fit before it is told which day's data it was made from. */
export type Fitted<Fit> = Omit<Fit, "asOf">;

/**
 * Four cut values in rising order. R: at most `cuts[0]` days silent scores 5, at most `cuts[1]` 4, then 3 and 2, above 1.
 * F and M: at least `cuts[0]` scores 2, at least `cuts[1]` 3, then 4 and 5, below 1. null: no value reaches that score.
 */
const rfmCutsSchema = z.array(z.number().nullable()).length(4);
/** `even`: fewer than five customers in the window, so that everybody scores 3. */
const rfmScaleSchema = z.discriminatedUnion("rule", [
  z.object({ rule: z.enum(["quintiles", "settings"]), cuts: rfmCutsSchema }),
  z.object({ rule: z.literal("even") }),
]);
export type RfmScale = z.infer<typeof rfmScaleSchema>;

/** A value class's cut: the least value, in minor units, that still belongs to it; null where nobody does. */
const valueClassRuleSchema = z.object({
  /** What classes are cut on: CLV, or all net value where there is no CLV. */
  basis: z.enum(["clv", "net-value"]),
  shares: z.object({ a: z.number(), b: z.number() }),
  cutsMinor: z.object({ a: z.number().nullable(), b: z.number().nullable() }),
  /** Customers who hold so much by themselves that classes and bands are cut on the value of the others; absent where there are none. */
  beyond: z.object({ customers: z.int(), totalMinor: z.number(), of: z.int(), ofMinor: z.number() }).optional(),
});
export type ValueClassRule = z.infer<typeof valueClassRuleSchema>;

const tierRuleSchema = z.object({
  rule: tierRuleNameSchema,
  cuts: tierCutsSchema,
  hysteresis: z.number(),
  /** Absent in files of earlier versions, which knew none. */
  floors: floorsSchema.optional(),
  /** How far chances doubt a silence (`inDoubt`); absent, as in files of earlier versions: not at all. */
  doubt: z.number().min(0).max(1).optional(),
});
export type TierRule = z.infer<typeof tierRuleSchema>;

/**
 * `model.json`: everything that turns a purchase summary into scores, so that any score can be replayed from this file.
 * Time is in weeks, the likelihood is that of Fader, Hardie and Lee (2005) without the 1/x! term.
 */
export const modelFileSchema = z.object({
  asOf: daySchema,
  /** How far P(alive), and all that is made of it, doubts a silence (`inDoubt`); absent, as in files of earlier versions: not at all. */
  doubt: z.number().min(0).max(1).optional(),
  /** Customers with at least one purchase day up to the as-of day. */
  customers: z.int(),
  /** Of them, those that models are fitted to and judged by; absent where that is everybody. */
  fittedTo: z.int().optional(),
  /** Absent of a night before Rouse looked. */
  history: historySchema.optional(),
  /** What is odd about the shop as a whole; absent of an ordinary one. */
  odd: oddShopSchema.optional(),
  timeUnit: z.literal("week"),
  currency: currencySchema,
  minorPerMajor: z.number(),
  /** Whose parameters score tonight. `none`: simple rules. */
  chosen: z.enum(["mbgnbd", "bgnbd", "pnbd", "none"]),
  models: z.object({
    bgnbd: betaGeometricFitSchema.nullable(),
    mbgnbd: betaGeometricFitSchema.nullable(),
    /** Pareto/NBD, fitted to all customers like the others: it needs no subsample. */
    pnbd: paretoFitSchema.nullable(),
    /** Purchases without dropout: the floor that the others must beat. */
    nbd: nbdFitSchema.nullable(),
    gammaGamma: gammaGammaFitSchema.nullable(),
    /** The same with each customer's first purchase day counted in; there only where it is in force (`spendProof`). */
    gammaGammaWithFirst: gammaGammaFitSchema.optional(),
  }),
  /** How spend was foretold with and without the first purchase day; absent where that could not be measured. */
  spendProof: spendProofSchema.optional(),
  counts: z.object({
    repeatBuyers: z.int(),
    repeatPurchaseDays: z.int(),
    spenders: z.int(),
    inRfmWindow: z.int(),
    /** Distinct (x, t_x, T). */
    cells: z.int(),
  }),
  /** Correlation of frequency and mean spend among repeat buyers: Gamma-Gamma takes it to be nil. */
  spendFrequencyCorrelation: z.number().nullable(),
  rfm: z.object({
    windowDays: z.int(),
    r: rfmScaleSchema,
    f: rfmScaleSchema,
    /** In minor units. */
    m: rfmScaleSchema,
  }),
  /**
   * `proof`: how the rule stood up to days of the past; null where that could not be measured, and in files of earlier versions.
   * `before`: the night before's. `since`: the first night of this rule with these cuts and floors; absent where that is not known.
   */
  tiers: tierRuleSchema.extend({
    proof: tierProofSchema.nullable().catch(null),
    before: tierRuleBeforeSchema.nullable(),
    since: daySchema.optional(),
  }),
  valueClass: valueClassRuleSchema,
  valueBands: valueBandsSchema,
  carriers: carriersSchema,
  /** Absent where all that customers spent counts in what is foretold. */
  restsOnFew: restsOnFewSchema.optional(),
  clv: z.object({ horizonMonths: z.int(), discountRatePerMonth: z.number() }),
  /** How far the shop's value may be off for what the models do not know; absent on a night without CLV. */
  valueRange: valueRangeSchema.optional(),
  /** The shop's value month by month; absent likewise. */
  valueByMonth: valueByMonthSchema.optional(),
  /** How models and simple rules foretold time that was held back from them; null where there is no such time yet. */
  scorecard: scorecardSchema.nullable(),
  /** Chance of a purchase within 90 days, as unseen time proved it best; null on a night without a purchase model. */
  repeatScore: repeatScoreSchema.nullable(),
  /** What nights promised, and what came; absent in a file of an earlier version. */
  promises: promisesSchema.optional(),
  /** When customers buy next; null on a night without a purchase model, and of a shop that fell quiet. */
  nextOrder: nextOrderSchema.nullable(),
  /** Groups of customers alike in recency, frequency, spend and rhythm; null where there are too few, or none apart. */
  clusters: clustersSchema.nullable(),
  /** What customers' habits are compared with. */
  habits: habitsOfShopSchema,
  /** Of the categories that the night's campaigns name; absent where they name none, or nobody bought of one again. */
  categories: categoriesOfShopSchema.optional(),
  /** What falls short tonight and what was done about it; empty on an ordinary night. */
  statements: z.array(statementSchema),
});
export type ModelFile = z.infer<typeof modelFileSchema>;
