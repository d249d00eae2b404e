/** Bernoulli numbers B_2 to B_14: the coefficients of the asymptotic series. */
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6] as const;
const LARGE = 10;

/**
 * Trigamma, the second derivative of ln Gamma, for x > 0 (NaN elsewhere).
 * Carried past 10 by psi'(x + 1) = psi'(x) - 1/x^2, then the asymptotic series. Relative error a few 1e-16.
 * Source: Abramowitz and Stegun 6.4.12, 6.4.6.
 */
export const trigamma = (x: number): number => {
  if (!(x > 0)) return Number.NaN;
  let shifted = x;
  let carried = 0;
  // Stryker disable next-line EqualityOperator: the series is as exact one step further
  while (shifted < LARGE) {
    carried += 1 / (shifted * shifted);
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series = BERNOULLI.reduceRight((sum, term) => sum * square + term, 0);
  return inverse + 0.5 * square + series * square * inverse + carried;
};
