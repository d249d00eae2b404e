/** Coefficients of a piece, and points on which it is made. */
const TERMS = 16;
/** Places in a piece where it is checked: between the points it was made on, so never at 0, where f may have no value. */
const CHECKS = Array.from({ length: TERMS - 1 }, (_, i) => Math.cos((Math.PI * (i + 1)) / TERMS));

/**
 * A function on [0, end] as even pieces of Chebyshev series of 16 terms: 1, 2, 4, ... of them, until it is met everywhere
 * between its points to the relative `precision`. undefined where `mostPieces` are not enough.
 *
 * @example interpolate(Math.exp, 1, 1e-12, 4)?.(0.5) // 1.6487212707
 */
export const interpolate = (
  f: (at: number) => number,
  end: number,
  precision: number,
  mostPieces: number,
): ((at: number) => number) | undefined => {
  for (let pieces = 1; pieces <= mostPieces; pieces *= 2) {
    const series = fitPieces(f, end, precision, pieces);
    if (series === undefined) continue;
    const perUnit = pieces / end;
    return (at) => {
      const piece = Math.min(pieces - 1, Math.max(0, Math.floor(at * perUnit)));
      return clenshaw(series, piece * TERMS, 2 * (at * perUnit - piece) - 1);
    };
  }
  return undefined;
};

/** All pieces' coefficients one after another; undefined at the first piece that misses the precision. */
const fitPieces = (
  f: (at: number) => number,
  end: number,
  precision: number,
  pieces: number,
): Float64Array | undefined => {
  const series = new Float64Array(pieces * TERMS);
  for (let piece = 0; piece < pieces; piece++) {
    const of = (place: number): number => f((end * (piece + (place + 1) / 2)) / pieces);
    series.set(coefficients(of), piece * TERMS);
    const met = CHECKS.every((place) => {
      const wanted = of(place);
      return Math.abs(clenshaw(series, piece * TERMS, place) - wanted) <= precision * Math.abs(wanted);
    });
    if (!met) return undefined;
  }
  return series;
};

/** Of the polynomial through a function's values at the Chebyshev points of [-1, 1]; the first one halved. */
const coefficients = (of: (place: number) => number): Float64Array => {
  const angles = Array.from({ length: TERMS }, (_, i) => (Math.PI * (i + 0.5)) / TERMS);
  const values = angles.map((angle) => of(Math.cos(angle)));
  return Float64Array.from({ length: TERMS }, (_, k) => {
    const sum = values.reduce((total, value, i) => total + value * Math.cos(k * (angles[i] ?? 0)), 0);
    return ((k === 0 ? 1 : 2) * sum) / TERMS;
  });
};

/** Value of a Chebyshev series at a place from -1 to 1. Source: Clenshaw (1955). */
const clenshaw = (series: Float64Array, offset: number, place: number): number => {
  let [one, two] = [0, 0];
  for (let k = TERMS - 1; k > 0; k--) [one, two] = [2 * place * one - two + (series[offset + k] ?? 0), one];
  return place * one - two + (series[offset] ?? 0);
};
