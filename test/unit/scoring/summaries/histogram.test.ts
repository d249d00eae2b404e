import { describe, expect, it } from "vitest";
import {
  addEncodedHistogram,
  encodeHistogram,
  Histogram,
  magnitudeBucket,
} from "../../../../shared/scoring/summaries/histogram.ts";

describe("a Histogram", () => {
  it("counts by key, in rising order of keys", () => {
    const histogram = Histogram.from([
      [7, 2],
      [-3, 1],
      [7, 1],
    ]);
    expect(histogram.sorted()).toEqual([
      [-3, 1],
      [7, 3],
    ]);
    expect(histogram.total).toBe(4);
  });

  it("comes back from its bytes, added to what was there", () => {
    const shard = Histogram.from([
      [-11_000, 3],
      [0, 200],
      [130, 1],
      [70_000, 5],
    ]);
    const merged = Histogram.from([[0, 1]]);
    addEncodedHistogram(merged, encodeHistogram(shard));
    expect(merged.sorted()).toEqual([
      [-11_000, 3],
      [0, 201],
      [130, 1],
      [70_000, 5],
    ]);
    expect(merged.total).toBe(210);
  });

  it("merges by adding, and leaves the other one as it was", () => {
    const one = Histogram.from([[3, 1]]);
    const other = Histogram.from([
      [3, 4],
      [-8, 2],
    ]);
    one.merge(other);
    expect([one.sorted(), one.total]).toEqual([
      [
        [-8, 2],
        [3, 5],
      ],
      7,
    ]);
    expect(other.total).toBe(6);
  });

  it("without counts has no bytes", () => {
    expect(encodeHistogram(new Histogram())).toHaveLength(0);
    const histogram = new Histogram();
    addEncodedHistogram(histogram, new Uint8Array(0));
    expect(histogram.total).toBe(0);
  });

  it("refuses bytes that end within a key's count", () => {
    expect(() => addEncodedHistogram(new Histogram(), Uint8Array.of(4))).toThrow(RangeError);
  });
});

describe("magnitudeBucket()", () => {
  it.each([0, 0.99, -0.99, Number.NaN])("gives %d, less than a minor unit, the bucket 0", (amount) => {
    expect(magnitudeBucket(amount)).toBe(0);
  });

  it("begins at 1 with one minor unit, and mirrors what is owed", () => {
    expect([magnitudeBucket(1), magnitudeBucket(-1), magnitudeBucket(2)]).toEqual([1, -1, 1025]);
  });

  it("never falls where the amount rises, and is at most a thousandth wide", () => {
    const wrong: number[] = [];
    let first = 1;
    for (let amount = 2; amount < 300_000; amount++) {
      const step = magnitudeBucket(amount) - magnitudeBucket(amount - 1);
      if (step > 0) first = amount;
      if (!(step >= 0 && amount - first < first / 1000)) wrong.push(amount);
    }
    expect(wrong).toEqual([]);
  });
});
