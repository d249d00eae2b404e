const HALF_LOG_TWO_PI = 0.918_938_533_204_672_8;
/** B_2k / (2k (2k - 1)): the coefficients of Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156] as const;
/** From here on seven terms of the series are exact to the last bit. */
const LARGE = 10;

/**
 * Natural logarithm of the gamma function, for x > 0 (NaN elsewhere).
 * The argument is carried past 10 by Gamma(x + 1) = x Gamma(x), where Stirling's series holds.
 * Error: 1e-15 of the larger of 1 and the result, so only absolute (7e-15) at the zeros 1 and 2.
 * Source: Abramowitz and Stegun 6.1.41, 6.1.15.
 *
 * @example lgamma(5) // ln 24
 */
export const lgamma = (x: number): number => {
  if (!(x > 0)) return Number.NaN;
  let shifted = x;
  let product = 1;
  // Stryker disable next-line EqualityOperator: the series is as exact one step further
  while (shifted < LARGE) {
    product *= shifted;
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series = STIRLING.reduceRight((sum, term) => sum * square + term, 0);
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series * inverse - Math.log(product);
};
