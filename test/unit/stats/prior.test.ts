import { describe, expect, it } from "vitest";
import { addPrior } from "../../../shared/stats/prior.ts";
import { expectClose } from "../../support/close-to.ts";

const nothing = {
  value: 0,
  gradient: [0, 0],
  hessian: [
    [0, 0],
    [0, 0],
  ],
};
const prior = { median: 2, logSd: 0.5 };
const withTail = { ...prior, tail: 4 };

describe("addPrior", () => {
  it("costs nothing at the median, and half of n^2 at n standard deviations from it", () => {
    for (const n of [0, 1, -2, 3]) {
      const { value, gradient, hessian } = addPrior(nothing, [Math.log(2) + 0.5 * n, 0], [prior, undefined]);
      expectClose(value, (n * n) / 2, 1e-14);
      // In standard deviations slope and bend are n and 1; one of them is half a logarithm.
      expectClose(gradient[0] ?? Number.NaN, 2 * n, 1e-14);
      expectClose(hessian[0]?.[0] ?? Number.NaN, 4, 1e-14);
    }
  });

  it("costs the value over the tail besides, where there is a tail", () => {
    // At 8, four times the median: 8/4, and (ln 4 / 0.5)^2 / 2.
    const { value, gradient, hessian } = addPrior(nothing, [0, Math.log(8)], [undefined, withTail]);
    expectClose(value, 2 + 2 * Math.log(4) ** 2, 1e-14);
    expectClose(gradient[1] ?? Number.NaN, 2 + 4 * Math.log(4), 1e-14);
    expectClose(hessian[1]?.[1] ?? Number.NaN, 2 + 4, 1e-14);
  });

  it("adds to what the data say, parameter by parameter, and leaves the rest alone", () => {
    const jet = {
      value: 10,
      gradient: [1, 2],
      hessian: [
        [30, 4],
        [4, 50],
      ],
    };
    expect(addPrior(jet, [1, 1], [undefined, undefined])).toEqual(jet);
    expect(addPrior(jet, [1, 1], [])).toEqual(jet);
    const both = addPrior(jet, [Math.log(2), Math.log(2)], [prior, withTail]);
    expectClose(both.value, 10.5, 1e-14);
    expectClose(both.gradient[0] ?? Number.NaN, 1, 1e-14);
    expectClose(both.gradient[1] ?? Number.NaN, 2.5, 1e-14);
    expect(both.hessian.map((row) => row.map((h) => Math.round(h * 1e12) / 1e12))).toEqual([
      [34, 4],
      [4, 54.5],
    ]);
  });
});
