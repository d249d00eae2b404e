import { cholesky, type Matrix, solveCholesky } from "./cholesky.ts";

/** A normal distribution, and how likely what it was learned from was before. */
export type Conditioned = { readonly mean: number; readonly variance: number; readonly logLikelihood: number };

/**
 * The distribution of one more value of a Gaussian process with mean 0, given values of it: kriging. `covariance` is that of the values
 * seen, noise on its diagonal; `across` that of each with the one sought, whose own variance is `variance`. `logLikelihood` is without its
 * constant. Nothing seen: the process itself. undefined where the covariance is not positive definite.
 * Source: Rasmussen and Williams (2006), Gaussian Processes for Machine Learning, algorithm 2.1.
 *
 * @example conditioned([[2]], [1], [1], 1) // mean 0.5, variance 0.5
 */
export const conditioned = (
  covariance: Matrix,
  values: readonly number[],
  across: readonly number[],
  variance: number,
): Conditioned | undefined => {
  const lower = cholesky(covariance);
  if (lower === undefined) return undefined;
  const weights = solveCholesky(lower, values);
  const explained = dot(across, solveCholesky(lower, across));
  const logDeterminant = lower.reduce((sum, row, i) => sum + 2 * Math.log(row[i] ?? 1), 0);
  return {
    mean: dot(across, weights),
    variance: Math.max(0, variance - explained),
    logLikelihood: -0.5 * (dot(values, weights) + logDeterminant),
  };
};

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);
