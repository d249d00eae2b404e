import type { BetaGeometricParams } from "../../model/model-file.ts";
import { DAYS_PER_WEEK } from "./purchase-data.ts";

/** Of the purchase model in force; alpha in weeks. */
export type Rhythm = Pick<BetaGeometricParams, "r" | "alpha">;

/**
 * Days between a customer's purchases as expected from their own rhythm, shrunk towards the shop's: (alpha + t_x)/(r + x).
 * The mean of the posterior of the rate, inverted; for one-time buyers it is the shop's own interval, alpha/r.
 */
export const expectedIntervalDays = ({ r, alpha }: Rhythm, repeats: number, recencyDays: number): number =>
  (DAYS_PER_WEEK * alpha + recencyDays) / (r + repeats);
