import { expect, test } from "vitest";
import { learnLevels } from "../../../../shared/scoring/next-order/learn-levels.ts";
import type { BuyersWaits } from "../../../../shared/scoring/next-order/window-coverage.ts";

type Buyers = readonly [count: number, before: number, by: number, seen?: number];

const learnedFrom = (...rows: readonly Buyers[]) => {
  const column = (of: (row: Buyers) => number) => Float64Array.from(rows, of);
  const waits: BuyersWaits = {
    length: rows.length,
    count: column(([count]) => count),
    before: column(([, before]) => before),
    by: column(([, , by]) => by),
    seen: column(([, , , seen = 1]) => seen),
  };
  return learnLevels(waits).map((level) => Number(level.toFixed(4)));
};

test("the least levels are learned at which the window covers what it says", () => {
  // Half of the buyers in the third tenth of the model's wait, half in the eighth; in between nobody buys.
  expect(learnedFrom([100, 0.2, 0.3], [100, 0.7, 0.8])).toEqual([0.22, 0.3, 0.78]);
});

test("levels stay a thousandth apart where everybody buys at once, or nobody until the end", () => {
  expect(learnedFrom([200, 0, 0.0001])).toEqual([0.001, 0.002, 0.003]);
  expect(learnedFrom([200, 0.9999, 1])).toEqual([0.997, 0.998, 0.999]);
});

test("a level that fewer than 100 buyers can judge stays the model's own", () => {
  expect(learnedFrom([99, 0.2, 0.3])).toEqual([0.1, 0.5, 0.9]);
  // Seen to 0.6 of the model's wait: the last level is for the others to judge, of whom there are too few.
  const [low, middle, high] = learnedFrom([500, 0.2, 0.3, 0.6], [50, 0.2, 0.3]);
  expect(high).toBe(0.9);
  expect(low).toBeGreaterThan(0.2);
  expect(middle).toBeLessThan(0.3);
});
