import { type PromiseFile, promiseFileSchema } from "../../shared/model/promise-file.ts";
import { fitOfParams } from "./fit-of-params.ts";
import { entryOf } from "./promise-entry.ts";

/**
 * What a night kept of its rules: MBG/NBD of a shop that people come back to, and a rule that adds so much to its log-odds.
 * Parsed as a night of later does it.
 */
export const promiseFileOf = ({
  asOf = "2026-08-22",
  intercept = 0,
  buyers = 263,
  buyersRange,
  purchasesRange,
}: {
  asOf?: string;
  intercept?: number;
  buyers?: number;
  buyersRange?: { low: number; high: number };
  purchasesRange?: { low: number; high: number };
} = {}): PromiseFile =>
  promiseFileSchema.parse({
    ...{ runId: `${asOf}-1`, asOf, chosen: "mbgnbd", since: asOf, book: [] },
    models: { mbgnbd: { asOf, ...fitOfParams({ r: 1.04, alpha: 4.04, a: 0.4436, b: 5.83 }) }, bgnbd: null, pnbd: null },
    repeatScore: {
      ...{ inForce: "calibrated-chance", base: "mbgnbd", standardErrors: null, levelShift: 0, fittedOn: null },
      rule: { intercept, coefficients: { chance: 1, silence: 0, frequency: 0 } },
      proof: null,
    },
    tiers: { rule: "rhythm", cuts: [1.5, 3, 6], hysteresis: 0.9 },
    promise: {
      ...{ horizonDays: 90, customers: 1_058, buyers, purchases: 497, rule: entryOf().rule },
      measures: entryOf().promised,
      ...(buyersRange && { buyersRange }),
      ...(purchasesRange && { purchasesRange }),
    },
  });
