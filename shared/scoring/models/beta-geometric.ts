import type { BetaGeometricParams } from "../../model/model-file.ts";

/**
 * A purchase model in which a customer may leave for good right after a purchase, each with a chance of their own, beta(a, b)
 * over customers; while they stay, they buy at a rate of their own, gamma(r, alpha) over customers, alpha in weeks.
 * After x repeat purchases there were x + `early` chances to leave: what sets the two models of this family apart.
 */
export type BetaGeometric = { readonly name: "bgnbd" | "mbgnbd"; readonly early: 0 | 1 };

/**
 * P(alive): the chance that a customer with x repeat purchases, the last one `recencyWeeks` and the as-of day `ageWeeks` after
 * the first purchase, has not left: 1 / (1 + a/(b + x - 1 + early) ((alpha + T)/(alpha + t_x))^(r + x)).
 * 1 where the model gives no chance to have left (BG/NBD, x = 0); 0 where the power is beyond all numbers.
 * Source: Fader, Hardie and Lee (2005); Batislam, Denizel and Filiztekin (2007).
 */
export const pAlive = (
  { early }: BetaGeometric,
  { r, alpha, a, b }: BetaGeometricParams,
  x: number,
  recencyWeeks: number,
  ageWeeks: number,
): number => {
  if (x + early === 0) return 1;
  const power = Math.exp((r + x) * Math.log((alpha + ageWeeks) / (alpha + recencyWeeks)));
  return 1 / (1 + (a / (b + x - 1 + early)) * power);
};

/**
 * Chance of at least one purchase in the next `horizonWeeks` of a customer who is alive: 1 - ((alpha + T)/(alpha + T + t))^(r + x).
 * P(active) is P(alive) times this. Closed form, because nobody leaves before the first purchase to come.
 */
export const pActiveIfAlive = (
  { r, alpha }: BetaGeometricParams,
  x: number,
  ageWeeks: number,
  horizonWeeks: number,
): number => -Math.expm1(-(r + x) * Math.log1p(horizonWeeks / (alpha + ageWeeks)));
