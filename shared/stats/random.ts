/** Uniform numbers in [0, 1), 32 bits each; the same seed, the same numbers. */
export type Random = () => number;

/** The sfc32 generator (Chris Doty-Humphrey, PractRand): passes its author's tests, period about 2^127. Not for secrets. */
export const seededRandom = (seed: number): Random => {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first numbers of neighbouring seeds are alike.
  for (let i = 0; i < 15; i++) next();
  return next;
};

/** Exponential with mean 1. */
export const exponential = (random: Random): number => -Math.log(1 - random());

/** Standard normal, by the polar method (Marsaglia). */
export const normal = (random: Random): number => {
  for (;;) {
    const u = 2 * random() - 1;
    const v = 2 * random() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
};

/** Gamma with shape > 0 and scale 1. Source: Marsaglia and Tsang (2000), A simple method for generating gamma variables. */
export const gamma = (random: Random, shape: number): number => {
  // Stryker disable next-line EqualityOperator: shape 1 can be drawn both ways
  if (shape < 1) return gamma(random, shape + 1) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    // Stryker disable next-line ArithmeticOperator: x is as likely to be -x
    const v = (1 + c * x) ** 3;
    // Stryker disable next-line ConditionalExpression,EqualityOperator: the logarithm refuses it as well
    if (v <= 0) continue;
    if (Math.log(1 - random()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
};

/** Beta with shapes a, b > 0. */
export const beta = (random: Random, a: number, b: number): number => {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
};
