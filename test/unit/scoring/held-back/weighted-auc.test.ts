import { describe, expect, it } from "vitest";
import { weightedAuc } from "../../../../shared/scoring/held-back/weighted-auc.ts";

/** Ranks from the lowest: [who did not buy, who bought]. */
const aucOf = (...ranks: readonly (readonly [others: number, buyers: number])[]) =>
  weightedAuc({
    length: ranks.length,
    customers: Float64Array.from(ranks, ([others, buyers]) => others + buyers),
    buyers: Float64Array.from(ranks, ([, buyers]) => buyers),
    chances: new Float64Array(ranks.length),
    netMinor: new Float64Array(ranks.length),
  });

describe("weightedAuc", () => {
  it("is 0.893 of the ratings of Hanley and McNeil (1982): 58 normal and 51 abnormal images in five classes", () => {
    expect(aucOf([33, 3], [6, 2], [6, 2], [11, 11], [2, 33])).toBeCloseTo(0.893, 3);
  });

  it("is 1 where every buyer ranks above all others, 0 where below, and 1/2 where all tie", () => {
    expect(aucOf([7, 0], [5, 0], [0, 3])).toBe(1);
    expect(aucOf([0, 3], [7, 0])).toBe(0);
    expect(aucOf([7, 3])).toBe(0.5);
  });

  it("counts pairs of customers: two of three buyers above one who did not buy, one beside", () => {
    expect(aucOf([1, 1], [0, 2])).toBeCloseTo(2.5 / 3, 12);
  });

  it("does not ask how many there are, only how they are mixed", () => {
    const once = aucOf([4, 1], [2, 3], [1, 5]) ?? Number.NaN;
    expect(aucOf([4000, 1000], [2000, 3000], [1000, 5000])).toBeCloseTo(once, 12);
    expect(aucOf([4, 5], [2, 15], [1, 25])).toBeCloseTo(once, 12);
  });

  it("is not there where everybody bought, nobody did, or nobody is there", () => {
    expect(aucOf([0, 4], [0, 2])).toBeNull();
    expect(aucOf([4, 0], [2, 0])).toBeNull();
    expect(aucOf()).toBeNull();
  });
});
