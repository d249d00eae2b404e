import { describe, expect, it } from "vitest";
import { gammaGammaLikelihood, prepareSpend } from "../../../../shared/scoring/models/gamma-gamma-likelihood.ts";
import { SpendSample } from "../../../../shared/scoring/models/spend-sample.ts";
import { expectClose } from "../../../support/close-to.ts";
import { expectDerivatives } from "../../../support/expect-derivatives.ts";

type Spender = readonly [repeats: number, spend: number];
const jetOf = (customers: readonly Spender[], p = 3, q = 4, gamma = 20) => {
  const sample = new SpendSample();
  for (const [repeats, spend] of customers) sample.add(repeats, spend);
  return gammaGammaLikelihood(prepareSpend(sample.toSpendData(1)), { p, q, gamma });
};
const CUSTOMERS: readonly Spender[] = [
  [1, 12],
  [1, 30],
  [2, 45],
  [2, 45],
  [5, 400],
];
/** Gamma(n) of a whole number. */
const gammaOf = (n: number): number => (n <= 1 ? 1 : (n - 1) * gammaOf(n - 1));

describe("gammaGammaLikelihood", () => {
  it("is the sum over customers of the logarithms of the published density, here with p = 3, q = 4, gamma = 20", () => {
    const density = ([x, spend]: Spender) => {
      const m = spend / x;
      const beta = gammaOf(3 * x + 4) / (gammaOf(3 * x) * gammaOf(4));
      return (beta * 20 ** 4 * m ** (3 * x - 1) * x ** (3 * x)) / (20 + m * x) ** (3 * x + 4);
    };
    const wanted = CUSTOMERS.reduce((sum, customer) => sum + Math.log(density(customer)), 0);
    expectClose(jetOf(CUSTOMERS).value, wanted, 1e-13);
  });

  it("has the derivatives of its value, and a symmetric Hessian", () => {
    expectDerivatives(([p, q, gamma]) => jetOf(CUSTOMERS, p, q, gamma), [3, 4, 20]);
    const { hessian } = jetOf(CUSTOMERS);
    for (const [i, row] of hessian.entries()) expect(row).toEqual(hessian.map((other) => other[i]));
  });

  it.each([
    ["next to nothing", 1e-6],
    ["beyond all measure", 1e9],
  ])("a hundred who spent %s each are a hundred times one of them", (_, spend) => {
    const hundred = jetOf(Array(100).fill([2, spend]), 3, 4, spend);
    expectClose(hundred.value, 100 * jetOf([[2, spend]], 3, 4, spend).value, 1e-12);
  });
});
