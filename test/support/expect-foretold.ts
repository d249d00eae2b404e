import { expect } from "vitest";
import type { Foretold } from "./foretold.ts";

/**
 * No worse than MBG/NBD as it is, up to what a few customers can do, and no worse than saying of everybody the share of buyers that was
 * seen last.
 */
export const expectWellForetold = ({ score, plain, baseRate }: Foretold): void => {
  expect(score.auc).toBeGreaterThanOrEqual(plain.auc - 0.002);
  expect(score.brier).toBeLessThanOrEqual(plain.brier + 0.0002);
  expect(score.brier).toBeLessThanOrEqual(baseRate);
};
