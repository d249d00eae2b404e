import { describe, expect, it } from "vitest";
import { type FeatureRows, standardisation, standardise } from "../../../shared/stats/standardise.ts";

const rowsOf = (rows: readonly (readonly number[])[], trials = rows.map(() => 1)): FeatureRows => ({
  length: rows.length,
  width: rows[0]?.length ?? 0,
  features: Float64Array.from(rows.flat()),
  trials: Float64Array.from(trials),
});

describe("standardisation", () => {
  it("takes means and standard deviations over cases: a row counts as often as it has trials", () => {
    // 0, 0, 0 and 8: mean 2, variance (3 * 4 + 36) / 4. And 5, 5, 5, 1: mean 4, variance (3 + 9) / 4.
    const grouped = standardisation(
      rowsOf(
        [
          [0, 5],
          [8, 1],
        ],
        [3, 1],
      ),
    );
    expect(grouped).toEqual({ used: [0, 1], means: [2, 4], deviations: [Math.sqrt(12), Math.sqrt(3)] });
    expect(
      standardisation(
        rowsOf([
          [0, 5],
          [0, 5],
          [0, 5],
          [8, 1],
        ]),
      ),
    ).toEqual(grouped);
  });

  it("leaves out features that never vary, whatever their size, and numbers the others as they were", () => {
    const { used, means } = standardisation(
      rowsOf([
        [0, 7, 0.1, 1],
        [0, 7, 0.1, 3],
        [0, 7, 0.1, 5],
      ]),
    );
    expect([used, means]).toEqual([[3], [3]]);
  });

  it("takes a spread of a thousand-millionth of the value for rounding, and a hundredfold one for real", () => {
    const around = (spread: number) => rowsOf([[1 - spread], [1 + spread]]);
    expect(standardisation(around(0.9e-9)).used).toEqual([]);
    expect(standardisation(around(1e-7)).used).toEqual([0]);
    expect(standardisation(rowsOf([[-1e6], [-1e6 - 1e-4]])).used).toEqual([]);
  });

  it("uses no feature where there are no cases", () => {
    expect(standardisation(rowsOf([[1], [2]], [0, 0])).used).toEqual([]);
  });
});

describe("standardise", () => {
  it("gives rows of 1 and the features that vary, with mean 0 and standard deviation 1 over cases", () => {
    const data = rowsOf(
      [
        [0, 9, 5],
        [8, 9, 1],
        [2, 9, 2],
      ],
      [3, 1, 6],
    );
    const { width, features } = standardise(data, standardisation(data));
    expect(width).toBe(3);
    expect(features).toHaveLength(9);
    for (const feature of [1, 2]) {
      const values = [0, 1, 2].map((row) => features[3 * row + feature] ?? Number.NaN);
      const mean = values.reduce((sum, value, row) => sum + (data.trials[row] ?? 0) * value, 0) / 10;
      const square = values.reduce((sum, value, row) => sum + (data.trials[row] ?? 0) * value ** 2, 0) / 10;
      expect(mean).toBeCloseTo(0, 14);
      expect(square).toBeCloseTo(1, 14);
    }
    expect([features[0], features[3], features[6]]).toEqual([1, 1, 1]);
  });

  it("tells by how many standard deviations a value lies from the mean", () => {
    const { features } = standardise(rowsOf([[10], [4]]), { used: [0], means: [6], deviations: [2] });
    expect([...features]).toEqual([1, 2, 1, -1]);
  });
});
