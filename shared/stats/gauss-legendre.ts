type Quadrature = { readonly nodes: readonly number[]; readonly weights: readonly number[] };

/**
 * Gauss and Legendre's rule on [-1, 1]: with `count` nodes exact for polynomials up to degree 2 count - 1.
 * Nodes are roots of the Legendre polynomial, by Newton's method from Tricomi's approximation.
 * Source: Abramowitz and Stegun 25.4.29.
 */
export const gaussLegendre = (count: number): Quadrature => {
  const rule = Array.from({ length: count }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    // Stryker disable next-line EqualityOperator: the root stands after fewer steps
    for (let step = 0; step < 8; step++) {
      const at = legendre(count, x);
      slope = at.slope;
      x -= at.value / slope;
    }
    return { x, weight: 2 / ((1 - x * x) * slope * slope) };
  });
  return { nodes: rule.map(({ x }) => x), weights: rule.map(({ weight }) => weight) };
};

const legendre = (degree: number, x: number): { value: number; slope: number } => {
  let before = 1;
  let value = x;
  for (let n = 2; n <= degree; n++) [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
};
