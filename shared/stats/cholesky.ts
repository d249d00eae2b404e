/** A dense matrix of a few rows: `rows[i][j]`. */
export type Matrix = readonly (readonly number[])[];

/** Lower triangle L with L L' = A, for a symmetric positive definite A; undefined where A is not one. Cost n^3/6. */
export const cholesky = (a: Matrix): number[][] | undefined => {
  const lower: number[][] = [];
  for (const [i, row] of a.entries()) {
    const made: number[] = [];
    for (let j = 0; j <= i; j++) {
      const other = j === i ? made : (lower[j] ?? []);
      const rest = made.reduce((sum, value, k) => (k < j ? sum - value * (other[k] ?? 0) : sum), row[j] ?? 0);
      if (j < i) made.push(rest / (other[j] ?? 0));
      else if (rest > 0 && Number.isFinite(rest)) made.push(Math.sqrt(rest));
      else return undefined;
    }
    lower.push(made);
  }
  return lower;
};

/** x with L L' x = b, given the lower triangle L of `cholesky`. */
export const solveCholesky = (lower: Matrix, b: readonly number[]): number[] => {
  const half: number[] = [];
  for (const [i, row] of lower.entries()) {
    half.push(half.reduce((sum, value, k) => sum - (row[k] ?? 0) * value, b[i] ?? 0) / (row[i] ?? 0));
  }
  const x = half.slice();
  for (let i = lower.length - 1; i >= 0; i--) {
    let rest = half[i] ?? 0;
    for (let k = i + 1; k < lower.length; k++) rest -= (lower[k]?.[i] ?? 0) * (x[k] ?? 0);
    x[i] = rest / (lower[i]?.[i] ?? 0);
  }
  return x;
};
