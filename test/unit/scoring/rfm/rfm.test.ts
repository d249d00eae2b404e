import { describe, expect, it } from "vitest";
import {
  boundaryBuckets,
  exactRisingScale,
  fallingScale,
  fallingScore,
  quintileOf,
  risingScale,
  risingScore,
} from "../../../../shared/scoring/rfm/rfm.ts";
import { rfmSegment } from "../../../../shared/scoring/rfm/rfm-segments.ts";
import { Histogram, magnitudeBucket } from "../../../../shared/scoring/summaries/histogram.ts";

const counted = (values: readonly number[]) => Histogram.from(values.map((value) => [value, 1]));

describe("RFM scores", () => {
  it("cut ten different values into fifths", () => {
    const scale = risingScale(counted([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]));
    expect(scale).toEqual({ rule: "quintiles", cuts: [30, 50, 70, 90] });
    expect([10, 29, 30, 55, 89, 90, 1000].map(risingScore(scale))).toEqual([1, 1, 2, 3, 4, 5, 5]);
  });

  it("give the most recent customers 5, with cuts that rise all the same", () => {
    const scale = fallingScale(counted([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]));
    expect(scale).toEqual({ rule: "quintiles", cuts: [10, 30, 50, 70] });
    expect([0, 10, 11, 30, 50, 70, 71, 400].map(fallingScore(scale))).toEqual([5, 5, 4, 4, 3, 2, 1, 1]);
  });

  it("give equal values the middle of their ranks, so that a fifth may stay empty", () => {
    const scale = risingScale(counted([1, 1, 1, 1, 1, 1, 2, 2, 2, 9]));
    expect([1, 2, 9].map(risingScore(scale))).toEqual([2, 4, 5]);
    expect(quintileOf(0, 6, 10)).toBe(2);
  });

  it("score everybody 3 where there are fewer than five customers, or one value only", () => {
    const four = counted([1, 2, 3, 4]);
    expect([risingScale(four), fallingScale(four)]).toEqual([{ rule: "even" }, { rule: "even" }]);
    expect([1, 4].map(risingScore(risingScale(four)))).toEqual([3, 3]);
    expect([1, 4].map(fallingScore(fallingScale(four)))).toEqual([3, 3]);
    for (const size of [5, 6, 99, 1000]) {
      const same = Histogram.from([[7, size]]);
      expect([risingScore(risingScale(same))(7), fallingScore(fallingScale(same))(7)]).toEqual([3, 3]);
    }
  });

  it("of money need exact values only where there are five customers to cut", () => {
    const two = boundaryBuckets(counted([1, 2]));
    expect([...two.keys()]).toEqual([]);
    expect(exactRisingScale(counted([1, 2]), two, new Map())).toEqual({ rule: "even" });
    const five = boundaryBuckets(counted([1, 2, 3, 4, 5]));
    expect([...five.keys()]).toEqual([2, 3, 4, 5]);
    const valuesIn = new Map([2, 3, 4, 5].map((bucket) => [bucket, counted([100 * bucket])]));
    expect(exactRisingScale(counted([1, 2, 3, 4, 5]), five, valuesIn)).toEqual({
      rule: "quintiles",
      cuts: [200, 300, 400, 500],
    });
  });

  it("follow cuts set by hand: at most so many days, at least so many orders", () => {
    const byHand = { rule: "settings", cuts: [30, 90, 180, 365] } as const;
    const scale = { ...byHand, cuts: [...byHand.cuts] };
    expect([30, 31, 180, 365, 366].map(fallingScore(scale))).toEqual([5, 4, 3, 2, 1]);
    expect([29, 30, 364, 365].map(risingScore(scale))).toEqual([1, 2, 4, 5]);
  });
});

describe("buckets of magnitude", () => {
  it("rise with the amount, are at most a thousandth wide, and mirror below nothing", () => {
    let before = magnitudeBucket(-5000);
    for (let amount = -4999; amount <= 70000; amount++) {
      const bucket = magnitudeBucket(amount);
      expect(bucket).toBeGreaterThanOrEqual(before);
      before = bucket;
    }
    expect(magnitudeBucket(-42)).toBe(-magnitudeBucket(42));
    expect(magnitudeBucket(1_000_000)).toBe(magnitudeBucket(1_000_400));
    expect(magnitudeBucket(1_000_000)).toBeLessThan(magnitudeBucket(1_001_000));
  });

  it("begin anew exactly at powers of two", () => {
    for (let k = 1; k < 53; k++) expect(magnitudeBucket(2 ** k)).toBeGreaterThan(magnitudeBucket(2 ** k - 1));
  });
});

describe("RFM segments", () => {
  it("refuse scores outside 1 to 5", () => {
    expect(rfmSegment(5, 5, 5)).toBe("Champions");
    expect(() => rfmSegment(0, 3, 3)).toThrow(RangeError);
    expect(() => rfmSegment(5, 6, 3)).toThrow(RangeError);
    expect(() => rfmSegment(5, 5, 2.5)).toThrow(RangeError);
  });
});
