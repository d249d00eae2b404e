/** Chebyshev points with the weights of their barycentric formula. */
export type ChebyshevGrid = { readonly points: readonly number[]; readonly weights: readonly number[] };

/** -ln of the relative error aimed at. */
const DIGITS = 37;

/**
 * Points on [from, to] through which a function that is analytic and bounded within `halfStrip` of the real axis is interpolated
 * to 15 digits.
 */
export const chebyshevGrid = (from: number, to: number, halfStrip: number): ChebyshevGrid => {
  const middle = (from + to) / 2;
  const half = Math.max(Math.abs(to - from) / 2, 1e-9);
  const count = Math.ceil(DIGITS / Math.asinh(halfStrip / half)) + 3;
  const angles = Array.from({ length: count }, (_, i) => ((2 * i + 1) * Math.PI) / (2 * count));
  return {
    // Stryker disable next-line ArithmeticOperator: from the other end on they are the same points
    points: angles.map((angle) => middle + half * Math.cos(angle)),
    // Stryker disable next-line EqualityOperator: a sign that all weights share cancels out
    weights: angles.map((angle, i) => (i % 2 === 0 ? 1 : -1) * Math.sin(angle)),
  };
};

/**
 * What each point's value counts at `at`, written to `out` from `offset` on: the interpolated value is their scalar product.
 * Source: Berrut and Trefethen (2004), Barycentric Lagrange interpolation, SIAM Review 46(3).
 */
export const interpolationRow = (
  { points, weights }: ChebyshevGrid,
  at: number,
  out: Float64Array,
  offset: number,
): void => {
  let total = 0;
  for (let i = 0; i < points.length; i++) {
    const distance = at - (points[i] ?? 0);
    if (distance === 0) {
      out.fill(0, offset, offset + points.length);
      out[offset + i] = 1;
      return;
    }
    const share = (weights[i] ?? 0) / distance;
    out[offset + i] = share;
    total += share;
  }
  for (let i = 0; i < points.length; i++) out[offset + i] = (out[offset + i] ?? 0) / total;
};
