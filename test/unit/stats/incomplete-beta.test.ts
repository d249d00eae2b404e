import { describe, expect, it } from "vitest";
import { incompleteBeta, logBeta } from "../../../shared/stats/incomplete-beta.ts";
import { expectClose } from "../../support/close-to.ts";

/** P(at least a successes in a + b - 1 trials), which is I_x(a, b) for whole a and b. */
const binomialTail = (x: number, a: number, b: number): number => {
  const n = a + b - 1;
  let [tail, ways] = [0, 1];
  for (let k = 0; k <= n; k++) {
    if (k >= a) tail += ways * x ** k * (1 - x) ** (n - k);
    ways = (ways * (n - k)) / (k + 1);
  }
  return tail;
};

describe("incompleteBeta(x, a, b)", () => {
  it("is the chance of at least a successes, for whole a and b", () => {
    for (const a of [1, 2, 5, 17])
      for (const b of [1, 3, 8, 20])
        for (const x of [0.001, 0.2, 0.5, 0.83, 0.999])
          expectClose(incompleteBeta(x, a, b), binomialTail(x, a, b), 1e-12, 1e-14, `I_${x}(${a}, ${b})`);
  });

  it("is the arcsine law at one half, one half, and a power where b is 1", () => {
    for (const x of [1e-6, 0.1, 0.4, 0.9, 1 - 1e-6]) {
      expectClose(incompleteBeta(x, 0.5, 0.5), (2 / Math.PI) * Math.asin(Math.sqrt(x)), 1e-11);
      expectClose(incompleteBeta(x, 3.7, 1), x ** 3.7, 1e-12);
    }
  });

  it("and its mirror add up to 1, for small shapes and for large ones", () => {
    for (const [a, b] of [
      [0.01, 3],
      [4.2, 900],
      [3000, 5000],
    ] as const)
      for (const x of [0.01, 0.3, 0.375, 0.6, 0.99])
        expectClose(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a), 1, 1e-12);
    // The median of beta(3000, 5000), by its normal limit: within a hundredth of a standard deviation of the mean.
    expectClose(incompleteBeta(0.375, 3000, 5000), 0.5, 0, 0.005);
  });

  it("is 0 up to 0 and 1 from 1, and takes ln B where it is known", () => {
    expect([-1, 0, 1, 2].map((x) => incompleteBeta(x, 2, 3))).toEqual([0, 0, 1, 1]);
    expect(incompleteBeta(0.5, 2, 3, logBeta(2, 3))).toBe(incompleteBeta(0.5, 2, 3));
    expectClose(incompleteBeta(0.5, 2, 3), 0.6875, 1e-14);
  });
});
