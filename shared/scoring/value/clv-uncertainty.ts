import { cholesky, type Matrix } from "../../stats/cholesky.ts";

/** What the fits do not know: lower triangles L with L L' the covariance of the logarithms of the purchase model's four parameters, and of p, q, gamma. */
export type ParameterUncertainty = { readonly purchases: Float64Array; readonly spend: Float64Array };

/** undefined where a likelihood is too flat to say how well it holds its parameters. */
export const parameterUncertainty = (
  purchases: { readonly logCovariance: Matrix | null },
  spend: { readonly logCovariance: Matrix | null },
): ParameterUncertainty | undefined => {
  const ofPurchases = triangle(purchases.logCovariance);
  const ofSpend = triangle(spend.logCovariance);
  return ofPurchases && ofSpend && { purchases: ofPurchases, spend: ofSpend };
};

/** L by rows, without the zeros above its diagonal. */
const triangle = (covariance: Matrix | null): Float64Array | undefined => {
  const lower = covariance === null ? undefined : cholesky(covariance);
  return lower && Float64Array.from(lower.flat());
};

/**
 * Standard deviation of ln(expected CLV) from the parameters' uncertainty (delta method): the length of L' times its gradient in
 * the logarithms of those seven parameters. Purchases and spend are fitted apart, so that their variances add.
 */
export const logSd = ({ purchases: c, spend: d }: ParameterUncertainty, gradient: Float64Array): number => {
  const [alpha, a, b] = [gradient[1] ?? 0, gradient[2] ?? 0, gradient[3] ?? 0];
  const [q, gamma] = [gradient[5] ?? 0, gradient[6] ?? 0];
  const ofR = (c[0] ?? 0) * (gradient[0] ?? 0) + (c[1] ?? 0) * alpha + (c[3] ?? 0) * a + (c[6] ?? 0) * b;
  const ofAlpha = (c[2] ?? 0) * alpha + (c[4] ?? 0) * a + (c[7] ?? 0) * b;
  const ofA = (c[5] ?? 0) * a + (c[8] ?? 0) * b;
  const ofB = (c[9] ?? 0) * b;
  const ofP = (d[0] ?? 0) * (gradient[4] ?? 0) + (d[1] ?? 0) * q + (d[3] ?? 0) * gamma;
  const ofQ = (d[2] ?? 0) * q + (d[4] ?? 0) * gamma;
  const ofGamma = (d[5] ?? 0) * gamma;
  return Math.sqrt(ofR * ofR + ofAlpha * ofAlpha + ofA * ofA + ofB * ofB + ofP * ofP + ofQ * ofQ + ofGamma * ofGamma);
};
