import { describe, expect, it } from "vitest";
import { cholesky, solveCholesky } from "../../../shared/stats/cholesky.ts";
import { standardErrors } from "../../../shared/stats/log-scale.ts";
import { minimise, minimiseFrom } from "../../../shared/stats/newton.ts";

describe("minimise", () => {
  it("finds a quadratic's minimum in one step, and evaluates it twice", () => {
    const found = minimise(
      ([x = 0, y = 0]) => ({
        value: (x - 1) ** 2 + 10 * (y + 0.5) ** 2,
        gradient: [2 * (x - 1), 20 * (y + 0.5)],
        hessian: [
          [2, 0],
          [0, 20],
        ],
      }),
      [0, 0],
      20,
    );
    expect(found).toMatchObject({ converged: true, evaluations: 2 });
    expect(found.at[0]).toBeCloseTo(1, 12);
    expect(found.at[1]).toBeCloseTo(-0.5, 12);
  });

  it("walks Rosenbrock's curved valley, where the Hessian is not always positive definite", () => {
    const found = minimise(
      ([x = 0, y = 0]) => ({
        value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
        gradient: [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
        hessian: [
          [2 - 400 * (y - 3 * x * x), -400 * x],
          [-400 * x, 200],
        ],
      }),
      [-1.2, 1],
      20,
    );
    expect(found.converged).toBe(true);
    expect(found.at[0]).toBeCloseTo(1, 8);
    expect(found.at[1]).toBeCloseTo(1, 8);
  });

  it("stops at the box where the minimum lies outside, and says that it did not converge", () => {
    const found = minimise(([x = 0]) => ({ value: -x, gradient: [-1], hessian: [[1e-9]] }), [0], 3);
    expect(found.converged).toBe(false);
    expect(found.at[0]).toBe(3);
  });

  it("ends at once where the point it reached is lost, and says that it did not converge", () => {
    const slope = ([x = 0]: readonly number[]) => ({
      value: Math.exp(-x),
      gradient: [-Math.exp(-x)],
      hessian: [[Math.exp(-x)]],
    });
    const walked = minimise(slope, [0], 20);
    const lost = minimise(slope, [0], 20, ([x = 0]) => x > 3);
    expect(lost.converged).toBe(false);
    expect(lost.at[0]).toBeGreaterThan(3);
    expect(lost.evaluations).toBeLessThan(walked.evaluations);
  });

  it("gives up on a function that is not a number, without a NaN in the answer", () => {
    const found = minimise(() => ({ value: Number.NaN, gradient: [Number.NaN], hessian: [[Number.NaN]] }), [0.5], 3);
    expect(found).toMatchObject({ converged: false, at: [0.5] });
  });
});

describe("minimiseFrom", () => {
  /** Minima at 1 and, much higher, at -1. */
  const twoValleys = ([x = 0]: readonly number[]) => ({
    value: (x * x - 1) ** 2 - x,
    gradient: [4 * x * (x * x - 1) - 1],
    hessian: [[12 * x * x - 4]],
  });
  const isRight = (found: { converged: boolean; at: readonly number[] }) => found.converged && (found.at[0] ?? 0) > 0;

  it("keeps to the warm start where it ends in a good minimum", () => {
    const found = minimiseFrom(twoValleys, [3], [1.1], 20, isRight);
    expect(found.at[0]).toBeCloseTo(1.107, 3);
    expect(found.evaluations).toBe(minimise(twoValleys, [1.1], 20).evaluations);
  });

  it("goes back to the cold start where the warm one does not, and counts both", () => {
    const found = minimiseFrom(twoValleys, [3], [-1.1], 20, isRight);
    expect(found.at[0]).toBeCloseTo(1.107, 3);
    const both = minimise(twoValleys, [-1.1], 20).evaluations + minimise(twoValleys, [3], 20).evaluations;
    expect(found.evaluations).toBe(both);
  });

  it("is the cold start alone where there is no warm one", () => {
    expect(minimiseFrom(twoValleys, [3], undefined, 20, () => false)).toEqual(minimise(twoValleys, [3], 20));
  });
});

describe("cholesky", () => {
  it("solves a symmetric positive definite system", () => {
    const lower = cholesky([
      [4, 2, 1],
      [2, 5, 3],
      [1, 3, 6],
    ]);
    const x = solveCholesky(lower ?? [], [11, 21, 25]);
    for (const [i, value] of [1, 2, 3].entries()) expect(x[i]).toBeCloseTo(value, 12);
  });

  it("is undefined for what is not positive definite", () => {
    expect(
      cholesky([
        [1, 2],
        [2, 1],
      ]),
    ).toBeUndefined();
  });
});

describe("standard errors", () => {
  it("scale with the parameter, and are null where the likelihood is flat", () => {
    expect(
      standardErrors(
        [
          [4, 0],
          [0, 100],
        ],
        [3, 10],
      ),
    ).toEqual([1.5, 1]);
    expect(standardErrors([[0]], [3])).toEqual([null]);
  });
});
