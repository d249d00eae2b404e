import * as z from "zod";
import { tierSchema } from "./customer.ts";
import { everCandidates } from "./repeat-score.ts";
import { daySchema } from "./time.ts";

const share = z.number().min(0).max(1);
const count = z.int().nonnegative();
/** A sum of chances, or of expected purchases. */
const expected = z.number().nonnegative();

/** Between what a number is promised to lie, nine times of ten. */
const rangeSchema = z.object({ low: expected, high: expected });
export type PromisedRange = z.infer<typeof rangeSchema>;

/** How good a night's chances are said to be, or were; null: not known. */
const measuresSchema = z.object({
  auc: share.nullable(),
  brier: z.number().nullable(),
  calibrationError: share.nullable(),
  /** Of those new or awake, the share who did not buy; of those who bought, the share who were neither. */
  errorRate: share.nullable(),
  omissionRate: share.nullable(),
});
export type PromiseMeasures = z.infer<typeof measuresSchema>;

/** What gave customers their chances and their tiers. */
const ruleSchema = z.object({
  repeatScore: z.enum(everCandidates),
  base: z.enum(["mbgnbd", "bgnbd", "pnbd"]),
  tiers: z.string(),
});

/** What a night says of the days that follow it. */
export const promiseSchema = z.object({
  horizonDays: z.int().positive(),
  /** Whom it is of: customers that models are fitted to. Buyers: their repeat scores summed. */
  customers: count,
  buyers: expected,
  /** Absent where the repeat score of that night knew no range. */
  buyersRange: rangeSchema.optional(),
  /** Purchase days, as the repeat score and the purchase model make them expected. */
  purchases: expected,
  /** Absent where that of the buyers is, and of nights of an earlier version. */
  purchasesRange: rangeSchema.optional(),
  /** As time held back that night had it. */
  measures: measuresSchema,
  rule: ruleSchema,
});
export type NightsPromise = z.infer<typeof promiseSchema>;

/** What a night promised and what came of it, of the same customers. */
const promiseEntrySchema = z.object({
  /** The night that promised, by its as-of day. */
  promisedOn: daySchema,
  /** The days judged: those after `cut`, up to `until`. The cut is the night's own day, or some days later where nights were missed. */
  cut: daySchema,
  until: daySchema,
  rule: ruleSchema,
  /** Customers that the night counted, and those that are known now to have been there. */
  customersThen: count,
  customers: count,
  /** `told`: what that night said of those it counted. `promised`: the same rule's word of those who are known now. */
  buyers: z.object({ told: expected, promised: expected, range: rangeSchema.optional(), came: count }),
  purchases: z.object({ told: expected, promised: expected, range: rangeSchema.optional(), came: count }),
  promised: measuresSchema,
  came: measuresSchema,
});
export type PromiseEntry = z.infer<typeof promiseEntrySchema>;

const settledSchema = promiseEntrySchema.extend({
  outcome: z.literal("settled"),
  /** Each customer as at a first score (no hysteresis), and the buyers that their chances add up to. */
  tiers: z.array(z.object({ tier: tierSchema, customers: count, buyers: expected, came: count })),
});
export type SettledPromise = z.infer<typeof settledSchema>;

/**
 * Why tonight settles nothing: no night was finished 90 to 97 days ago; the night there had no repeat score; another version of the program
 * wrote its file; nobody who was there is known.
 */
const unsettledReasons = ["no-night", "no-score", "unreadable", "nobody-known"] as const;
const unsettledSchema = z.object({ outcome: z.literal("none"), why: z.enum(unsettledReasons) });

/** `promises` of `model.json`: what was promised 90 days ago against what came, of every night that the book knows. */
export const promisesSchema = z.object({
  /** The night that the book began with, by its as-of day. */
  since: daySchema,
  /** null: there is no repeat score tonight. */
  tonight: promiseSchema.nullable(),
  settled: z.discriminatedUnion("outcome", [settledSchema, unsettledSchema]),
  /** Oldest first: the first of each week, for two years, and the newest. */
  book: z.array(promiseEntrySchema),
});
export type Promises = z.infer<typeof promisesSchema>;
