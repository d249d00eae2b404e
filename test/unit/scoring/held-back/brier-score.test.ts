import { describe, expect, it } from "vitest";
import { brierScore } from "../../../../shared/scoring/held-back/brier-score.ts";
import { heldBackOfGroups } from "../../../support/held-back-groups.ts";

const shop = (buyers: number, others: number) => heldBackOfGroups([{ repeats: 0, silent: 5, age: 5, buyers, others }]);
const scoreOf = (cells: ReturnType<typeof shop>, chance: number) =>
  brierScore(cells, new Float64Array(cells.length).fill(chance));

describe("brierScore", () => {
  it.each([
    [1, 0],
    [0.7, 0.09],
    [0.5, 0.25],
    [0.3, 0.49],
    [0, 1],
  ])("a chance of %d given to a buyer scores %d", (chance, score) => {
    expect(scoreOf(shop(1, 0), chance)).toBeCloseTo(score, 12);
    expect(scoreOf(shop(0, 1), 1 - chance)).toBeCloseTo(score, 12);
  });

  it("is p(1 - p) where everybody is given the shop's own rate p, and more for any other chance", () => {
    expect(scoreOf(shop(20, 80), 0.2)).toBeCloseTo(0.16, 12);
    expect(scoreOf(shop(20, 80), 0.19)).toBeGreaterThan(0.16);
    expect(scoreOf(shop(20, 80), 0.21)).toBeGreaterThan(0.16);
  });

  it("is a mean over customers, not over cells", () => {
    expect(scoreOf(shop(1, 3), 1)).toBe(0.75);
  });

  it("is not there for nobody", () => {
    expect(scoreOf(shop(0, 0), 0.5)).toBeNull();
  });
});
