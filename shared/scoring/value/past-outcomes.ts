import { YEAR_DAYS } from "../../model/rule-limits.ts";
import { DOUBT, inDoubt } from "../models/doubted-silence.ts";
import { mbgnbd } from "../models/mbgnbd.ts";
import { betaGeometricModel } from "../models/purchase-model.ts";
import type { SpendInForce } from "../models/spend-in-force.ts";
import { MONTH_DAYS } from "../past-cuts/past-cut-days.ts";
import type { PastCuts } from "../past-cuts/past-cuts.ts";
import type { PastFit } from "../past-cuts/past-fits.ts";
import { DAYS_PER_MONTH } from "./clv.ts";
import { type ForetoldMonths, foretoldByMonth } from "./foretold-by-month.ts";

/**
 * A cut of the past, what was foretold of its customers for each month of 30 days after it, and what they did: for tonight's horizon, and a year
 * at least, as far as these are past.
 */
export type CutOutcome = {
  readonly daysBefore: number;
  readonly historyDays: number;
  readonly foretold: ForetoldMonths;
  readonly came: { readonly purchases: readonly number[]; readonly netMinor: readonly number[] };
};

/** Two days are of one season as far as they lie so many days apart in the year: at twice as many it is an eighth. */
const SEASON_DAYS = 40;
/** A cut less like tonight than this says nothing that it is worth a forecast for. */
const LEAST_LIKENESS = 0.05;

/** How alike the seasons are of tonight and of a day so long before, from 0 to 1. */
export const likenessOf = (daysBefore: number): number => {
  const into = daysBefore % YEAR_DAYS;
  return Math.exp(-0.5 * (Math.min(into, YEAR_DAYS - into) / SEASON_DAYS) ** 2);
};

/** Months of 30 days that make a year: a cut that has fewer behind it has no season to tell. */
export const YEAR_MONTHS = 12;

/** Months of 30 days that a horizon is nearest to. */
export const pastMonthsOf = (horizonMonths: number): number =>
  Math.max(1, Math.round((horizonMonths * DAYS_PER_MONTH) / MONTH_DAYS));

export type OutcomesInput = {
  readonly fits: readonly Pick<PastFit, "daysBefore" | "historyDays" | "params" | "cells" | "known">[];
  readonly cuts: PastCuts["cuts"];
  readonly spend: SpendInForce;
  readonly minorPerMajor: number;
  readonly horizonMonths: number;
};

/**
 * What was foretold at past cuts of about tonight's season, newest first, by models that knew no more than was known then; spend goes by
 * tonight's parameters, which hardly move.
 */
export const cutOutcomes = ({ fits, cuts, spend, minorPerMajor, horizonMonths }: OutcomesInput): CutOutcome[] => {
  const wanted = Math.max(YEAR_MONTHS, pastMonthsOf(horizonMonths));
  return fits.flatMap(({ daysBefore, historyDays, params, cells, known }) => {
    const cut = cuts.find((one) => one.daysBefore === daysBefore);
    const months = Math.min(wanted, Math.floor(daysBefore / MONTH_DAYS));
    if (cut === undefined || months === 0 || likenessOf(daysBefore) < LEAST_LIKENESS) return [];
    const model = inDoubt(betaGeometricModel(mbgnbd, params), DOUBT);
    const { after } = cut;
    const foretold = foretoldByMonth({ model, spend, cells, known, minorPerMajor, months, daysPerMonth: MONTH_DAYS });
    const came = { purchases: after.purchases.slice(0, months), netMinor: after.netMinor.slice(0, months) };
    return [{ daysBefore, historyDays, foretold, came }];
  });
};
