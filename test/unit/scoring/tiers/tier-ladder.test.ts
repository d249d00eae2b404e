import { describe, expect, it } from "vitest";
import type { Rung } from "../../../../shared/model/tier-proof.ts";
import { compareHits } from "../../../../shared/scoring/tiers/compare-hits.ts";
import {
  addRungs,
  ladderAuc,
  ladderOfSizes,
  steepestRise,
  toRungs,
} from "../../../../shared/scoring/tiers/tier-ladder.ts";

const outcomes = (rows: readonly (readonly [x: number, customers: number, buyers: number])[]) => ({
  repeats: Int32Array.from(rows, ([x]) => x),
  count: Float64Array.from(rows, ([, customers]) => customers),
  bought: Float64Array.from(rows, ([, , buyers]) => buyers),
});

describe("a ladder of given sizes", () => {
  const cut = outcomes([
    [1, 20, 10],
    [0, 10, 4],
    [3, 10, 1],
    [2, 10, 0],
  ]);

  it("stands customers on rungs by their measure, new ones apart", () => {
    const ladder = ladderOfSizes(Float64Array.from([2, 1, 3, 9]), cut, [30, 10, 5]);
    expect(ladder.customers).toEqual(Float64Array.from([10, 20, 10, 5, 5]));
    expect(ladder.buyers).toEqual(Float64Array.from([4, 10, 1, 0, 0]));
    expect(ladder.wakeful).toEqual(Float64Array.from([1, 1, 0, 0]));
  });

  it("takes those of one measure who do not all fit in part, each alike", () => {
    const ladder = ladderOfSizes(Float64Array.from([1, 1, 3, 3]), cut, [15, 20, 5]);
    expect(ladder.wakeful).toEqual(Float64Array.from([0.5, 0.5, 0, 0]));
    expect(ladder.customers).toEqual(Float64Array.from([5, 10, 20, 5, 10]));
    expect([...ladder.buyers]).toEqual([2, 5, 7.25, 0.25, 0.5]);
  });

  it("leaves rungs without room empty, and cells that hold nobody without say", () => {
    const with0 = outcomes([
      [1, 4, 2],
      [1, 0, 0],
      [1, 6, 1],
    ]);
    const ladder = ladderOfSizes(Float64Array.from([1, 2, 3]), with0, [4, 0, 0]);
    expect([...ladder.customers]).toEqual([0, 4, 0, 0, 6]);
    expect([...ladder.wakeful]).toEqual([1, 0, 0]);
  });

  it("adds up over cuts, and is told with shares and repeat rates", () => {
    const ladder = ladderOfSizes(Float64Array.from([2, 1, 3, 9]), cut, [30, 10, 10]);
    const rungs = toRungs(addRungs([ladder, ladder]));
    expect(rungs[1]).toEqual({ tier: "awake", customers: 40, buyers: 20, share: 0.4, repeatRate: 0.5 });
    expect(rungs[4]).toEqual({ tier: "asleep", customers: 0, buyers: 0, share: 0, repeatRate: null });
    expect(toRungs(addRungs([])).map(({ share }) => share)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe("how a ladder ranks", () => {
  it("is the chance that a buyer stands above who did not buy, the new beside the awake", () => {
    // Wakeful: 12 buyers, 8 others; drowsy: 3 and 7; half-asleep: 1 and 9. Of 16 * 24 pairs.
    const counts = {
      customers: Float64Array.from([5, 15, 10, 10, 0]),
      buyers: Float64Array.from([1, 11, 3, 1, 0]),
    };
    const won = 12 * (16 + 4) + 3 * (9 + 3.5) + 1 * 4.5;
    expect(ladderAuc(counts)).toBeCloseTo(won / (16 * 24), 12);
  });

  it("is a half where nobody bought, or everybody", () => {
    const customers = Float64Array.from([1, 2, 3, 4, 5]);
    expect(ladderAuc({ customers, buyers: new Float64Array(5) })).toBe(0.5);
    expect(ladderAuc({ customers, buyers: customers })).toBe(0.5);
  });
});

it("hits are compared over the buyers whom two rules judge differently", () => {
  const bought = Float64Array.from([4, 2, 2]);
  const found = compareHits(bought, Float64Array.from([1, 0, 1]), Float64Array.from([1, 0.25, 0]));
  expect(found).toEqual({ gain: 1.5, variance: 2 * 0.25 ** 2 + 2 });
});

describe("whether repeat rates fall", () => {
  const rung = (tier: Rung["tier"], customers: number, buyers: number): Rung => ({
    ...{ tier, customers, buyers },
    ...{ share: 0, repeatRate: null },
  });

  it("is told by the steepest step up, in standard errors", () => {
    // 27 and 45 of 72: a rise of 1/4, half of all bought, so that its standard error is 1/12.
    expect(steepestRise([rung("awake", 72, 27), rung("drowsy", 72, 45)])).toBeCloseTo(3, 12);
    expect(steepestRise([rung("awake", 72, 45), rung("drowsy", 72, 27)])).toBeCloseTo(-3, 12);
  });

  it("does not rise where nobody bought, or everybody", () => {
    expect(steepestRise([rung("awake", 10, 0), rung("drowsy", 10, 0)])).toBe(0);
    expect(steepestRise([rung("awake", 10, 10), rung("drowsy", 10, 10)])).toBe(0);
  });

  it("leaves new customers and empty tiers out", () => {
    const rungs = [rung("new", 100, 1), rung("awake", 100, 50), rung("drowsy", 0, 0), rung("half-asleep", 100, 50)];
    expect(steepestRise(rungs)).toBe(0);
    expect(steepestRise([...rungs, rung("asleep", 100, 60)])).toBeCloseTo(0.1 / Math.sqrt(0.55 * 0.45 * 0.02), 12);
    expect(steepestRise(rungs.slice(0, 2))).toBeNull();
  });
});
