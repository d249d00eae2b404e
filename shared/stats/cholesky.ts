/** A dense matrix of a few rows: `rows[i][j]`. */
export type Matrix = readonly (readonly number[])[];

/** Lower triangle L with L L' = A, for a symmetric positive definite A; undefined where A is not one. Cost n^3/6. */
export const cholesky = (a: Matrix): number[][] | undefined => {
  const lower: number[][] = [];
  for (const [i, row] of a.entries()) {
    const made: number[] = [];
    for (let j = 0; j <= i; j++) {
      const other = lower[j] ?? made;
      const rest = made.reduce((sum, value, k) => sum - value * (other[k] ?? 0), row[j] ?? 0);
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
  const x: number[] = [];
  for (const [i, row] of lower.entries()) {
    x.push(x.reduce((sum, value, k) => sum - (row[k] ?? 0) * value, b[i] ?? 0) / (row[i] ?? 0));
  }
  for (let i = lower.length - 1; i >= 0; i--) {
    let rest = x[i] ?? 0;
    for (let k = i + 1; k < lower.length; k++) rest -= (lower[k]?.[i] ?? 0) * (x[k] ?? 0);
    x[i] = rest / (lower[i]?.[i] ?? 0);
  }
  return x;
};
