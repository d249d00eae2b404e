import { describe, expect, it } from "vitest";
import { SpendSample, spendFrequencyCorrelation } from "../../../../shared/scoring/models/spend-sample.ts";
import { expectClose } from "../../../support/close-to.ts";

const sampleOf = (customers: readonly (readonly [repeats: number, repeatNetMinor: number])[]) => {
  const sample = new SpendSample();
  for (const [repeats, spend] of customers) sample.add(repeats, spend);
  return sample;
};
/** Of customers with so many repeat purchases of so much each. */
const correlate = (customers: readonly (readonly [repeats: number, mean: number])[]) =>
  spendFrequencyCorrelation(sampleOf(customers.map(([x, mean]) => [x, x * mean])).toSpendData(1));

describe("repeat spend", () => {
  it("is grouped by x and rises within a group, in major units, whatever order customers came in", () => {
    const customers = [
      [3, 900],
      [1, 250],
      [3, 300],
      [1, 100],
      [6, 50],
      [3, 600],
    ] as const;
    for (const order of [customers, customers.toReversed()]) {
      const sample = sampleOf(order);
      expect(sample.length).toBe(6);
      const { runs, starts, spendMajor } = sample.toSpendData(100);
      expect(runs).toEqual([1, 3, 6]);
      expect(starts).toEqual([0, 2, 5, 6]);
      expect([...spendMajor]).toEqual([1, 2.5, 3, 6, 9, 0.5]);
    }
  });

  it("leaves out who bought nothing again, and whose repeats brought nothing or less", () => {
    const sample = sampleOf([
      [0, 500],
      [2, 0],
      [2, -300],
      [2, Number.NaN],
      [1, 1],
    ]);
    expect(sample.length).toBe(1);
    expect([...sample.toSpendData(100).spendMajor]).toEqual([0.01]);
  });

  it.each([
    ["part of a minor unit", 0.5],
    ["2^32 minor units", 2 ** 32],
  ])("rises where somebody spent %s, too", (_, odd) => {
    for (const order of [
      [7, odd, 3_000],
      [odd, 3_000, 7],
    ]) {
      const { spendMajor } = sampleOf(order.map((spend) => [1, spend])).toSpendData(1);
      expect([...spendMajor]).toEqual([7, odd, 3_000].sort((a, b) => a - b));
    }
  });

  it("keeps everybody's when it grows past the room it began with, and nobody's where there was none", () => {
    const many = Array.from({ length: 5000 }, (_, i) => [1 + (i % 7), i + 1] as const);
    const { runs, starts, spendMajor } = sampleOf(many).toSpendData(1);
    expect(runs).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(starts.at(-1)).toBe(5000);
    expect(Float64Array.from(spendMajor).sort()).toEqual(Float64Array.from(many, ([, spend]) => spend));
    expect(spendMajor[1]).toBe(8);
    const { runs: none, starts: start, spendMajor: nothing } = sampleOf([]).toSpendData(1);
    expect([none, start, [...nothing]]).toEqual([[], [0], []]);
  });
});

describe("the correlation of spend with frequency", () => {
  it("is Pearson's of x and mean spend, by hand", () => {
    // Deviations of x: -1.5 -.5 .5 1.5; of the mean: -15 5 -5 15; 40 / sqrt(5 * 500).
    expectClose(
      correlate([
        [1, 10],
        [2, 30],
        [3, 20],
        [4, 40],
      ]) ?? Number.NaN,
      0.8,
      1e-14,
    );
    expectClose(
      correlate([
        [1, 30],
        [2, 20],
        [3, 10],
      ]) ?? Number.NaN,
      -1,
      1e-14,
    );
    // Two of each x: deviations of x -1 -1 1 1, of the mean -15 5 -5 15; 20 / sqrt(4 * 500).
    expectClose(
      correlate([
        [2, 10],
        [2, 30],
        [4, 20],
        [4, 40],
      ]) ?? Number.NaN,
      Math.sqrt(0.2),
      1e-14,
    );
  });

  it("is the same in cents, in dollars, and in money of any size", () => {
    const customers = [
      [1, 700],
      [2, 2500],
      [3, 900],
      [5, 4100],
    ] as const;
    const wanted = correlate(customers) ?? Number.NaN;
    for (const unit of [0.01, 1e-14, 1e12]) {
      expectClose(correlate(customers.map(([x, mean]) => [x, mean * unit])) ?? Number.NaN, wanted, 1e-14);
    }
  });

  it("is none of fewer than two customers, and where x or spend does not vary", () => {
    expect(correlate([])).toBeNull();
    expect(correlate([[1, 5]])).toBeNull();
    expect(
      correlate([
        [2, 5],
        [2, 9],
        [2, 4],
      ]),
    ).toBeNull();
  });

  it("is none where spend varies by less than a billionth, which is rounding, in money of any size", () => {
    const varied = (mean: number, by: number) =>
      correlate([
        [1, mean],
        [2, mean],
        [3, mean * (1 + by)],
      ]);
    for (const mean of [7.1e-9, 7.1, 7.1e9]) {
      expect(varied(mean, 0)).toBeNull();
      expect(varied(mean, 1e-9)).toBeNull();
      expect(varied(mean, 1e-8)).toBeGreaterThan(0.8);
    }
  });
});
