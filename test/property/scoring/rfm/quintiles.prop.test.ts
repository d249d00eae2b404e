import fc from "fast-check";
import { expect, it } from "vitest";
import {
  boundaryBuckets,
  exactRisingScale,
  fallingScale,
  fallingScore,
  quintileOf,
  risingScale,
  risingScore,
} from "../../../../shared/scoring/rfm/rfm.ts";
import { Histogram, magnitudeBucket } from "../../../../shared/scoring/summaries/histogram.ts";
import { valueClassOf } from "../../../../shared/scoring/value/value-class.ts";
import { ValueCutter } from "../../../../shared/scoring/value/value-cutter.ts";

const SEED = 20261121;
/** Few different values, many, and values so close that they share buckets of magnitude. */
const values = fc.oneof(
  fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 5, maxLength: 200 }),
  fc.array(fc.integer({ min: -1000, max: 100_000 }), { minLength: 5, maxLength: 200 }),
  fc.array(fc.integer({ min: 1_000_000, max: 1_003_000 }), { minLength: 5, maxLength: 200 }),
);
const counted = (all: readonly number[]) => Histogram.from(all.map((value) => [value, 1]));
const midRankScore = (value: number, all: readonly number[]): number =>
  quintileOf(all.filter((v) => v < value).length, all.filter((v) => v === value).length, all.length);

it("cut values score every value as its mid-rank does", () => {
  fc.assert(
    fc.property(values, (all) => {
      const score = risingScore(risingScale(counted(all)));
      for (const value of new Set(all)) expect(score(value)).toBe(midRankScore(value, all));
      const fewer = fallingScore(fallingScale(counted(all)));
      const negated = all.map((value) => -value);
      for (const value of new Set(all)) expect(fewer(value)).toBe(midRankScore(-value, negated));
    }),
    { seed: SEED },
  );
});

it("two rounds over buckets find exactly the cuts of one over all values", () => {
  fc.assert(
    fc.property(values, (all) => {
      const buckets = counted(all.map(magnitudeBucket));
      const boundary = boundaryBuckets(buckets);
      expect(boundary.size).toBeLessThanOrEqual(8);
      const valuesIn = new Map([...boundary.keys()].map((bucket) => [bucket, new Histogram()]));
      for (const value of all) valuesIn.get(magnitudeBucket(value))?.add(value);
      expect(exactRisingScale(buckets, boundary, valuesIn)).toEqual(risingScale(counted(all)));
    }),
    { seed: SEED, numRuns: 500 },
  );
});

it("a value's class is that of the share of all greater values", () => {
  const shares = fc.record({
    a: fc.double({ min: 0, max: 1, noNaN: true }),
    b: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(values, shares, (all, { a, b }) => {
      const cutter = new ValueCutter([a, a + b].map((share) => ({ share, of: "all" as const })));
      for (const value of all) cutter.count(value);
      cutter.startRoundTwo();
      for (const value of all) cutter.countExactly(value);
      const [ofA, ofB] = cutter.cuts();
      const cutsMinor = { a: ofA?.leastMinor ?? null, b: ofB?.leastMinor ?? null };
      const rule = { basis: "clv", shares: { a, b }, cutsMinor } as const;
      const falling = all.filter((v) => v > 0).sort((one, other) => other - one);
      const total = falling.reduce((sum, v) => sum + v, 0);
      const held = (customers: number) => falling.slice(0, customers).reduce((sum, v) => sum + v, 0);
      const carriers = ofA?.customers ?? 0;
      expect(held(carriers)).toBeGreaterThanOrEqual(a * total);
      if (carriers > 0) expect(held(carriers - 1)).toBeLessThan(a * total);
      for (const value of all) {
        const above = all.filter((v) => v > value && v > 0).reduce((sum, v) => sum + v, 0);
        const wanted = value <= 0 ? "C" : above < a * total ? "A" : above < (a + b) * total ? "B" : "C";
        expect(valueClassOf(value, rule)).toBe(wanted);
      }
    }),
    { seed: SEED, numRuns: 500 },
  );
});
