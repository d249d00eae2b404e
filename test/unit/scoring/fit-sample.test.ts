import { describe, expect, test } from "vitest";
import { FITTED_WHOLE, fitsOneIn, isFitted } from "../../../shared/scoring/fit-sample.ts";

describe("the sample that models are fitted to", () => {
  test("is everybody up to eight million customers, then the least power of two that leaves no more", () => {
    expect([0, 1, FITTED_WHOLE, FITTED_WHOLE + 1, 2 * FITTED_WHOLE, 100_000_000].map(fitsOneIn)).toEqual([
      1, 1, 1, 2, 2, 16,
    ]);
  });

  test("is as large as it says, and a sample of a sample is one of the shop", () => {
    const ids = Array.from({ length: 40_000 }, (_, index) => `csv:${index}`);
    for (const oneIn of [1, 2, 4, 16]) {
      const expected = ids.length / oneIn;
      const fitted = ids.filter((id) => isFitted(id, oneIn));
      expect(Math.abs(fitted.length - expected)).toBeLessThanOrEqual(5 * Math.sqrt(expected * (1 - 1 / oneIn)));
      expect(fitted.filter((id) => !isFitted(id, oneIn / 2 || 1))).toEqual([]);
    }
  });
});
