/**
 * Expected purchase days within the horizon by the repeat score: its chance that there are any, times how many the purchase model expects
 * of who buys at all. So they know the season that the score knows, and are never fewer than the chance of one. Where there is no repeat
 * score (NaN), the model's own.
 *
 * @example purchasesByScore(0.4, 0.2, 0.3) // 0.6: of who buys, the model expects 1.5
 */
export const purchasesByScore = (score: number, pActive: number, expected: number): number => {
  if (Number.isNaN(score)) return expected;
  return pActive > 0 ? score * Math.max(1, expected / pActive) : score;
};
