import { cholesky, type Matrix, solveCholesky } from "./cholesky.ts";
import { type Jet, minimiseFrom } from "./newton.ts";
import { type FeatureRows, type Standardisation, standardisation, standardise } from "./standardise.ts";

/**
 * Grouped outcomes: row i stands for `trials[i]` cases, `successes[i]` of which came out well, and has `width` features,
 * at `features[i * width]` and after. All finite, trials not negative.
 */
export type LogisticData = FeatureRows & { readonly successes: Float64Array };

export type LogisticFit = {
  /** Log-odds where every feature is 0, then what one unit of each feature adds; 0 for a feature that never varies. */
  readonly intercept: number;
  readonly coefficients: readonly number[];
  /** Covariance of intercept and coefficients, in that order; 0 for a feature that never varies. null where there is none. */
  readonly covariance: Matrix | null;
  readonly converged: boolean;
  readonly evaluations: number;
};

/** Where a search may start: in the features' own units. */
type Start = Pick<LogisticFit, "intercept" | "coefficients">;

/** Log-odds stay within this many standard deviations of a feature: e^30 to one. */
const BOUND = 30;

/**
 * Logistic regression by maximum likelihood with a ridge, by Newton's method (iteratively reweighted least squares).
 *
 * Features are standardised over cases first (mean 0, standard deviation 1), so that units do not matter; the ridge believes each
 * standardised coefficient to be normal with mean 0 and standard deviation `priorSd`, and leaves the intercept alone. It is worth
 * 1 / priorSd^2 observations of information: nothing where there are many, but it keeps coefficients finite where a feature
 * separates the outcomes, and splits the weight evenly between features that say the same.
 * Without any success, or without any failure, there is no maximum, and `converged` is false. `near`: a fit to much the same data, to start
 * from; the search ends at the same maximum from anywhere.
 *
 * Sums go in the order of the rows: equal rows in equal order give equal bits. Cost per evaluation: length * width^2 / 2.
 * Source: McCullagh and Nelder (1989), Generalized Linear Models, 4.4; le Cessie and van Houwelingen (1992) for the ridge.
 */
export const fitLogistic = (data: LogisticData, priorSd: number, near?: Start): LogisticFit => {
  const scale = standardisation(data);
  const scaled = { ...data, ...standardise(data, scale) };
  const objective = (at: readonly number[]): Jet => withRidge(negativeLogLikelihood(scaled, at), at, 1 / priorSd ** 2);
  const cases = sum(data.trials);
  const successes = sum(data.successes);
  const rate = (successes + 0.5) / (cases + 1);
  const cold = [Math.log(rate / (1 - rate)), ...scale.used.map(() => 0)];
  const found = minimiseFrom(objective, cold, near && inDeviations(near, scale), BOUND, ({ converged }) => converged);
  const converged = found.converged && successes > 0 && successes < cases;
  const covariance = covarianceOf(found.jet.hessian);
  return { ...inUnits(found.at, covariance, scale, data.width), converged, evaluations: found.evaluations };
};

/** The probability that has these log-odds. */
export const fromLogOdds = (odds: number): number => 1 / (1 + Math.exp(-odds));

const negativeLogLikelihood = (
  { length, width, features, trials, successes }: LogisticData,
  at: readonly number[],
): Jet => {
  const beta = Float64Array.from(at);
  const gradient = new Float64Array(width);
  const hessian = new Float64Array(width * width);
  let value = 0;
  for (let i = 0, base = 0; i < length; i++, base += width) {
    const n = trials[i] ?? 0;
    const good = successes[i] ?? 0;
    let odds = 0;
    for (let k = 0; k < beta.length; k++) odds += (beta[k] ?? 0) * (features[base + k] ?? 0);
    const small = Math.exp(-Math.abs(odds));
    // Stryker disable next-line EqualityOperator: at 0 both are one half
    const p = odds >= 0 ? 1 / (1 + small) : small / (1 + small);
    value += n * (Math.max(0, odds) + Math.log1p(small)) - good * odds;
    const slope = n * p - good;
    const bend = (n * small) / (1 + small) ** 2;
    for (let k = 0; k < gradient.length; k++) {
      const feature = features[base + k] ?? 0;
      gradient[k] = (gradient[k] ?? 0) + slope * feature;
      const bent = bend * feature;
      for (let m = 0; m <= k; m++)
        hessian[k * width + m] = (hessian[k * width + m] ?? 0) + bent * (features[base + m] ?? 0);
    }
  }
  const rows = Array.from({ length: width }, (_, k) =>
    Array.from({ length: width }, (_, m) => hessian[Math.max(k, m) * width + Math.min(k, m)] ?? 0),
  );
  return { value, gradient: [...gradient], hessian: rows };
};

/** Adds half `weight` times the squares of all coordinates but the first. */
const withRidge = ({ value, gradient, hessian }: Jet, at: readonly number[], weight: number): Jet => ({
  value: at.reduce((total, b, k) => (k === 0 ? total : total + 0.5 * weight * b * b), value),
  gradient: gradient.map((g, k) => (k === 0 ? g : g + weight * (at[k] ?? 0))),
  hessian: hessian.map((row, k) => row.map((h, m) => (k === m && k > 0 ? h + weight : h))),
});

const covarianceOf = (hessian: Matrix): Matrix | null => {
  const lower = cholesky(hessian);
  if (lower === undefined) return null;
  return hessian.map((row, i) =>
    solveCholesky(
      lower,
      row.map((_, j) => (i === j ? 1 : 0)),
    ),
  );
};

/** The reverse of `inUnits`. */
const inDeviations = ({ intercept, coefficients }: Start, { used, means, deviations }: Standardisation): number[] => {
  const moved = used.reduce((sum, k, j) => sum + (coefficients[k] ?? 0) * (means[j] ?? 0), intercept);
  return [moved, ...used.map((k, j) => (coefficients[k] ?? 0) * (deviations[j] ?? 1))];
};

/** Back from standardised features to the features' own units: b_k = beta_k / s_k, and the means into the intercept. */
const inUnits = (
  beta: readonly number[],
  covariance: Matrix | null,
  { used, means, deviations }: Standardisation,
  width: number,
): Pick<LogisticFit, "intercept" | "coefficients" | "covariance"> => {
  const back = [
    [1, ...used.map((_, j) => -(means[j] ?? 0) / (deviations[j] ?? 1))],
    ...Array.from({ length: width }, (_row, k) => [
      0,
      ...used.map((feature, j) => (feature === k ? 1 / (deviations[j] ?? 1) : 0)),
    ]),
  ];
  const times = (row: readonly number[], column: readonly number[]) =>
    row.reduce((total, value, k) => total + value * (column[k] ?? 0), 0);
  const [intercept = 0, ...coefficients] = back.map((row) => times(row, beta));
  if (covariance === null) return { intercept, coefficients, covariance };
  const half = back.map((row) => covariance.map((column) => times(row, column)));
  return { intercept, coefficients, covariance: half.map((row) => back.map((other) => times(row, other))) };
};

const sum = (values: Float64Array): number => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] ?? 0;
  return total;
};
