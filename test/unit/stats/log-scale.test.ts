import { describe, expect, it } from "vitest";
import type { Matrix } from "../../../shared/stats/cholesky.ts";
import { isDetermined, logCovariance, negate, standardErrors, toLogScale } from "../../../shared/stats/log-scale.ts";
import { expectClose } from "../../support/close-to.ts";

/** Its inverse is [[2, -1], [-1, 2]] / 3. */
const correlated = [
  [2, 1],
  [1, 2],
];
/** So flat in the second parameter that its variance is beyond all numbers. */
const nearlyFlat = [
  [1, 0],
  [0, Number.MIN_VALUE],
];
const singular = [
  [1, 1],
  [1, 1],
];

describe("toLogScale", () => {
  it("makes p^2 q^3 what it is in logarithms, e^(2u + 3v)", () => {
    const [p, q] = [5, 2];
    const value = p ** 2 * q ** 3;
    const jet = toLogScale(
      {
        value,
        gradient: [2 * p * q ** 3, 3 * p ** 2 * q ** 2],
        hessian: [
          [2 * q ** 3, 6 * p * q ** 2],
          [6 * p * q ** 2, 6 * p ** 2 * q],
        ],
      },
      [p, q],
    );
    expect(jet).toEqual({
      value: 200,
      gradient: [400, 600],
      hessian: [
        [800, 1200],
        [1200, 1800],
      ],
    });
  });
});

describe("negate", () => {
  it("turns every sign: the top of a likelihood is the bottom of what is minimised", () => {
    expect(negate({ value: -7, gradient: [1, -2], hessian: correlated })).toEqual({
      value: 7,
      gradient: [-1, 2],
      hessian: [
        [-2, -1],
        [-1, -2],
      ],
    });
  });
});

describe("standardErrors", () => {
  it("are the parameter times the root of its logarithm's variance", () => {
    expect(
      standardErrors(
        [
          [4, 0],
          [0, 100],
        ],
        [3, 10],
      ),
    ).toEqual([1.5, 1]);
    const [first, second] = standardErrors(correlated, [1, 30]);
    expectClose(first ?? 0, Math.sqrt(2 / 3), 1e-14);
    expectClose(second ?? 0, 30 * Math.sqrt(2 / 3), 1e-14);
  });

  it("are those of a Poisson rate: rate over the root of the count", () => {
    // Minus the log-likelihood of 25 events in 10 weeks is 10 e^t - 25 t, t being ln rate: bent by 25 at its bottom.
    expectClose(standardErrors([[25]], [2.5])[0] ?? 0, 2.5 / 5, 1e-14);
  });

  it("are null where the likelihood is flat: all, or the flat parameter's alone", () => {
    expect(standardErrors([[0]], [3])).toEqual([null]);
    expect(standardErrors(singular, [3, 4])).toEqual([null, null]);
    expect(standardErrors(nearlyFlat, [3, 4])).toEqual([3, null]);
  });
});

describe("logCovariance", () => {
  it("is the inverse of the Hessian", () => {
    const inverse = logCovariance(correlated);
    for (const [i, row] of [
      [2 / 3, -1 / 3],
      [-1 / 3, 2 / 3],
    ].entries())
      for (const [j, wanted] of row.entries()) expectClose(inverse?.[i]?.[j] ?? Number.NaN, wanted, 1e-14);
  });

  it("is null where the likelihood is flat, nearly so, or not at its top", () => {
    expect(logCovariance(singular)).toBeNull();
    expect(logCovariance(nearlyFlat)).toBeNull();
    expect(logCovariance([[-1]])).toBeNull();
  });
});

describe("isDetermined", () => {
  const found = (hessian: Matrix, converged = true) => ({
    at: hessian.map(() => 3),
    jet: { value: 1, gradient: hessian.map(() => 0), hessian },
    converged,
    evaluations: 9,
  });

  it("holds for a minimum that was reached and that holds every parameter", () => {
    expect(isDetermined(found(correlated))).toBe(true);
    expect(isDetermined(found(correlated, false))).toBe(false);
  });

  it("does not where one parameter is flat, or as good as flat", () => {
    expect(isDetermined(found([[0]]))).toBe(false);
    expect(isDetermined(found(nearlyFlat))).toBe(false);
    expect(
      isDetermined(
        found([
          [1, 0],
          [0, 0.01],
        ]),
      ),
    ).toBe(false);
  });

  it("takes a parameter whose logarithm has a standard error of 5 for not determined, of less for determined", () => {
    expect(standardErrors([[0.04]], [1])).toEqual([5]);
    expect(isDetermined(found([[0.04]]))).toBe(false);
    expect(isDetermined(found([[0.0401]]))).toBe(true);
  });
});
