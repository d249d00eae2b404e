import { describe, expect, it } from "vitest";
import { cholesky, solveCholesky } from "../../../shared/stats/cholesky.ts";
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

  it.each([
    ["from the usual start", [-1.2, 1]],
    ["from where the Hessian is not positive definite", [0, 1]],
  ])("walks Rosenbrock's curved valley %s", (_, start) => {
    const found = minimise(
      ([x = 0, y = 0]) => ({
        value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
        gradient: [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
        hessian: [
          [2 - 400 * (y - 3 * x * x), -400 * x],
          [-400 * x, 200],
        ],
      }),
      start,
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
    expect(found.evaluations).toBeLessThan(100);
  });

  it("did not converge where the minimum lies on the edge of the box, be it in one coordinate", () => {
    const bowl = (top: number) =>
      minimise(
        ([x = 0, y = 0]) => ({
          value: (x - top) ** 2 + (y - 1) ** 2,
          gradient: [2 * (x - top), 2 * (y - 1)],
          hessian: [
            [2, 0],
            [0, 2],
          ],
        }),
        [2, 0],
        3,
      );
    expect(bowl(3)).toMatchObject({ at: [3, 1], converged: false });
    expect(bowl(-3)).toMatchObject({ at: [-3, 1], converged: false });
    expect(bowl(2.9).converged).toBe(true);
  });

  it("did not converge on a saddle or a top, though the ground there is level", () => {
    const top = minimise(([x = 0]) => ({ value: -x * x, gradient: [-2 * x], hessian: [[-2]] }), [0], 3);
    expect(top.converged).toBe(false);
  });

  it("leaves a top that is a million times more bent than the valley beside it", () => {
    const found = minimise(
      ([x = 0, y = 0]) => ({
        value: 1e6 * (x * x - 1) ** 2 + 1e-3 * y * y,
        gradient: [4e6 * x * (x * x - 1), 2e-3 * y],
        hessian: [
          [1e6 * (12 * x * x - 4), 0],
          [0, 2e-3],
        ],
      }),
      [0.1, 0.5],
      20,
    );
    expect(found.converged).toBe(true);
    expect(found.at[0]).toBeCloseTo(1, 8);
    expect(found.at[1]).toBeCloseTo(0, 8);
  });

  it("walks down a slope without any bend to the edge of the box, and says that it did not converge", () => {
    const found = minimise(
      ([x = 0]) => ({
        value: -x,
        gradient: [-1, 0],
        hessian: [
          [0, 0],
          [0, 0],
        ],
      }),
      [0, 0.5],
      3,
    );
    expect(found).toMatchObject({ converged: false, at: [3, 0.5] });
  });

  it("takes part of a step where the whole one leads to the same height on the other side", () => {
    // From 1 Newton's step for the root of 1 + x^2 leads to -1, and back.
    const found = minimise(
      ([x = 0]) => ({
        value: Math.sqrt(1 + x * x),
        gradient: [x / Math.sqrt(1 + x * x)],
        hessian: [[(1 + x * x) ** -1.5]],
      }),
      [1],
      20,
    );
    expect(found.converged).toBe(true);
    expect(found.at[0]).toBeCloseTo(0, 8);
    expect(found.evaluations).toBeLessThan(10);
  });

  it("comes to the bottom though the value is too large to show the last part of the way", () => {
    const found = minimise(
      ([x = 0]) => ({ value: 1e12 + (x - 1) ** 2, gradient: [2 * (x - 1)], hessian: [[2]] }),
      [1 - 1e-5],
      20,
    );
    expect(found.converged).toBe(true);
    expect(found.at[0]).toBeCloseTo(1, 12);
  });

  describe("with a hundred evaluations", () => {
    /** Falls by 1 a step up to `wall`; there it is level, or, where `cliff`, whatever comes next is higher. */
    const stairs = (wall: number, cliff: boolean) =>
      minimise(
        ([x = 0]) => ({
          value: x <= wall ? -x : 1,
          gradient: [cliff || x < wall ? -1 : 0],
          hessian: [[1]],
        }),
        [0],
        1000,
      );

    it("has converged at the 99th, and no longer at the 100th", () => {
      expect(stairs(98, false)).toMatchObject({ converged: true, at: [98], evaluations: 99 });
      expect(stairs(99, false)).toMatchObject({ converged: false, at: [99], evaluations: 100 });
    });

    it("spends no more of them on shortening a step", () => {
      expect(stairs(80, true)).toMatchObject({ converged: false, at: [80], evaluations: 100 });
    });

    it("gives up a step before that when it is shorter than 1e-12", () => {
      const { converged, evaluations } = stairs(0, true);
      expect(converged).toBe(false);
      // 2^-40 is less than 1e-12, 2^-39 is not.
      expect(evaluations).toBe(41);
    });
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

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "gives up on a function that is %d, and stays where it was",
    (none) => {
      const found = minimise(() => ({ value: none, gradient: [none], hessian: [[none]] }), [0.5], 3);
      expect(found).toMatchObject({ converged: false, at: [0.5] });
    },
  );
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
    expect(
      cholesky([
        [1, 1],
        [1, 1],
      ]),
    ).toBeUndefined();
    expect(cholesky([[0]])).toBeUndefined();
  });
});
