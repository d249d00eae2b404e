import * as z from "zod";
import { CEILING_CHANCE, HORIZON_DAYS, RETURNED_BEFORE_CEILING } from "./rule-limits.ts";
import { shareSchema } from "./share.ts";

const RISING = "expected four numbers that rise, such as [10, 30, 60, 120]";
const cuts = z
  .tuple([z.number().min(0), z.number().min(0), z.number().min(0), z.number().min(0)], { error: RISING })
  .refine((c) => c.every((v, i) => i === 0 || v >= (c[i - 1] ?? v)), { error: RISING });

const DEEPER = "expected three numbers above 0 that rise, such as [1.5, 3, 6]";
/** Of two that are equal the first would begin a tier that nobody can be in. */
const tierCuts = z
  .tuple([z.number().positive(), z.number().positive(), z.number().positive()], { error: DEEPER })
  .refine(([drowsy, half, asleep]) => drowsy < half && half < asleep, { error: DEEPER });

/** A century, in days and in months: what reaches further is a typing mistake. */
const MOST_DAYS = 36_500;
const MOST_MONTHS = 1_200;
/** Shares are written as decimal fractions, whose sum in binary may pass 1 by a hair. */
const HAIR = 1e-9;

/** What scores go by: RFM, tiers, classes and bands of value, the horizon of CLV. */
export const scoringSettings = {
  rfm: z
    .strictObject({
      windowDays: z.int().positive().max(MOST_DAYS).default(365).describe("Days that F and M look back."),
      cuts: z
        .strictObject({
          r: cuts.optional().describe("Four rising cuts of R, in days; quintiles without them."),
          f: cuts.optional().describe("Four rising cuts of F, in orders; quintiles without them."),
          m: cuts.optional().describe("Four rising cuts of M, in major units of the currency; quintiles without them."),
        })
        .prefault({}),
    })
    .prefault({}),
  tiers: z
    .strictObject({
      cuts: tierCuts
        .default([1.5, 3, 6])
        .describe("Silence over the expected interval from which a customer is drowsy, half-asleep, asleep."),
      hysteresis: shareSchema
        .default(0.9)
        .describe(
          "A customer leaves a sleepier tier without buying only when the measure of silence falls under this share of its cut.",
        ),
      leastDays: z
        .int()
        .nonnegative()
        .max(MOST_DAYS)
        .default(7)
        .describe("Days of silence before which nobody is drowsy, however often they buy."),
      mostDays: z
        .int()
        .positive()
        .max(MOST_DAYS)
        .default(180)
        .describe(
          `Days of silence from which nobody is new or awake whose chance of buying within ${HORIZON_DAYS} days is below ${100 * CEILING_CHANCE}%. It is more where it takes longer until ${100 * RETURNED_BEFORE_CEILING}% of those who come back have come, and for who has a slower rhythm of their own.`,
        ),
    })
    .prefault({}),
  valueClasses: z
    .strictObject({
      a: shareSchema.default(0.8).describe("Share of the whole value that the customers of class A bring together."),
      b: shareSchema.default(0.15).describe("Share of the whole value that those of class B bring; the rest are C."),
    })
    .refine(({ a, b }) => a + b <= 1 + HAIR, { error: "expected a and b to be at most 1 together" })
    .prefault({}),
  valueBands: z
    .strictObject({
      high: z.number().positive().describe("Least expected value of a customer of high value, in major units."),
      middle: z.number().positive().describe("Least expected value of a customer of middle value, in major units."),
    })
    .refine(({ high, middle }) => high >= middle, { error: "expected high to be at least as much as middle" })
    .optional()
    .describe("Where high and middle value begin, both or neither; round amounts near the mean without them."),
  clv: z
    .strictObject({
      horizonMonths: z
        .int()
        .positive()
        .max(MOST_MONTHS)
        .default(12)
        .describe("How far ahead a customer's value is reckoned, in months."),
      discountRatePerMonth: z
        .number()
        .min(0)
        .max(1)
        .default(0.01)
        .describe("By what share money is worth less for each month that it comes later."),
    })
    .prefault({}),
};
