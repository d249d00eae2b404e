import { expect, it } from "vitest";
import { fitFacts } from "../../../../shared/scoring/models/fit-facts.ts";

const found = (converged: boolean, hessian: number[][]) => ({
  at: [0, 0],
  jet: { value: 5, gradient: [0, 0], hessian },
  converged,
  evaluations: 3,
});
const of = { logLikelihood: -5, evaluations: 9, customers: 70, prior: true };

it("a fit says what it rests on, and the inverse Hessian for covariance", () => {
  expect(
    fitFacts(
      found(true, [
        [4, 0],
        [0, 0.25],
      ]),
      of,
    ),
  ).toEqual({
    logCovariance: [
      [0.25, 0],
      [0, 4],
    ],
    logLikelihood: -5,
    converged: true,
    evaluations: 9,
    customers: 70,
    prior: true,
  });
});

it("a fit has converged only if the search says so and its likelihood is a number", () => {
  const hessian = [
    [1, 0],
    [0, 1],
  ];
  expect(fitFacts(found(false, hessian), of).converged).toBe(false);
  for (const logLikelihood of [Number.NaN, -Infinity]) {
    expect(fitFacts(found(true, hessian), { ...of, logLikelihood }).converged).toBe(false);
  }
  expect(
    fitFacts(
      found(true, [
        [1, 0],
        [0, 0],
      ]),
      of,
    ),
  ).toMatchObject({ converged: true, logCovariance: null });
});
