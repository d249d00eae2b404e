import { describe, expect, it } from "vitest";
import { calibrationError, calibrationTenths } from "../../../../shared/scoring/held-back/calibration.ts";

/** Ranks from the lowest: customers, the chance given to each of them, and how many bought. */
const tenthsOf = (...ranks: readonly (readonly [customers: number, chance: number, buyers: number])[]) =>
  calibrationTenths({
    length: ranks.length,
    customers: Float64Array.from(ranks, ([customers]) => customers),
    buyers: Float64Array.from(ranks, ([, , buyers]) => buyers),
    chances: Float64Array.from(ranks, ([customers, chance]) => customers * chance),
    netMinor: new Float64Array(ranks.length),
  });
const tenth = (customers: number, predicted: number, actual: number) => ({
  customers,
  predicted: expect.closeTo(predicted, 12),
  actual: expect.closeTo(actual, 12),
});

describe("calibrationTenths", () => {
  it("mixes the end of one rank with the start of the next where a tenth spans both", () => {
    expect(tenthsOf([3, 0.25, 0], [17, 0.75, 17])).toEqual([
      tenth(2, 0.25, 0),
      tenth(2, 0.5, 0.5),
      ...Array(8).fill(tenth(2, 0.75, 1)),
    ]);
  });

  it("goes through several ranks within one tenth", () => {
    const ranks = Array.from({ length: 40 }, (_, i) => [1, i / 40, i % 2] as const);
    expect(tenthsOf(...ranks)[0]).toEqual(tenth(4, (0 + 1 + 2 + 3) / 160, 0.5));
    expect(tenthsOf(...ranks)[9]).toEqual(tenth(4, (36 + 37 + 38 + 39) / 160, 0.5));
  });

  it("ends tenths as deciles by linear interpolation do: of eleven customers the lowest holds two", () => {
    expect(tenthsOf([11, 0.5, 0]).map(({ customers }) => customers)).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(tenthsOf([15, 0.5, 0]).map(({ customers }) => customers)).toEqual([2, 1, 2, 1, 2, 1, 1, 2, 1, 2]);
  });

  it("is a single tenth of a single customer, and none of nobody", () => {
    expect(tenthsOf([1, 0.25, 1])).toEqual([{ customers: 1, predicted: 0.25, actual: 1 }]);
    expect(tenthsOf()).toEqual([]);
  });

  it("keeps shares of sure buyers at 1, whatever rounding adds up to", () => {
    const sure = Array.from({ length: 300 }, (_, i) => tenthsOf([i + 1, 1, i + 1], [7, 1, 7])).flat();
    expect(Math.max(...sure.flatMap(({ predicted, actual }) => [predicted, actual]))).toBe(1);
  });
});

describe("calibrationError", () => {
  it("weighs each tenth by its customers, whether it promised too much or too little", () => {
    const tooMuch = { customers: 3, predicted: 0.7, actual: 0.5 };
    const tooLittle = { customers: 1, predicted: 0.1, actual: 0.7 };
    expect(calibrationError([tooMuch, tooLittle])).toBeCloseTo((3 * 0.2 + 0.6) / 4, 12);
  });

  it("is 0 where every tenth did what was foretold, and not there for nobody", () => {
    expect(calibrationError([{ customers: 9, predicted: 0.5, actual: 0.5 }])).toBe(0);
    expect(calibrationError([])).toBeNull();
  });
});
