import { expect, test } from "vitest";
import { purchasesByScore } from "../../../../shared/scoring/repeat-score/purchases-by-score.ts";

test("purchases are the score times how many the model expects of who buys", () => {
  expect(purchasesByScore(0.4, 0.2, 0.3)).toBeCloseTo(0.6, 12);
  expect(purchasesByScore(0.2, 0.2, 0.3)).toBeCloseTo(0.3, 12);
});

test("purchases are never fewer than the chance of one", () => {
  expect(purchasesByScore(0.4, 0, 0)).toBe(0.4);
  expect(purchasesByScore(0.4, 0.2, 0.2 * (1 - 1e-12))).toBe(0.4);
});

test("without a repeat score purchases are the model's own", () => {
  expect(purchasesByScore(Number.NaN, 0.2, 0.3)).toBe(0.3);
});
