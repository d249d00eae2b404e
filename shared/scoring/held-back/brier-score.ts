import type { HeldBackCells } from "./held-back-cells.ts";

/**
 * Mean squared distance of predicted chance and outcome, over customers: 0 is perfect, and saying the shop's own rate p of
 * everybody scores p(1 - p). null for nobody. Source: Brier (1950), Monthly Weather Review 78(1).
 */
export const brierScore = (cells: HeldBackCells, chances: Float64Array): number | null => {
  let customers = 0;
  let sum = 0;
  for (let i = 0; i < cells.length; i++) {
    const n = cells.count[i] ?? 0;
    const off = (chances[i] ?? 0) - (cells.nextDay[i] === 0 ? 0 : 1);
    customers += n;
    sum += n * off * off;
  }
  return customers > 0 ? sum / customers : null;
};
