import { cholesky, type Matrix, solveCholesky } from "./cholesky.ts";
import type { Jet, Minimum } from "./newton.ts";

/** A standard error, on the log scale, from which a parameter counts as not determined by the data. */
const FLAT = 5;

/** A log-likelihood as something to minimise. */
export const negate = (jet: Jet): Jet => ({
  value: -jet.value,
  gradient: jet.gradient.map((g) => -g),
  hessian: jet.hessian.map((row) => row.map((h) => -h)),
});

/**
 * A function of positive parameters as a function of their logarithms, by the chain rule:
 * g_i' = p_i g_i, H_ij' = p_i p_j H_ij + [i = j] p_i g_i. Takes `jet` at p, gives the jet at ln p.
 */
export const toLogScale = (jet: Jet, p: readonly number[]): Jet => {
  const gradient = jet.gradient.map((g, i) => g * (p[i] ?? 0));
  const hessian = jet.hessian.map((row, i) =>
    row.map((h, j) => h * (p[i] ?? 0) * (p[j] ?? 0) + (i === j ? (gradient[i] ?? 0) : 0)),
  );
  return { value: jet.value, gradient, hessian };
};

/**
 * Standard errors of positive parameters `p` from the Hessian of the negative log-likelihood in their logarithms:
 * p_i times the root of the inverse's diagonal (delta method). null where the likelihood is flat.
 */
export const standardErrors = (hessian: Matrix, p: readonly number[]): (number | null)[] => {
  const lower = cholesky(hessian);
  return p.map((value, i) => {
    if (lower === undefined) return null;
    const column = solveCholesky(
      lower,
      p.map((_, j) => (i === j ? 1 : 0)),
    );
    const error = value * Math.sqrt(column[i] ?? Number.NaN);
    return Number.isFinite(error) ? error : null;
  });
};

/**
 * Covariance of the logarithms of positive parameters: the inverse of the Hessian of the negative log-likelihood in them.
 * null where the likelihood is flat, or not at its top.
 */
export const logCovariance = (hessian: Matrix): number[][] | null => {
  const lower = cholesky(hessian);
  if (lower === undefined) return null;
  const inverse = hessian.map((_, i) =>
    solveCholesky(
      lower,
      hessian.map((_row, j) => (i === j ? 1 : 0)),
    ),
  );
  return inverse.flat().every(Number.isFinite) ? inverse : null;
};

/** Whether a minimum found in logarithms of parameters is one, and holds every parameter: none at a bound, none flat. */
export const isDetermined = (found: Minimum): boolean =>
  found.converged &&
  standardErrors(
    found.jet.hessian,
    found.at.map(() => 1),
  ).every((error) => error !== null && error < FLAT);
