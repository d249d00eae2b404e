/** B_2k / 2k: the coefficients of the asymptotic series. */
const SERIES = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12] as const;
const LARGE = 10;

/**
 * Digamma, the derivative of ln Gamma, for x > 0 (NaN elsewhere).
 * Carried past 10 by psi(x + 1) = psi(x) + 1/x, then the asymptotic series.
 * Error: a few 1e-16 of the larger of 1 and the terms; absolute 2e-15 at the root 1.4616.
 * Source: Abramowitz and Stegun 6.3.18, 6.3.5.
 */
export const digamma = (x: number): number => {
  if (!(x > 0)) return Number.NaN;
  let shifted = x;
  let carried = 0;
  // Stryker disable next-line EqualityOperator: the series is as exact one step further
  while (shifted < LARGE) {
    carried += 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const series = SERIES.reduceRight((sum, term) => sum * square + term, 0);
  return Math.log(shifted) - 0.5 / shifted - series * square - carried;
};
