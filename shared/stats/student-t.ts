/** The 95 % quantile of the normal distribution. */
const Z = 1.644_853_626_951_472_2;

/**
 * 95 % quantile of Student's t: what a tenth lies outside of, both sides together. Cornish and Fisher's expansion in 1 / degrees, for 4
 * degrees of freedom and more: within 0.003 there, 0.0001 from 8 on.
 * Source: Abramowitz and Stegun (1964), 26.7.5.
 *
 * @example studentT95(8) // 1.8595
 */
export const studentT95 = (degrees: number): number => {
  const z2 = Z * Z;
  const first = (Z * (z2 + 1)) / 4;
  const second = (Z * (z2 * (5 * z2 + 16) + 3)) / 96;
  const third = (Z * (z2 * (z2 * (3 * z2 + 19) + 17) - 15)) / 384;
  return Z + (first + (second + third / degrees) / degrees) / degrees;
};
