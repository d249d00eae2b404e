import { expect, it } from "vitest";
import type { CutFits } from "../../../../shared/scoring/held-back/fit-at-cut.ts";
import { PastCellCounter } from "../../../../shared/scoring/past-cuts/past-cells.ts";
import { tierCutsOfPast } from "../../../../shared/scoring/tiers/tier-cuts-of-past.ts";

const params = { r: 0.5, alpha: 5, a: 1, b: 2 };
const columns = (length: number) => ({
  ...{ length, repeats: new Int32Array(length), recencyDays: new Int32Array(length) },
  ageDays: new Int32Array(length).fill(300),
  ...{ seasonLastYear: new Int32Array(length), seasonYearBefore: new Int32Array(length) },
});
/** Two kinds of customers 90 days ago, of whom those of the second have bought since. */
const recentOf = (buyers: number) => ({
  ...columns(2),
  ...{ horizonDays: 90, nextDay: Int32Array.from([0, 5]), count: Float64Array.from([100, buyers]) },
  ...{ purchases: new Float64Array(2), netMinor: new Float64Array(2) },
});
const fitOf = (daysBefore: number) => ({
  ...{ daysBefore, params, known: columns(1), count: Float64Array.of(100), bought: Float64Array.of(50) },
  ...{ customers: 100, buyers: 50, odds: Float64Array.of(Math.log(3)), gap: 0, gapError: 0.1, historyDays: 500 },
  plainOdds: Float64Array.of(0),
  cells: new PastCellCounter().toCells(),
});
const unfitted: CutFits = {
  cells: { ...columns(0), count: new Float64Array(0) },
  customers: 0,
  models: { mbgnbd: null, bgnbd: null, pnbd: null },
};

it("tier rules race over cuts of the past that share no day, by the odds against buying", () => {
  const cuts = tierCutsOfPast("2026-11-20", [90, 136, 182].map(fitOf), recentOf(20), unfitted);
  expect(cuts.map(({ cut }) => cut)).toEqual(["2026-08-22", "2026-05-22"]);
  expect(cuts[0]?.odds[0]).toBeCloseTo(1 / 3, 12);
});

it("they do not where fewer than 20 have bought in the last 90 days: the shop fell quiet", () => {
  expect(tierCutsOfPast("2026-11-20", [90, 182].map(fitOf), recentOf(19), unfitted)).toEqual([]);
});
