import { describe, expect, it } from "vitest";
import { Z90 } from "../../../../shared/model/rule-limits.ts";
import { logSd, parameterUncertainty } from "../../../../shared/scoring/value/clv-uncertainty.ts";
import type { Matrix } from "../../../../shared/stats/cholesky.ts";

/** Of ln r, ln alpha, ln a and ln b: each tied to each. */
const PURCHASES: Matrix = [
  [0.04, 0.03, -0.01, 0.02],
  [0.03, 0.09, 0.02, 0.01],
  [-0.01, 0.02, 0.16, 0.12],
  [0.02, 0.01, 0.12, 0.25],
];
/** Of ln p, ln q and ln gamma. */
const SPEND: Matrix = [
  [0.04, -0.02, 0.05],
  [-0.02, 0.09, -0.06],
  [0.05, -0.06, 0.16],
];

const varianceOf = (gradient: readonly number[]): number => {
  const known = parameterUncertainty({ logCovariance: PURCHASES }, { logCovariance: SPEND });
  if (known === undefined) throw new Error("these covariances are positive definite");
  return logSd(known, Float64Array.from(gradient)) ** 2;
};
const ofTwo = (i: number, j: number): number[] => [0, 0, 0, 0, 0, 0, 0].map((_, at) => (at === i || at === j ? 1 : 0));

describe("the standard deviation of ln(CLV)", () => {
  it("is a parameter's own where only that one matters", () => {
    const own = [0, 1, 2, 3, 4, 5, 6].map((i) => varianceOf(ofTwo(i, i)));
    for (const [i, wanted] of [0.04, 0.09, 0.16, 0.25, 0.04, 0.09, 0.16].entries())
      expect(own[i]).toBeCloseTo(wanted, 12);
  });

  it("counts how parameters of one fit go together, and takes the two fits as independent", () => {
    for (let i = 0; i < 7; i++) {
      for (let j = 0; j < i; j++) {
        const together = j >= 4 ? SPEND[i - 4]?.[j - 4] : i < 4 ? PURCHASES[i]?.[j] : 0;
        const alone = varianceOf(ofTwo(i, i)) + varianceOf(ofTwo(j, j));
        expect(varianceOf(ofTwo(i, j)) - alone, `${i} with ${j}`).toBeCloseTo(2 * (together ?? Number.NaN), 12);
      }
    }
  });

  it("grows as the gradient does", () => {
    const gradient = [0.5, -1, 2, 0.3, -0.7, 1.1, 0.9];
    expect(varianceOf(gradient.map((slope) => 3 * slope))).toBeCloseTo(9 * varianceOf(gradient), 10);
  });
});

it("nothing is said of parameters whose likelihood is too flat, of either fit", () => {
  const flat: Matrix = [
    [1, 2],
    [2, 1],
  ];
  expect(parameterUncertainty({ logCovariance: null }, { logCovariance: SPEND })).toBeUndefined();
  expect(parameterUncertainty({ logCovariance: PURCHASES }, { logCovariance: null })).toBeUndefined();
  expect(parameterUncertainty({ logCovariance: flat }, { logCovariance: SPEND })).toBeUndefined();
  expect(parameterUncertainty({ logCovariance: PURCHASES }, { logCovariance: flat })).toBeUndefined();
});

it("nine tenths of a normal distribution lie within Z90 standard deviations of its middle", () => {
  const steps = 2000;
  const width = Z90 / steps;
  let within = 0;
  for (let i = 0; i < steps; i++) within += 2 * width * Math.exp(-0.5 * ((i + 0.5) * width) ** 2);
  expect(within / Math.sqrt(2 * Math.PI)).toBeCloseTo(0.9, 6);
});
