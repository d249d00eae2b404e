import { cholesky, type Matrix, solveCholesky } from "./cholesky.ts";

/** A function's value, gradient and Hessian at a point. */
export type Jet = { readonly value: number; readonly gradient: readonly number[]; readonly hessian: Matrix };

export type Minimum = {
  readonly at: readonly number[];
  /** Jet at the last point evaluated, at most half a `DECREMENT` above the value at `at`. */
  readonly jet: Jet;
  readonly converged: boolean;
  readonly evaluations: number;
};

/** Squared length of the last Newton step in units of the Hessian: for a likelihood, of squared standard errors. */
const DECREMENT = 1e-10;
const MOST_EVALUATIONS = 100;
/** Longest step in one coordinate: a factor e^2 where coordinates are logarithms. */
const LONGEST_STEP = 2;

/**
 * Minimum of a smooth function inside a box, by Newton's method with damping.
 *
 * Where the Hessian is not positive definite, a ridge makes it so; steps are cut to a length, then halved until the value falls.
 * It stops on the Newton decrement, not on the value, whose rounding noise (4e-13 of a million customers' likelihood)
 * hides the last digits. `converged` is false at a bound, where the Hessian is not positive definite, or after 100 evaluations,
 * and where the search ended because a point was `lost`: on a long flat way to a boundary, say, that is not worth walking.
 *
 * @example minimise((x) => ({ value: x[0] ** 2, gradient: [2 * x[0]], hessian: [[2]] }), [1], 20).at // [0]
 */
export const minimise = (
  evaluate: (at: readonly number[]) => Jet,
  start: readonly number[],
  bound: number,
  lost?: (at: readonly number[]) => boolean,
): Minimum => {
  let at: readonly number[] = start.map((value) => clamp(value, bound));
  let jet = evaluate(at);
  let evaluations = 1;
  while (evaluations < MOST_EVALUATIONS) {
    const step = newtonStep(jet);
    if (step === undefined) break;
    const decrement = -dot(step.direction, jet.gradient);
    // Stryker disable next-line EqualityOperator: exactly at the limit one step more does no harm
    if (decrement < DECREMENT) {
      const end = move(at, step.direction, 1, bound);
      return { at: end, jet, evaluations, converged: step.ridge === 0 && end.every((v) => Math.abs(v) < bound) };
    }
    const longest = Math.max(...step.direction.map(Math.abs));
    let share = Math.min(1, LONGEST_STEP / longest);
    const noise = 1e-12 * Math.abs(jet.value);
    let next: { at: readonly number[]; jet: Jet } | undefined;
    while (next === undefined && evaluations < MOST_EVALUATIONS && share * longest > 1e-12) {
      const trial = move(at, step.direction, share, bound);
      const found = evaluate(trial);
      evaluations += 1;
      if (found.value <= jet.value - 1e-4 * share * decrement + noise) next = { at: trial, jet: found };
      share /= 2;
    }
    if (next === undefined) break;
    const moved = next.at.some((value, i) => value !== at[i]);
    at = next.at;
    jet = next.jet;
    if (!moved || lost?.(at)) break;
  }
  return { at, jet, evaluations, converged: false };
};

/**
 * Minimum found from `warm`, a point near it where one is known; from `cold` where there is none, or where the warm start
 * does not end in a minimum that is `good`. Evaluations count both.
 */
export const minimiseFrom = (
  evaluate: (at: readonly number[]) => Jet,
  cold: readonly number[],
  warm: readonly number[] | undefined,
  bound: number,
  good: (found: Minimum) => boolean,
  lost?: (at: readonly number[]) => boolean,
): Minimum => {
  if (warm === undefined) return minimise(evaluate, cold, bound, lost);
  const near = minimise(evaluate, warm, bound, lost);
  if (good(near)) return near;
  const found = minimise(evaluate, cold, bound, lost);
  return { ...found, evaluations: near.evaluations + found.evaluations };
};

/** Newton's direction, with the least ridge of a rising series that makes the Hessian positive definite. */
const newtonStep = ({ gradient, hessian }: Jet): { direction: number[]; ridge: number } | undefined => {
  const scale = Math.max(...hessian.map((row, i) => Math.abs(row[i] ?? 0)));
  if (!Number.isFinite(scale)) return undefined;
  for (let ridge = 0; ridge <= scale * 1e3 + 1; ridge = ridge === 0 ? (scale + 1e-300) * 1e-10 : ridge * 10) {
    const lower = cholesky(hessian.map((row, i) => row.map((value, j) => (i === j ? value + ridge : value))));
    if (lower !== undefined) {
      const direction = solveCholesky(lower, gradient).map((value) => -value);
      if (direction.every(Number.isFinite)) return { direction, ridge };
    }
  }
  return undefined;
};

const clamp = (value: number, bound: number): number => Math.min(bound, Math.max(-bound, value));
const move = (at: readonly number[], direction: readonly number[], share: number, bound: number): number[] =>
  at.map((value, i) => clamp(value + share * (direction[i] ?? 0), bound));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);
